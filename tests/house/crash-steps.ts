import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { LevelDatabase } from '../../src/store/level-database.ts'

/** Counts the steps of a process by name, and kills it with -9 at the one that was chosen. */
export interface Steps {
  step(name: string): void
  /** From now on: die at the nth step of this name ("name nth"). */
  arm(choice: string): void
}

export function createSteps(): Steps {
  const seen = new Map<string, number>()
  let chosen = ''
  return {
    step(name) {
      const count = (seen.get(name) ?? 0) + 1
      seen.set(name, count)
      if (`${name} ${count}` === chosen) process.kill(process.pid, 'SIGKILL')
    },
    arm(choice) {
      seen.clear()
      chosen = choice
    },
  }
}

/** Makes a step before, within and after everything that is done to a database; `nameOf` names a write. */
export function stepThroughDatabase(
  { step }: Steps,
  nameOf: (operations: Parameters<LevelDatabase['write']>[0], sync: boolean) => string,
): void {
  const { write, compact, compactAll } = LevelDatabase.prototype
  const stepped = async (name: string, work: () => Promise<void>): Promise<void> => {
    step(`before ${name}`)
    const working = work()
    step(`within ${name}`)
    await working
    step(`after ${name}`)
  }
  LevelDatabase.prototype.write = function (operations, sync) {
    return stepped(nameOf(operations, sync), () => write.call(this, operations, sync))
  }
  LevelDatabase.prototype.compact = function (key) {
    return stepped('compact', () => compact.call(this, key))
  }
  LevelDatabase.prototype.compactAll = function () {
    return stepped('compact', () => compactAll.call(this))
  }
}

/** Makes a step before and after everything that is done to files by name. */
export function stepThroughFiles(step: () => void): void {
  for (const name of ['rename', 'rm', 'unlink', 'copyFile', 'writeFile', 'link', 'open'] as const) {
    const change = promises[name] as (...given: unknown[]) => Promise<unknown>
    Object.assign(promises, {
      [name]: async (...given: unknown[]): Promise<unknown> => {
        step()
        const done = await change(...given)
        step()
        return done
      },
    })
  }
  syncBuiltinESMExports()
}
