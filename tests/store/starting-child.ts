import { loadKey } from '../../src/store/key.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { stepThroughDatabase, stepThroughFiles } from '../house/crash-steps.ts'

/** Starts as the bot does, up to its first turn, and dies at the nth thing that it does to the disk. Says "done" if it lives. */
const { DIR = '', NOW = '', DIES_AT = '' } = process.env

let steps = 0
const step = (): void => {
  steps++
  if (steps === Number(DIES_AT)) process.kill(process.pid, 'SIGKILL')
}
stepThroughDatabase({ step, arm: () => {} }, () => 'write')
stepThroughFiles(step)

const { key } = await loadKey({ fromEnv: undefined, dir: DIR })
const store = await openLevelStore({ dir: DIR, key, now: Number(NOW) })
const document = await store.load('v1')
if (document !== undefined) await store.commit(document)
process.stdout.write('done\n')
