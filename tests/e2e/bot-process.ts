import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
/** By its place, because the working directory of a test has no node_modules. */
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const WAIT_MS = 90_000

/** How the bot is started, as an operator starts it. */
export const COMMAND: readonly string[] = [process.execPath, '--import', TSX, MAIN]

/** One run of the bot in a process of its own, and all that it said. */
export class BotProcess {
  stdout = ''
  stderr = ''
  /** The exit code, when the process and its streams have ended; null when it was killed. */
  readonly exited: Promise<number | null>
  readonly #child: ChildProcessWithoutNullStreams
  readonly #watchers = new Set<() => void>()
  #isOver = false

  /** `env` is its whole environment; `command` another one than that which starts the bot. */
  constructor(env: Readonly<Record<string, string>>, cwd: string, command: readonly string[] = []) {
    const [program = '', ...args] = COMMAND
    this.#child = spawn(program, [...args, ...command], { env, cwd, stdio: 'pipe' })
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text
      this.#look()
    })
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text
      this.#look()
    })
    this.#child.stdin.on('error', () => {})
    this.exited = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        this.#isOver = true
        this.#look()
        resolve(code)
      })
    })
  }

  /** Types lines. */
  type(...lines: readonly string[]): void {
    this.#child.stdin.write(lines.map((line) => `${line}\n`).join(''))
  }

  /** Types lines and ends the input; resolves with the exit code. */
  async typeAll(lines: readonly string[]): Promise<number | null> {
    this.type(...lines)
    this.#child.stdin.end()
    return this.exited
  }

  /** Resolves when `text` stands on stdout. */
  prints(text: string): Promise<void> {
    return this.until(`「${text}」 on stdout`, () => this.stdout.includes(text))
  }

  /** The entries of the log with this message. */
  logged(message: string): Record<string, unknown>[] {
    return this.log.filter((entry) => entry.msg === message)
  }

  /** The log: what of stderr is JSON. */
  get log(): Record<string, unknown>[] {
    return this.stderr
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  }

  /** What stderr tells the operator in words. */
  get told(): string {
    return this.stderr
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('{'))
      .join('\n')
  }

  /** Resolves when `isSo`; rejects when that can no longer happen or takes too long. */
  async until(what: string, isSo: () => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer)
        this.#watchers.delete(look)
        settle()
      }
      const fail = (why: string) => () =>
        reject(
          new Error(
            `${what}: ${why}; stdout ends with ${this.stdout.slice(-300)}\nstderr with ${this.stderr.slice(-1500)}`,
          ),
        )
      const look = (): void => {
        if (isSo()) finish(resolve)
        else if (this.#isOver) finish(fail('the process has ended'))
      }
      const timer = setTimeout(() => finish(fail(`not within ${WAIT_MS} ms`)), WAIT_MS)
      this.#watchers.add(look)
      look()
    })
  }

  /** kill -9; resolves when it is gone. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.exited
  }

  /** Sends it a signal. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name)
  }

  /** Asks it to stop, as a service manager does; resolves with the exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM')
    return this.exited
  }

  #look(): void {
    for (const look of [...this.#watchers]) look()
  }
}
