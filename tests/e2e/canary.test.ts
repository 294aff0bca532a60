import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FLOWS } from '../../flows/index.ts'
import type { BotProcess } from './bot-process.ts'
import { freePort } from './free-port.ts'
import { FILES, MARKS, NOT_TYPED, TALK } from './marked-talk.ts'
import { Place } from './place.ts'
import { tracesIn } from './traces.ts'
import { timesSaid } from './words.ts'

const LINES = ['你好', ...Object.values(TALK).flatMap(({ lines }) => lines)]

describe('what is looked for', () => {
  const word = '金丝雀工作室'
  const encoded = [
    ['plain', Buffer.from(`…${word}…`)],
    ['UTF-16', Buffer.from(`x${word}`, 'utf16le')],
    ['UTF-16', Buffer.from(`x${word}`, 'utf16le').swap16()],
    ['GBK', Buffer.from('bdf0cbbfc8b8b9a4d7f7cad2', 'hex')],
    ['hex', Buffer.from(Buffer.from(`${word}。`).toString('hex'))],
    ['JSON escapes', '{"a":"\\u91d1\\u4e1d\\u96c0\\u5de5\\u4f5c\\u5ba4"}'],
    ['URL escapes', new URL(`http://x/?q=${word}`).search],
    ...['', 'a', 'ab', 'abc'].map(
      (before) => ['base64', Buffer.from(`${before}${word}后`).toString('base64')] as const,
    ),
    ...['', 'a', 'ab'].map((before) => ['base64', Buffer.from(`${before}${word}`).toString('base64url')] as const),
  ] as const

  test.each(encoded)('is found as %s', (form, bytes) => {
    expect(tracesIn(bytes, [word, '云雀'])).toContain(`${word} (${form})`)
    expect(tracesIn(bytes, ['云雀'])).toEqual([])
  })
})

describe('a talk through every flow', () => {
  let place: Place
  let bot: BotProcess
  let metrics: string
  let running: Buffer
  let afterKill: Buffer

  beforeAll(async () => {
    place = await Place.create()
    for (const [name, text] of Object.entries(FILES)) await writeFile(join(place.workDir, name), text)
    const env = { LOG_LEVEL: 'debug', WECHATY_LOG: 'info', TMPDIR: place.tempDir, HTTP_PORT: String(await freePort()) }
    bot = place.bot(env)
    bot.type(...LINES)
    await bot.until('the last turn', () => bot.logged('turn').length >= LINES.length)
    metrics = await (await fetch(`http://127.0.0.1:${env.HTTP_PORT}/metrics`)).text()
    running = await everything(place)
    await bot.kill()
    afterKill = await everything(place)
    const again = place.bot(env)
    await again.typeAll(['我的档案', '我的事件'])
  }, 240_000)

  afterAll(() => place.dispose())

  /** The recovery code that was given: nothing else says it. */
  const code = (): string => /[A-Z0-9]{4}(?:-[A-Z0-9]{4}){4}/.exec(bot.stdout)?.[0] ?? 'no code was given'

  test('reaches each of them, and the bot takes what it is told', () => {
    expect(new Set([...Object.keys(TALK), ...NOT_TYPED])).toEqual(new Set(Object.keys(FLOWS)))
    expect(Object.entries(TALK).flatMap(([flow, { page }]) => (timesSaid(bot.stdout, page) > 0 ? [] : [flow]))).toEqual(
      [],
    )
    expect(MARKS.filter((mark) => !bot.stdout.includes(mark) && !isInAFile(mark))).toEqual([])
  })

  test('is in no log, though that is as talkative as it can be', () => {
    expect(bot.logged('turn').length).toBeGreaterThanOrEqual(LINES.length)
    expect(bot.stdout).toContain(code())
    expect(tracesIn(place.logs, [...MARKS, code(), code().replaceAll('-', '')])).toEqual([])
  })

  test('puts no line of the log among the words', () => {
    expect(bot.stdout.split('\n').filter((line) => line.startsWith('{'))).toEqual([])
  })

  test('is in no metric', () => {
    expect(metrics).toContain('shoumi_turns_total{kind="text"}')
    expect(tracesIn(metrics, MARKS)).toEqual([])
  })

  test('is in no file, while it runs, when it was killed, and when it has ended', async () => {
    for (const bytes of [running, afterKill, await everything(place)]) {
      expect(bytes.length).toBeGreaterThan(10_000)
      expect(tracesIn(bytes, [...MARKS, code(), code().replaceAll('-', '')])).toEqual([])
    }
  })

  test('leaves nothing where nothing of it belongs', async () => {
    expect(await readdir(place.home)).toEqual([])
    const made = (await readdir(place.workDir)).filter((name) => !Object.hasOwn(FILES, name))
    // What the bot was asked for: the terminal puts it where its user is.
    expect(made.filter((name) => !/\.(?:docx|json)$/.test(name))).toEqual([])
    expect(made.some((name) => name.endsWith('.json'))).toBe(true)
  })
})

/** A contract's text is looked at, and is nobody's answer. */
function isInAFile(mark: string): boolean {
  return Object.values(FILES).some((text) => text.includes(mark))
}

/** The names and bytes of every file below STATE_DIR, HOME and the folder for temporary files. */
async function everything(place: Place): Promise<Buffer> {
  const folders = [place.stateDir, place.home, place.tempDir]
  const names = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true })))
  const bytes = await Promise.all(folders.map((folder) => place.bytesIn(folder)))
  return Buffer.concat([Buffer.from(names.flat().join('\n')), ...bytes])
}
