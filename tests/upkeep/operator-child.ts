import { UPKEEP } from '../../src/upkeep/upkeep.ts'
import { stepThroughDatabase, stepThroughFiles } from '../house/crash-steps.ts'

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
stepThroughFiles(step)

const code = await UPKEEP[COMMAND]?.(JSON.parse(ARGS) as string[], {
  env: process.env,
  data: 'data',
  now: () => Number(NOW),
  uid: process.getuid?.(),
  signal: new AbortController().signal,
  say: () => {},
})
process.stdout.write(`done ${code}\n`)
