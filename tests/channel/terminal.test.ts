import { PassThrough, Writable } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import type { Channel } from '../../src/channel/port.ts'
import { PuppetTerminal, type TerminalOptions } from '../../src/channel/puppets/terminal.ts'
import { createWechatyChannel } from '../../src/channel/wechaty.ts'
import { bytesOf } from './pieces.ts'
import { RecordingHouse } from './recording-house.ts'

let house: RecordingHouse
let channel: Channel
let input: PassThrough
let printed: string
let ended: boolean

async function open(options: Partial<TerminalOptions> = {}): Promise<void> {
  house = new RecordingHouse()
  input = new PassThrough()
  printed = ''
  ended = false
  const output = new PassThrough()
  output.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    house.check()
  })
  const instance = new PuppetTerminal({ input, output, interactive: false, now: () => 1_700_000_000_000, ...options })
  channel = createWechatyChannel({
    puppet: { instance },
    friends: { accept: 'none' },
    log: house.log,
    now: () => 1_700_000_000_000,
    onQrcode: () => {},
    onEnd: () => {
      ended = true
      house.check()
    },
  })
  house.echoThrough(channel)
  await channel.start(house)
}

const texts = () => house.inbound.map((it) => it.text)
const end = () => house.until(() => ended || undefined)
const shows = (text: string) => house.until(() => printed.includes(text) || undefined)

afterEach(() => channel.stop())

describe('piped', () => {
  test('a line with a path sends that file', async () => {
    await open()
    input.end('/文件 README.md\n')
    await end()
    const [inbound] = house.inbound
    expect(inbound).toMatchObject({ kind: 'file', text: '', file: { name: 'README.md' } })
    expect((await bytesOf(inbound?.file?.pieces())).toString()).toContain('# 守密')
  })

  test.each([
    ['图片', 'image'],
    ['视频', 'video'],
  ])('a line with a path after %s sends it without its name', async (word, kind) => {
    await open()
    input.end(`/${word} README.md\n`)
    await end()
    const [inbound] = house.inbound
    expect(inbound).toMatchObject({ kind, text: '', file: { name: null } })
    expect((await bytesOf(inbound?.file?.pieces())).toString()).toContain('# 守密')
  })

  test('a file that the bot sends is kept, and its place is shown', async () => {
    const kept: string[] = []
    await open({
      saveFile: async (name, bytes) => {
        kept.push(`${name} ${bytes.length}`)
        return `somewhere/${name}`
      },
    })
    await house.reached('online')
    const to = { channel: '', account: '', contactId: 'terminal-user', place: 'private' } as const
    await channel.sendFile(to, { name: '看法.docx', bytes: new Uint8Array(2048) })
    await shows('📎 somewhere/看法.docx (2.0 KB)')
    expect(kept).toEqual(['看法.docx 2048'])
    input.end()
    await end()
  })

  test('each line is a message from the person, with the time it came', async () => {
    await open()
    input.end('你好\n')
    await end()
    expect(house.inbound).toMatchObject([
      {
        at: 1_700_000_000_000,
        from: {
          channel: 'wechaty-puppet-terminal',
          account: 'terminal-bot',
          contactId: 'terminal-user',
          place: 'private',
        },
        kind: 'text',
        text: '你好',
      },
    ])
    expect(printed).toBe('echo 你好\n\n')
  })

  test('the next line is taken when the turn before is finished, and the end comes after the last', async () => {
    await open()
    let finish = (): void => {}
    house.turn = () =>
      new Promise((resolve) => {
        finish = resolve
      })
    input.end('一\n二\n')
    const { from } = await house.received((it) => it.text === '一')
    await channel.send(from, '一答')
    await shows('一答')
    expect(texts()).toEqual(['一'])
    finish()
    await house.received((it) => it.text === '二')
    expect(ended).toBe(false)
    finish()
    await end()
  })

  test.each([
    ['an empty line is an empty message', '一\n\n二\n', ['一', '', '二']],
    ['the last line needs no line break', '一\n二', ['一', '二']],
    ['Windows line ends are line ends', '一\r\n二\r\n', ['一', '二']],
    ['fences make one message of several lines', '"""\n一\n\n二\n"""\n三\n', ['一\n\n二', '三']],
    ['fences may be typed with a Chinese input method', '”””\n一\n“””\n', ['一']],
    ['the end closes an open fence', '"""\n一\n二', ['一\n二']],
    ['nothing is no message', '', []],
  ])('%s', async (_, typed, messages) => {
    await open()
    input.end(typed)
    await end()
    expect(texts()).toEqual(messages)
  })

  test('a character cut in two by a chunk arrives whole', async () => {
    await open()
    const bytes = Buffer.from('保密\n')
    input.write(bytes.subarray(0, 4))
    input.end(bytes.subarray(4))
    await end()
    expect(texts()).toEqual(['保密'])
  })

  test('escape sequences and control characters are not printed back, line breaks are', async () => {
    await open()
    input.end('"""\n\u001b[31m红\u001b]52;c;aGk=\u0007\u0000\u009b2J\u0008色\n第二行\n"""\n')
    await end()
    expect(printed).toBe('echo 红色\n第二行\n\n')
  })

  test('nobody greets', async () => {
    await open()
    input.end('你好\n')
    await end()
    expect(house.inbound.map((it) => it.kind)).toEqual(['text'])
  })

  test('an output that is closed ends it quietly', async () => {
    const closed = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
      },
    })
    await open({ output: closed })
    input.write('一\n二\n')
    await end()
    expect(texts()).toEqual(['一'])
  })

  test('no method that Wechaty calls is missing', async () => {
    await open()
    input.end('一\n二\n')
    await end()
    await channel.stop()
    expect(house.logged.filter((it) => it.message.includes('error'))).toEqual([])
  })
})

describe('at a TTY', () => {
  const interactive = { interactive: true, prompt: '> ', mark: '守密: ', farewell: '回头见' } as const

  test('the bot is asked to greet, once', async () => {
    await open(interactive)
    house.turn = (inbound) => channel.send(inbound.from, inbound.kind === 'greeting' ? '你来啦' : inbound.text)
    await shows('守密: 你来啦\n\n')
    expect(house.inbound).toMatchObject([{ kind: 'greeting', from: { contactId: 'terminal-user' } }])
  })

  test('what is being typed is drawn again under what the bot says', async () => {
    await open(interactive)
    const { from } = await house.received((it) => it.kind === 'greeting')
    input.write('打到一')
    await shows('打到一')
    printed = ''
    await channel.send(from, '提醒你一下')
    await shows('打到一')
    expect(printed.indexOf('提醒你一下')).toBeLessThan(printed.indexOf('> 打到一'))
    input.write('半\r')
    await house.received((it) => it.text === '打到一半')
  })

  test('an empty line is no message, a fenced block is one', async () => {
    await open(interactive)
    input.write('\r  \r"""\r一\r\r二\r"""\r')
    await house.received((it) => it.kind === 'text')
    expect(texts()).toEqual(['', '一\n\n二'])
  })

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('%s says goodbye after the last turn', async (_, key) => {
    await open(interactive)
    await shows('echo')
    input.write(`再问一句\r${key}`)
    await end()
    expect(printed.indexOf('echo 再问一句')).toBeGreaterThan(0)
    expect(printed.indexOf('守密: 回头见')).toBeGreaterThan(printed.indexOf('echo 再问一句'))
  })
})
