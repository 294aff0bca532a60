import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { UPKEEP } from '../../src/upkeep/upkeep.ts'
import { stepThroughDatabase } from '../house/crash-steps.ts'

/**
 * Runs an operator's command, and dies at the nth thing that it does to the disk: before, within or after. Says
 * "done <code>" if it lives.
 */
const { COMMAND = '', ARGS = '[]', NOW = '', DIES_AT = '' } = process.env

let steps = 0
const step = (): void => {
  steps++
  if (steps === Number(DIES_AT)) process.kill(process.pid, 'SIGKILL')
}
stepThroughDatabase({ step, arm: () => {} }, () => 'write')
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

const code = await UPKEEP[COMMAND]?.(JSON.parse(ARGS) as string[], {
  env: process.env,
  data: 'data',
  now: () => Number(NOW),
  uid: process.getuid?.(),
  signal: new AbortController().signal,
  say: () => {},
})
process.stdout.write(`done ${code}\n`)
