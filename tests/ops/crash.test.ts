import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'

const TSX = createRequire(import.meta.url).resolve('tsx')
const CRASH = new URL('../../src/ops/crash.ts', import.meta.url)
const MARK = '金丝雀工作室'

/** A process that ends discreetly, and then breaks. */
const broken = (how: string) =>
  spawnSync(
    process.execPath,
    [
      ...['--import', TSX, '--input-type=module', '-e'],
      `import { endDiscreetly } from '${CRASH}'
       endDiscreetly(process, (line) => process.stderr.write(line + '\\n'))
       const error = Object.assign(new TypeError('${MARK}', { cause: new Error('${MARK}') }), { text: '${MARK}' })
       setImmediate(() => { ${how} })
       setInterval(() => {}, 1000)`,
    ],
    { encoding: 'utf8' },
  )

it.each([
  ['an error that nobody catches', 'throw error', '"errorName":"TypeError"'],
  ['a promise that nobody looks after', 'void Promise.reject(error)', '"errorName":"TypeError"'],
  ['an error event that nobody hears', "process.emit('error', error)", '"errorName":"TypeError"'],
  ['something thrown that is no error', `throw '${MARK}'`, '"errorType":"string"'],
  ['a promise that fails with no error', `void Promise.reject('${MARK}')`, '"errorType":"string"'],
])('%s ends the process with a line of what kind it was, and without its words', (_, how, kind) => {
  const { status, stdout, stderr } = broken(how)
  expect(status).toBe(1)
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(kind)])
  expect(stdout + stderr).not.toContain(MARK)
})
