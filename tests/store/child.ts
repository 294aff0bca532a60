import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** A script of this folder in a process of its own, which dies with the test at the latest. */
export interface Child {
  /** Its next line on stdout, or undefined when there are no more. */
  line(): Promise<string | undefined>
  /** kill -9 */
  kill(): void
  readonly ended: Promise<unknown>
}

/** `shell` may put something before the command, such as a limit. */
export function startChild(script: string, env: Readonly<Record<string, string>>, shell?: string): Child {
  const command = ['--import', 'tsx', fileURLToPath(new URL(script, import.meta.url))]
  const options = { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] as const }
  const child: ChildProcess = shell
    ? spawn('bash', ['-c', `${shell}; exec "$0" "$@"`, process.execPath, ...command], {
        ...options,
        stdio: [...options.stdio],
      })
    : spawn(process.execPath, command, { ...options, stdio: [...options.stdio] })
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
