import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BotProcess } from './bot-process.ts'
import { INTERVIEW, leaksIn, QUESTIONS, recorded, SECRETS } from './interview.ts'
import { Place } from './place.ts'
import { missingInOrder, timesSaid, wordsOf } from './words.ts'

/** What to answer to a question of the interview. */
const answerTo = (page: string): string => INTERVIEW.find(([asked]) => asked === page)?.[1] ?? ''

/** The interview with what people do in between: each line typed, and the pages it is answered with. */
const DETOURS: readonly (readonly [typed: string, ...pages: string[]])[] = [
  ['你好', 'welcome', 'menu'],
  ['', 'repair/empty'],
  ['1', 'scope/opening', 'scope/ask-client'],
  ['', 'repair/empty', 'scope/ask-client'],
  [answerTo('scope/ask-client'), 'scope/ask-project'],
  ['🐳🎉', 'media/sticker', 'scope/ask-project'],
  [answerTo('scope/ask-project'), 'scope/ask-categories'],
  ['字'.repeat(20_000), 'repair/too-long', 'scope/ask-categories'],
  ['1、3和9', 'answer/kept-in-range', 'scope/ask-details-personal'],
  [`"""\n${answerTo('scope/ask-details-personal')}\n\n还有收货地址\n"""`, 'scope/ask-details-project'],
  ['我在哪一步', 'repair/status', 'scope/ask-details-project'],
  [answerTo('scope/ask-details-project'), 'scope/ask-access'],
  ['9', 'repair/out-of-range', 'scope/ask-access'],
  [answerTo('scope/ask-access'), 'scope/ask-storage'],
  ['上一步', 'scope/ask-access'],
  [answerTo('scope/ask-access'), 'scope/ask-storage'],
  [answerTo('scope/ask-storage'), 'scope/ask-transfer'],
  ['安全沟通工具', 'tools', 'tools/ask-need'],
  ['算了', 'repair/cancelled'],
  ['继续', 'scope/ask-transfer'],
  [answerTo('scope/ask-transfer'), 'scope/ask-deletion'],
  ['算了', 'repair/shelved'],
  ['继续', 'scope/ask-deletion'],
  [answerTo('scope/ask-deletion'), 'scope/ask-confirmed-by'],
  [answerTo('scope/ask-confirmed-by'), 'scope/ask-confirmed-on'],
  [answerTo('scope/ask-confirmed-on'), 'scope/review'],
  [answerTo('scope/review'), 'scope/filed', 'scope/message'],
  ['我的档案', 'records/ask-action'],
  ['看内容'],
]

describe('piped, a conversation with detours', () => {
  let place: Place
  let bot: BotProcess
  let exitCode: number | null

  beforeAll(async () => {
    place = await Place.create()
    bot = place.bot({ LOG_LEVEL: 'debug', TMPDIR: place.tempDir })
    exitCode = await bot.typeAll(DETOURS.map(([typed]) => typed))
  })

  afterAll(() => place.dispose())

  test('is answered line by line, with exit code 0 at the end of the input', () => {
    expect(exitCode).toBe(0)
    const expected = DETOURS.flatMap(([, ...pages]) => pages)
    expect(missingInOrder(bot.stdout, expected)).toEqual([])
    for (const page of QUESTIONS) {
      expect(timesSaid(bot.stdout, page), page).toBe(expected.filter((it) => it === page).length)
    }
  })

  test('is filed as it was answered', () => {
    const record = bot.stdout.slice(bot.stdout.lastIndexOf(wordsOf('records/ask-action')))
    for (const value of [...recorded(), '还有收货地址']) expect(record).toContain(value)
  })

  test('is on stdout, and the log on stderr', () => {
    expect(bot.stdout.split('\n').filter((line) => line.startsWith('{'))).toEqual([])
    expect(bot.logged('turn')).toHaveLength(DETOURS.length)
  })

  test('is in no log and, in clear, in no file', async () => {
    expect(SECRETS.filter((secret) => bot.stderr.includes(secret))).toEqual([])
    expect(leaksIn(await place.bytesIn(place.stateDir))).toEqual([])
    expect(leaksIn(await place.bytesIn(place.tempDir))).toEqual([])
  })

  test('leaves HOME and the working directory as they were', async () => {
    expect(await place.strayFiles()).toEqual([])
    expect(await place.ownHomes()).toEqual([])
  })
})

describe('a process of its own', () => {
  let place: Place

  beforeEach(async () => {
    place = await Place.create()
  })

  afterEach(() => place.dispose())

  test('killed in the middle of a question goes on where it stopped', async () => {
    const half = INTERVIEW.findIndex(([page]) => page === 'scope/ask-access')
    const first = place.bot()
    first.type('你好', '1', ...INTERVIEW.slice(0, half).map(([, answer]) => answer))
    await first.prints(wordsOf('scope/ask-access'))
    await first.kill()

    const second = place.bot()
    const rest = INTERVIEW.slice(half).map(([, answer]) => answer)
    expect(await second.typeAll([...rest, '我的档案', '看内容'])).toBe(0)

    const record = second.stdout.slice(second.stdout.lastIndexOf(wordsOf('records/ask-action')))
    for (const value of recorded()) expect(record).toContain(value)
    expect(timesSaid(second.stdout, 'welcome')).toBe(0)
    const asked = QUESTIONS.map((page) => timesSaid(first.stdout + second.stdout, page))
    // It cannot know whether the question got out that it was printing when it was killed, so that one may come again.
    expect(asked.splice(half, 1)[0]).toBeLessThanOrEqual(2)
    expect(asked).toEqual(asked.map(() => 1))
  })

  test('beside another with the same STATE_DIR is refused, and the first talks on', async () => {
    const first = place.bot()
    first.type('你好')
    await first.prints(wordsOf('menu'))
    const second = place.bot()
    expect(await second.typeAll(['你好'])).toBe(1)
    expect(second.stdout).toBe('')
    expect(second.told).toContain(place.stateDir)
    expect(second.told).toMatch(/另一个守密进程.*STATE_DIR/)
    expect(second.told).not.toMatch(/^\s+at /m)
    expect(await first.typeAll(['1'])).toBe(0)
    expect(timesSaid(first.stdout, 'scope/ask-client')).toBe(1)
  })

  test('with settings that cannot work names them all at once, ends with exit code 1 and creates nothing', async () => {
    const token = 'insecure_do-not-tell'
    await writeFile(join(place.workDir, '.env'), 'LOG_LEVEL=loud\nSEND_TIMEOUT_SECONDS=soon\n')
    const bot = place.bot({ TIME_ZONE: 'Mars/Phobos', FRIEND_ACCEPT: 'keyword', WECHATY_PUPPET_SERVICE_TOKEN: token })
    expect(await bot.typeAll([])).toBe(1)
    expect(bot.stdout).toBe('')
    for (const line of [
      'TIME_ZONE=Mars/Phobos',
      'LOG_LEVEL=loud',
      'SEND_TIMEOUT_SECONDS=soon',
      'FRIEND_KEYWORD',
      'OPERATOR_NAME',
      'OPERATOR_CONTACT',
      'WECHATY_PUPPET_SERVICE_ENDPOINT',
    ]) {
      expect.soft(bot.told).toContain(line)
    }
    expect(bot.told).not.toContain(token)
    await expect(place.bytesIn(place.stateDir)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
