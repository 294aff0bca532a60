import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import mammoth from 'mammoth'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { writeDocx } from '../../src/documents/write-docx.ts'
import { broken, piecesOf } from '../channel/pieces.ts'
import { NOW } from '../store/documents.ts'
import { HouseAtWork } from './house-at-work.ts'

const CONTRACTS = new URL('../nda/contracts/dev/', import.meta.url)
const MARK = '某某云海公司'

let at: HouseAtWork
let contract: string
beforeEach(async () => {
  at = await HouseAtWork.open()
  contract = (await readFile(fileURLToPath(new URL('01-copywriter-gig.txt', CONTRACTS)), 'utf8')).replace('甲方', MARK)
})

/** A contact sends a file. */
async function send(name: string, bytes: Uint8Array, size: number | null = null): Promise<string[]> {
  return at.say('c', '', { kind: 'file', file: { name, size, pieces: () => piecesOf(bytes) } })
}

const docx = async (text: string): Promise<Uint8Array> =>
  writeDocx({ title: '保密协议', blocks: text.split('\n').map((line) => ({ kind: 'paragraph', text: line })) }, NOW)

describe('a contract that is sent as a file', () => {
  it('is announced, read and judged', async () => {
    await at.say('c', '你好')
    const [announced, ...said] = await send('协议.docx', await docx(contract))
    expect(announced).toBe('正在读《协议.docx》，约10秒。')
    expect(said.join('\n')).toMatch(/看完了：必须谈\d+处/)
    expect(said.join('\n')).toMatch(/原文：「.+」/)
  })

  it('is kept as findings only, in the document and in what was sent', async () => {
    await send('协议.docx', await docx(contract))
    const document = await at.documentOf('c')
    expect(document?.session.contract?.flags.length).toBeGreaterThan(3)
    expect(document?.outbox).toEqual([])
    const stored = JSON.stringify(document)
    for (const line of contract.split('\n').filter((one) => one.length > 12))
      expect(stored).not.toContain(line.slice(0, 12))
    expect(JSON.stringify(at.logged)).not.toContain(MARK)
    expect(JSON.stringify(at.logged)).not.toContain('协议.docx')
  })

  it('is sent back as a document with the words it quotes', async () => {
    await send('协议.docx', await docx(contract))
    await at.say('c', '发我文档')
    const [file] = at.channel.files
    expect(file?.name).toBe('保密协议看法.docx')
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(file?.bytes ?? []) })
    expect(value).toContain('【必须谈】')
    expect(value).toContain('违约金')
    expect(value).toContain('可以直接发给客户的话')
  })

  it('is quoted no more after a restart, and the bot says so', async () => {
    await send('协议.docx', await docx(contract))
    at.forgetHeld()
    await at.restart()
    await at.online()
    expect((await at.say('c', '展开')).join('\n')).toContain('原文我只在内存里放半小时')
    await at.say('c', '发我文档')
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(at.channel.files[0]?.bytes ?? []) })
    expect(value).toContain('没有引文')
  })

  it('is forgotten after half an hour', async () => {
    await send('协议.docx', await docx(contract))
    await at.later(31 * 60_000)
    expect((await at.say('c', '展开')).join('\n')).toContain('原文我只在内存里放半小时')
  })

  it('is forgotten with everything else', async () => {
    await send('协议.docx', await docx(contract))
    await at.say('c', '删除我的数据')
    await at.say('c', '确定删除')
    at.now += 1
    expect(await at.say('c', '问客户的话')).toEqual(at.words({ page: 'welcome', alone: true }, 'nda/nothing-read'))
  })

  it('is not offered where files cannot be sent', async () => {
    at.channel.capabilities = { ...at.channel.capabilities, files: false }
    await send('协议.docx', await docx(contract))
    expect((await at.say('c', '发我文档')).at(-1)).toBe(at.words('nda/no-files-here')[0])
    expect(at.channel.files).toEqual([])
  })
})

describe('a file that cannot be read', () => {
  it.each([
    ['协议.docx', new Uint8Array([80, 75, 3, 4, 1, 2, 3]), '打不开，可能没传完'],
    ['协议.pdf', new TextEncoder().encode('%PDF-1.7 …'), '打不开，可能没传完'],
    ['协议.txt', new Uint8Array(), '是空的'],
    ['聊天.txt', new TextEncoder().encode('今天天气不错，我们去公园吧。'), '不像保密协议或合同'],
  ])('%s is answered', async (name, bytes, words) => {
    expect((await send(name, bytes)).join('\n')).toContain(words)
  })

  it('is not even fetched when it is too large', async () => {
    const pieces = vi.fn(() => piecesOf(new Uint8Array()))
    const said = await at.say('c', '', { kind: 'file', file: { name: '协议.pdf', size: 2_000_000, pieces } })
    expect(said.join('\n')).toContain('太大')
    expect(pieces).not.toHaveBeenCalled()
  })

  it('is not fetched when it is no document', async () => {
    const pieces = vi.fn(() => piecesOf(new Uint8Array()))
    await at.say('c', '', { kind: 'file', file: { name: '设计稿.psd', size: null, pieces } })
    expect(pieces).not.toHaveBeenCalled()
  })

  it('says so when it does not arrive', async () => {
    const pieces = () => broken(new Error(`no ${MARK}`))
    const said = await at.say('c', '', { kind: 'file', file: { name: '协议.pdf', size: null, pieces } })
    expect(said.join('\n')).toContain('没传过来')
    expect(JSON.stringify(at.logged)).not.toContain(MARK)
  })
})

describe('a contract that is pasted in pieces', () => {
  it('is read when nothing more comes', async () => {
    at.rebuild({ pauseMs: 20 })
    await at.online()
    await at.say('c', '签保密协议')
    await at.say('c', '1')
    const pieces =
      contract
        .slice(0, contract.indexOf('一式'))
        .slice(0, 600)
        .match(/[\s\S]{1,200}/g) ?? []
    for (const piece of pieces) expect((await at.say('c', piece)).join('\n')).toContain('收到，共')
    await vi.waitFor(() => expect(at.channel.textsTo('c').join('\n')).toContain('看完了'))
    await at.house.idle()
    expect(at.channel.textsTo('c').filter((text) => text.includes('看完了'))).toHaveLength(1)
    expect(JSON.stringify(await at.documentOf('c'))).not.toContain(MARK)
  })

  it('is asked for again after a restart', async () => {
    await at.say('c', '签保密协议')
    await at.say('c', '1')
    await at.say('c', contract.slice(0, 200))
    at.forgetHeld()
    await at.restart()
    await at.online()
    expect((await at.say('c', '发完了')).join('\n')).toContain('把协议的文字粘过来')
  })
})

describe('many files at once', () => {
  const file = (name: string, load: () => Promise<Uint8Array>) => {
    async function* pieces(): AsyncGenerator<Uint8Array, void, undefined> {
      yield await load()
    }
    return { kind: 'file', file: { name, size: null, pieces } } as const
  }

  it('are read three at a time; the rest are not fetched, and their sender hears so once', async () => {
    await at.say('c', '你好')
    const slow = new Promise((resolve) => setTimeout(resolve, 500))
    const load = vi.fn(async () => {
      await slow
      return new TextEncoder().encode(contract)
    })
    const before = at.channel.textsTo('c').length
    await Promise.all(
      Array.from({ length: 15 }, (_, number) => at.house.receive(at.message('c', '', file(`${number}.txt`, load)))),
    )
    const said = at.channel.textsTo('c').slice(before).join('\n')
    expect(load).toHaveBeenCalledTimes(3)
    expect(said.match(/看完了/g)).toHaveLength(3)
    expect(said.match(/一次最多看3份/g)).toHaveLength(1)
    expect((await at.say('c', '', file('再来.txt', load))).join('\n')).toContain('《再来.txt》看完了')
  })

  it('do not take the places of somebody else, and a place is free again when a file fails', async () => {
    await at.say('c', '你好')
    await at.say('d', '你好')
    const load = vi.fn(async () => Promise.reject(new Error('lost')))
    const failing = Array.from({ length: 3 }, (_, number) =>
      at.house.receive(at.message('c', '', file(`${number}.txt`, load))),
    )
    const read = await at.say(
      'd',
      '',
      file('协议.txt', async () => new TextEncoder().encode(contract)),
    )
    await Promise.all(failing)
    expect(read.join('\n')).toContain('《协议.txt》看完了')
    expect(
      (
        await at.say(
          'c',
          '',
          file('协议.txt', async () => new TextEncoder().encode(contract)),
        )
      ).join('\n'),
    ).toContain('看完了')
  })

  it('that come within one moment are told of in a line each, and the last in full', async () => {
    at.rebuild({ burstMs: 20 })
    await at.online()
    await at.say('c', '你好')
    const before = at.channel.textsTo('c').length
    const load = async () => new TextEncoder().encode(contract)
    await Promise.all(['一.txt', '二.txt'].map((name) => at.house.receive(at.message('c', '', file(name, load)))))
    const said = at.channel
      .textsTo('c')
      .slice(before)
      .filter((text) => !text.startsWith('正在读'))
    expect(said.length).toBeLessThanOrEqual(3)
    expect(said.join('\n').match(/看完了/g)).toHaveLength(2)
    expect(said.join('\n').match(/^1\. 【/gm)).toHaveLength(1)
  })
})
