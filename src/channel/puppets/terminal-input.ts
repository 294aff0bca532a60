import type { Readable } from 'node:stream'

/**
 * The lines of a stream, each read only when it is asked for, so that a turn can finish before the next one begins.
 *
 * `node:readline` hands out every line it has buffered at once, and loses lines that arrive before its iterator does.
 */
export async function* readLines(input: Readable): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield withoutReturn(line)
  }
  rest += decoder.decode()
  if (rest !== '') yield withoutReturn(rest)
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

/** Three quotation marks alone on a line; a Chinese input method types them curled. */
const FENCE = /^\s*["“”]{3}\s*$/

/** Gathers what stands between two fence lines into one message; every other line is a message by itself. */
export class MessageAssembler {
  #block: string[] | null = null

  /** True between an opening fence and its closing one. */
  get open(): boolean {
    return this.#block !== null
  }

  /** The message that `line` completes, or null when more lines have to come. */
  push(line: string): string | null {
    if (FENCE.test(line)) {
      if (this.#block !== null) return this.flush()
      this.#block = []
      return null
    }
    if (this.#block === null) return line
    this.#block.push(line)
    return null
  }

  /** Closes an open block, as the end of input does; null when none is open. */
  flush(): string | null {
    const block = this.#block
    this.#block = null
    return block === null ? null : block.join('\n')
  }

  /** Drops an open block. */
  discard(): void {
    this.#block = null
  }
}
