import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BotProcess } from './bot-process.ts'
import { INTERVIEW, leaksIn, recorded } from './interview.ts'
import { Place } from './place.ts'

const TALK = ['1', ...INTERVIEW.map(([, answer]) => answer)]

let place: Place
let other: Place

beforeEach(async () => {
  place = await Place.create()
  other = await Place.create()
})

afterEach(async () => {
  await place.dispose()
  await other.dispose()
})

test('a backup of a running bot is restored on another machine, and the conversation goes on there', async () => {
  const bot = place.bot()
  bot.type(...TALK, '我的档案', '看内容')
  await bot.prints('运营主管')
  const file = join(place.workDir, 'backup')
  const backup = new BotProcess(place.env, place.workDir, ['backup', file])
  expect([await backup.exited, backup.stdout, backup.told]).toEqual([0, expect.stringContaining('1 个人'), ''])
  expect(leaksIn(await place.bytesIn(place.workDir))).toEqual([])
  expect(bot.logged('backup made')).toEqual([expect.objectContaining({ documents: 1 })])
  bot.type('谢谢')
  expect(await bot.typeAll([])).toBe(0)

  const key = await readFile(join(place.stateDir, 'key'), 'utf8')
  const env = { ...other.env, SHOUMI_KEY: key.trim() }
  const restore = new BotProcess(env, other.workDir, ['restore', file])
  expect([await restore.exited, restore.told]).toEqual([0, ''])
  const again = other.bot({ SHOUMI_KEY: env.SHOUMI_KEY })
  expect(await again.typeAll(['我的档案', '看内容'])).toBe(0)
  for (const value of recorded()) expect(again.stdout).toContain(value)
})

test('a doctor beside a running bot does it no harm', async () => {
  const bot = place.bot()
  bot.type('1')
  await bot.until('a turn', () => bot.logged('turn').length === 1)
  const doctor = new BotProcess(place.env, place.workDir, ['doctor'])
  expect([await doctor.exited, doctor.stdout]).toEqual([0, expect.stringContaining('机器人正在用着')])
  expect(await bot.typeAll(['灰鲸客户'])).toBe(0)
  expect(bot.logged('turn')).toHaveLength(2)
})
