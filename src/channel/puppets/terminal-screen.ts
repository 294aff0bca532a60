import { clearScreenDown, cursorTo, type Interface, moveCursor } from 'node:readline'
import type { Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'

const UNPRINTABLE = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/**
 * Text that cannot command a terminal: escape sequences, control characters and changes of direction are gone, line breaks
 * and tabs stay.
 *
 * The bot repeats what people wrote, and an escape sequence in it could rewrite the screen or the clipboard.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text.replaceAll('\r\n', '\n')).replace(UNPRINTABLE, '')
}

/** The same in one line, as a log wants it: a line break in somebody's name must not look like the next entry. */
export function printableLine(text: string): string {
  return printable(text).trimEnd().replaceAll('\n', ' ⏎ ')
}

/** Where the bot's words are printed. With a prompt they go above it, and it is drawn again with what was being typed. */
export class TerminalScreen {
  readonly #output: Writable
  readonly #mark: string
  #prompt: Interface | null = null
  #broken = false

  /** `onBroken` is called once when nobody reads the output any more, as after `| head`. */
  constructor(output: Writable, mark: string, onBroken: () => void) {
    this.#output = output
    this.#mark = mark
    output.on('error', () => {
      if (this.#broken) return
      this.#broken = true
      onBroken()
    })
  }

  attach(prompt: Interface): void {
    this.#prompt = prompt
  }

  detach(): void {
    this.#prompt = null
  }

  /** Resolves when the text has left the process, or cannot any more. */
  async print(text: string): Promise<void> {
    if (this.#broken) return
    const prompt = this.#prompt
    if (prompt !== null) {
      moveCursor(this.#output, 0, -prompt.getCursorPos().rows)
      cursorTo(this.#output, 0)
      clearScreenDown(this.#output)
    }
    const written = this.#write(`${this.#mark}${printable(text)}\n\n`)
    if (prompt !== null) {
      // A redraw first climbs as many rows as the prompt had: those now belong to what was printed.
      ;(prompt as Interface & { prevRows: number }).prevRows = 0
      prompt.prompt(true)
    }
    await written
  }

  async newline(): Promise<void> {
    if (!this.#broken) await this.#write('\n')
  }

  #write(text: string): Promise<void> {
    return new Promise((resolve) => {
      this.#output.write(text, () => resolve())
    })
  }
}
