import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { MessageAssembler } from './terminal-input.ts'
import type { TerminalScreen } from './terminal-screen.ts'

export interface PromptOptions {
  readonly input: Readable
  readonly output: Writable
  /** What stands where the person types. */
  readonly prompt: string
  /** What stands there inside a message of several lines. */
  readonly continuation: string
  readonly screen: TerminalScreen
  readonly assembler: MessageAssembler
  readonly onMessage: (text: string) => void
  /** The person has pressed Ctrl-C or Ctrl-D. */
  readonly onLeave: () => void
}

/** Where a person at a TTY types. An empty line only draws the prompt again. */
export class TerminalPrompt {
  readonly #options: PromptOptions
  #readline: Interface | undefined

  constructor(options: PromptOptions) {
    this.#options = options
  }

  open(): void {
    const { input, output, prompt, screen, assembler } = this.#options
    const readline = createInterface({ input, output, prompt, terminal: true, historySize: 100 })
    this.#readline = readline
    screen.attach(readline)
    readline.on('line', (line) => this.#line(readline, line))
    readline.on('SIGINT', () => {
      assembler.discard()
      readline.close()
    })
    readline.on('close', () => {
      if (this.#readline !== readline) return
      this.close()
      this.#options.onLeave()
    })
    readline.prompt()
  }

  /** Takes the prompt away without a word, as at a stop. */
  close(): void {
    const readline = this.#readline
    this.#readline = undefined
    this.#options.screen.detach()
    readline?.close()
  }

  #line(readline: Interface, line: string): void {
    const { prompt, continuation, assembler, onMessage } = this.#options
    if (line.trim() !== '' || assembler.open) {
      const text = assembler.push(line)
      if (text !== null && text.trim() !== '') onMessage(text)
    }
    readline.setPrompt(assembler.open ? continuation : prompt)
    if (this.#readline === readline) readline.prompt()
  }
}
