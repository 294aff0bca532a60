import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FakeIlink } from '../channel/ilink/fake-ilink.ts'
import type { BotProcess } from './bot-process.ts'
import { freePort } from './free-port.ts'
import { ilinkEnv, startFakeIlink } from './ilink-place.ts'
import { FILES, MARKS, TALK } from './marked-talk.ts'
import { Place } from './place.ts'
import { tracesIn } from './traces.ts'

const USER = 'o9Heron@im.wechat'
/** Birds that only iLink can bring: what a voice message was heard as, what is quoted, a picture's name on the CDN. */
const SPOKEN = '苍鹰的录音'
const QUOTED = '红隼的原话'
/** Flows whose words go over the wire; that all others keep theirs to themselves is seen in the terminal. */
const FLOWS = ['scope', 'nda', 'incident-whose', 'incident', 'remind'] as const
const LINES = ['你好', ...FLOWS.flatMap((flow) => TALK[flow]?.lines ?? [])]

let fake: FakeIlink
let place: Place
let bot: BotProcess
let metrics: string
let looks: Buffer[]
let secrets: string[]

/** What this talk has in it, of all that is marked. */
const said = (): string[] =>
  MARKS.filter((mark) => LINES.join().includes(mark) || Object.keys(FILES).join().includes(mark))

function fileItem(name: string, text: string) {
  const key = randomBytes(16)
  const media = { encrypt_query_param: fake.cdn.put(Buffer.from(text), key), aes_key: key.toString('base64') }
  return { type: 4, file_item: { file_name: name, media } }
}

/** One message; resolves when its turn is decided. Equal words right after each other would count as one message. */
async function says(item: Parameters<FakeIlink['say']>[1]): Promise<void> {
  const before = bot.logged('turn').length
  fake.say(USER, item)
  await bot.until('the turn', () => bot.logged('turn').length > before)
}

async function everything(): Promise<Buffer> {
  const folders = [place.stateDir, place.home, place.tempDir, place.workDir]
  const names = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true })))
  const bytes = await Promise.all(folders.map((folder) => place.bytesIn(folder)))
  return Buffer.concat([Buffer.from(names.flat().join('\n')), ...bytes])
}

beforeAll(async () => {
  fake = await startFakeIlink()
  place = await Place.create()
  const port = await freePort()
  bot = place.bot({
    ...ilinkEnv(fake),
    ...{ LOG_LEVEL: 'debug', WECHATY_LOG: 'info', TMPDIR: place.tempDir, HTTP_PORT: String(port), PACING: 'off' },
  })
  await bot.until('a code', () => /[▀▄█]{10}/.test(bot.stderr))
  fake.qr.scan(USER)
  fake.qr.confirm(USER)
  await bot.until('the binding', () => bot.told.includes('绑定好了'))
  for (const line of LINES) {
    const [, name = ''] = /^\/文件 (.+)$/.exec(line) ?? []
    await says(name === '' ? line : fileItem(name, FILES[name] ?? ''))
  }
  await says({ type: 3, voice_item: { text: SPOKEN } })
  await says({
    type: 1,
    text_item: { text: '谢谢' },
    ref_msg: { title: QUOTED, message_item: { type: 1, text_item: { text: QUOTED } } },
  })
  metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  looks = [await everything()]
  await bot.kill()
  looks.push(await everything())
  const again = place.bot({ ...ilinkEnv(fake), LOG_LEVEL: 'debug' })
  await again.until('the login', () => again.logged('channel').some(({ status }) => status === 'online'))
  const before = fake.delivered.length
  fake.say(USER, '我的档案')
  await fake.deliveredTo(USER, before + 1)
  await again.stop()
  looks.push(await everything())
  secrets = [...said(), SPOKEN, QUOTED, USER, fake.botOf(USER).token]
}, 400_000)

afterAll(async () => {
  await place.dispose()
  await fake.stop()
})

test('the talk says what is marked, and the bot answers to it', () => {
  const heard = fake.delivered.map(({ text = '', file }) => `${text}${file?.name ?? ''}`).join('\n')
  for (const mark of ['金丝雀工作室', '夜莺名册', '白鹭客户', '杜鹃第三版']) expect(heard).toContain(mark)
  expect(said().length).toBeGreaterThan(12)
  expect(fake.violations).toEqual([])
})

test('no log tells of it, though that is as talkative as it can be', () => {
  expect(place.logs).toContain('"level":20')
  expect(tracesIn(place.logs, secrets)).toEqual([])
})

test('no metric does', () => {
  expect(metrics).toContain('shoumi_turns_total{kind="text"}')
  expect(tracesIn(metrics, secrets)).toEqual([])
})

test('no file does, while it runs, when it was killed, and when it has ended', () => {
  for (const bytes of looks) {
    expect(bytes.length).toBeGreaterThan(10_000)
    expect(tracesIn(bytes, secrets)).toEqual([])
  }
})
