import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { Duplex } from 'node:stream'
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

/** A process that is told things and asks things. */
export interface ServedChild extends Child {
  /** A line on its stdin. */
  tell(line: string): void
}

/** A script of JavaScript whose questions, each a line on descriptor 3, are answered there at once. */
export function startServed(
  path: string,
  env: Readonly<Record<string, string>>,
  answer: (question: string) => string,
): ServedChild {
  const child = spawn(process.execPath, [path], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
  })
  const line = child.stdio[3]
  if (!(line instanceof Duplex)) throw new Error('no descriptor 3')
  const questions = createInterface({ input: line }).on('line', (question) => void line.write(`${answer(question)}\n`))
  // What a killed process is still told goes nowhere.
  for (const end of [child.stdin, line, questions]) end?.on('error', () => {})
  return { ...watched(child), tell: (text) => void child.stdin?.write(`${text}\n`) }
}

function start(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Child {
  return watched(spawn(command, [...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] }))
}

function watched(child: ChildProcess): Child {
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
