import { execFile, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'

/** Is there a tmux to be a terminal? */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0

/** A terminal with one program in it, whose screen can be read. */
export class Tmux {
  readonly #socket = `shoumi-${randomUUID()}`

  /** Starts `command` with `env` as its whole environment; when it ends, its exit code is put on the screen. */
  async start(command: readonly string[], env: Readonly<Record<string, string>>, cwd: string): Promise<void> {
    const variables = Object.entries({ ...env, TERM: 'xterm', LANG: 'C.UTF-8' }).map(
      ([name, value]) => `${name}=${value}`,
    )
    const program = ['env', '-i', ...variables, 'sh', '-c', '"$@"; echo "exit code $?"; exec cat', 'sh', ...command]
    await this.#tmux('-f', '/dev/null', 'new-session', '-d', '-x', '120', '-y', '50', '-c', cwd, ...program)
  }

  /** What is on the screen, wrapped lines in one piece. */
  async screen(): Promise<string> {
    return this.#tmux('capture-pane', '-p', '-J')
  }

  /** Resolves when `text` is on the screen. */
  async shows(text: string): Promise<void> {
    await expect.poll(() => this.screen(), { timeout: 30_000 }).toContain(text)
  }

  async type(text: string): Promise<void> {
    await this.#tmux('send-keys', '-l', text)
    await this.press('Enter')
  }

  async press(key: string): Promise<void> {
    await this.#tmux('send-keys', key)
  }

  async dispose(): Promise<void> {
    await this.#tmux('kill-server').catch(() => {})
  }

  #tmux(...args: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      execFile('tmux', ['-u', '-L', this.#socket, ...args], (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      )
    })
  }
}
