import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** A process of its own, which dies with the test at the latest. */
export interface Child {
  /** Its next line on stdout, or undefined when there are no more. */
  line(): Promise<string | undefined>
  /** kill -9 */
  kill(): void
  readonly ended: Promise<unknown>
}

/** A script of this folder; `shell` may put something before the command, such as a limit. */
export function startChild(script: string, env: Readonly<Record<string, string>>, shell?: string): Child {
  const command = ['--import', 'tsx', fileURLToPath(new URL(script, import.meta.url))]
  return shell
    ? start('bash', ['-c', `${shell}; exec "$0" "$@"`, process.execPath, ...command], env)
    : start(process.execPath, command, env)
}

/** A script of JavaScript. */
export function startCompiled(path: string, env: Readonly<Record<string, string>>): Child {
  return start(process.execPath, [path], env)
}

function start(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Child {
  const child: ChildProcess = spawn(command, [...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('no stdout')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = new Promise((resolve) => child.once('close', resolve))
  onTestFinished(() => void child.kill('SIGKILL'))
  return {
    line: async () => (await lines.next()).value,
    kill: () => void child.kill('SIGKILL'),
    ended,
  }
}
