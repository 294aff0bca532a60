import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Place } from './place.ts'
import { tracesIn } from './traces.ts'

const MARK = '金丝雀工作室'

let place: Place

beforeEach(async () => {
  place = await Place.create()
})

afterEach(() => place.dispose())

/** Something in the process that breaks when it is told to, with somebody's words in its error. */
const BREAKING = `
  process.once('SIGUSR2', () => {
    throw Object.assign(new TypeError('${MARK}', { cause: new Error('${MARK}') }), { text: '${MARK}' })
  })
`

test('an error that nobody catches ends the bot without its words', async () => {
  const script = join(place.workDir, 'breaking.mjs')
  await writeFile(script, BREAKING)
  const bot = place.bot({ NODE_OPTIONS: `--import ${pathToFileURL(script)}`, TMPDIR: place.tempDir })
  bot.type('1', MARK)
  await bot.until('the turn', () => bot.logged('turn').length === 2)
  bot.signal('SIGUSR2')
  expect(await bot.exited).toBe(1)
  expect(bot.told).toContain('程序出错了')
  expect(tracesIn(place.logs, [MARK])).toEqual([])
  for (const folder of [place.stateDir, place.tempDir, place.home])
    expect(tracesIn(await place.bytesIn(folder), [MARK])).toEqual([])
})
