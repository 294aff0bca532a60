import { describeError } from '../log.ts'

/** What of a process is needed to end it. */
export interface Crashing {
  once(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown
  exit(code: number): void
}

/**
 * Ends the process on an error that nobody has caught, with one line of what kind it was and where.
 *
 * Node would print its message, its causes and its fields, and those of a foreign error quote what somebody wrote.
 */
export function endDiscreetly(process: Crashing, tell: (line: string) => void): void {
  const end = (error: unknown): void => {
    tell(brokenLine(error))
    process.exit(1)
  }
  process.once('uncaughtException', end)
  process.once('unhandledRejection', end)
}

/** What an operator is told of a fault of ours: never its message. */
export const brokenLine = (error: unknown): string =>
  `程序出错了(这是我们的错): ${JSON.stringify(describeError(error))}`
