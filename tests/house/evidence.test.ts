import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { InboundKind } from '../../src/channel/port.ts'
import { takeIn } from '../../src/documents/take-in.ts'
import { broken, piecesOf } from '../channel/pieces.ts'
import { aliasOf } from '../store/documents.ts'
import { HouseAtWork } from './house-at-work.ts'

const MARK = '云海公司的机密'
const PICTURE = new TextEncoder().encode(`PNG ${MARK}`)
const SHA = createHash('sha256').update(PICTURE).digest('hex')
const CONTRACT = new URL('../nda/contracts/dev/01-copywriter-gig.txt', import.meta.url)

let at: HouseAtWork
beforeEach(async () => {
  at = await HouseAtWork.open()
})

/** Begins an incident of this client. */
async function begin(client = '小鱼'): Promise<void> {
  await at.say('c', '客户说我把稿子泄露了，要我赔20万')
  await at.say('c', '一起处理')
  await at.say('c', client)
}

/** A contact sends a file; a picture or a video has no name. */
async function send(bytes: Uint8Array, name: string | null = null, kind: InboundKind = 'image'): Promise<string> {
  const said = await at.say('c', '', { kind, file: { name, size: null, pieces: () => piecesOf(bytes, 5) } })
  return said.join('\n')
}

const evidence = async () =>
  (await at.documentOf('c'))?.incidents.map(({ log }) =>
    log.flatMap(({ what }) => (what.kind === 'evidence' ? [what] : [])),
  )

describe('a file that comes while an incident is open', () => {
  it('is identified, and nothing of it is kept or logged', async () => {
    await begin()
    const said = await send(PICTURE, '截图.png', 'file')
    expect(said).toContain(`记进事件 1 的证据了：《截图.png》，25字节，SHA-256 ${SHA.slice(0, 8)}…`)
    expect(said).toContain(at.words('incident/ask-receipt')[0]?.split('\n')[0])
    const kept = { kind: 'evidence', media: 'file', name: '截图.png', size: PICTURE.length, sha256: SHA }
    expect(await evidence()).toEqual([[kept]])
    expect(JSON.stringify(await at.documentOf('c'))).not.toContain(MARK)
    expect(JSON.stringify(at.logged)).not.toContain(MARK)
    expect(JSON.stringify(at.logged)).not.toContain('截图')
  })

  it('without a name is called by what it is and when it came', async () => {
    await begin()
    expect(await send(PICTURE)).toMatch(/证据了：一张图片（\d+年\d+月\d+日 \d\d:\d\d）/)
    expect(await send(Buffer.from('film'), null, 'video')).toMatch(/证据了：一段视频（/)
  })

  it('has client data in its name masked, its line breaks taken out and its length cut', async () => {
    await begin()
    await send(PICTURE, '王总13800138000\n聊天.png', 'file')
    await send(Buffer.from('2'), `${'长'.repeat(5_000)}.png`, 'file')
    const [[first, second] = []] = (await evidence()) ?? []
    expect(first?.name).toBe('王总138****8000 聊天.png')
    expect(second?.name?.length).toBe(120)
    expect(JSON.stringify(await at.documentOf('c'))).not.toContain('13800138000')
  })

  it('survives a restart and goes into the document', async () => {
    await begin()
    await send(PICTURE, '截图.png', 'file')
    await at.restart()
    await at.online()
    await at.say('c', '导出事件 1')
    expect(at.channel.files[0]?.name).toBe('事件1记录.docx')
  })

  it('is fetched once, also when it might be a contract', async () => {
    await begin()
    await at.say('c', '算了')
    const bytes = await readFile(fileURLToPath(CONTRACT))
    const pieces = vi.fn(() => piecesOf(bytes))
    const said = await at.say('c', '', { kind: 'file', file: { name: '协议.txt', size: null, pieces } })
    expect(said.join('\n')).toMatch(/看完了：必须谈\d+处/)
    expect(await evidence()).toEqual([[]])
    expect(pieces).toHaveBeenCalledTimes(1)
  })

  it('is evidence when it reads like no contract', async () => {
    await begin()
    await at.say('c', '算了')
    const said = await send(new TextEncoder().encode('今天天气不错，我们去公园吧。'), '聊天.txt', 'file')
    expect(said).toContain('记进事件 1 的证据了：《聊天.txt》')
  })

  it('of either of two incidents is identified once, and asked about', async () => {
    await begin()
    await at.say('c', '算了')
    await at.say('c', '我把客户资料发错群了')
    for (const text of ['一起处理', '2', '1', '大象', '算了']) await at.say('c', text)
    const pieces = vi.fn(() => piecesOf(PICTURE))
    const said = await at.say('c', '', { kind: 'image', file: { name: null, size: null, pieces } })
    expect(said.join('\n')).toMatch(/哪件事的证据[\s\S]+事件1：小鱼[\s\S]+事件2：大象/)
    await at.restart()
    await at.online()
    expect((await at.say('c', '大象')).join('\n')).toContain('记进事件 2 的证据了')
    expect(pieces).toHaveBeenCalledTimes(1)
    expect((await evidence())?.map((of) => of.map(({ sha256 }) => sha256))).toEqual([[], [SHA]])
  })

  it('is no contract while the incident is talked about', async () => {
    await begin()
    expect(await send(await readFile(fileURLToPath(CONTRACT)), '协议.txt', 'file')).toContain('记进事件 1 的证据了')
    expect((await at.documentOf('c'))?.session.contract).toBeNull()
  })
})

describe('a file that cannot be taken', () => {
  beforeEach(() => begin())

  it('because it is larger than may be, is given up on the way', async () => {
    let asked = 0
    async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
      for (;;) {
        asked++
        yield new Uint8Array(1_000_000)
      }
    }
    const said = await at.say('c', '', { kind: 'video', file: { name: null, size: null, pieces: endless } })
    expect(said.join('\n')).toContain('太大，我最多接100MB，没记上')
    expect(asked).toBe(5)
    expect(await evidence()).toEqual([[]])
  })

  it('because its size is told to be larger, is not fetched at all', async () => {
    const pieces = vi.fn(() => piecesOf(PICTURE))
    await at.say('c', '', { kind: 'file', file: { name: '片子.mov', size: 5_000_000, pieces } })
    expect(pieces).not.toHaveBeenCalled()
  })

  it('because it breaks off, is said not to have come, and can be sent again', async () => {
    const pieces = () => broken(new Error(MARK), PICTURE)
    const said = await at.say('c', '', { kind: 'file', file: { name: '截图.png', size: null, pieces } })
    expect(said.join('\n')).toContain('《截图.png》没传过来，没记上')
    expect(JSON.stringify(at.logged)).not.toContain(MARK)
    expect(await send(PICTURE, '截图.png', 'file')).toContain('记进事件 1 的证据了')
  })

  it('because there is nothing in it, is said to be empty', async () => {
    expect(await send(new Uint8Array(), '空.png', 'file')).toContain('是空的，没记上')
    expect(await evidence()).toEqual([[]])
  })
})

describe('nothing is fetched', () => {
  const pieces = vi.fn(() => piecesOf(PICTURE))
  beforeEach(() => pieces.mockClear())

  it('where there is no incident', async () => {
    await at.say('c', '你好')
    for (const kind of ['image', 'video', 'file'] as const) {
      await at.say('c', '', { kind, file: { name: null, size: null, pieces } })
    }
    expect(pieces).not.toHaveBeenCalled()
  })

  it('when the only incident is closed', async () => {
    await begin()
    const document = await at.documentOf('c')
    if (document === undefined) throw new Error('no document')
    const { session, incidents } = document
    await at.store.commit({
      ...document,
      session: { ...session, frames: [] },
      incidents: incidents.map((one) => ({ ...one, closedAt: at.now })),
    })
    await at.say('c', '', { kind: 'image', file: { name: null, size: null, pieces } })
    expect(pieces).not.toHaveBeenCalled()
  })

  it('in a room', async () => {
    await begin()
    await at.say('c', '', {
      from: { ...aliasOf('c'), place: 'room' },
      kind: 'image',
      file: { name: null, size: null, pieces },
    })
    expect(pieces).not.toHaveBeenCalled()
  })
})

describe('a file that is looked at piece by piece', () => {
  it.each([0, 1, 4, 5, 6, 999])('of %i bytes is the one that was sent', async (length) => {
    const bytes = Uint8Array.from({ length }, (_, n) => n % 251)
    const taken = await takeIn(piecesOf(bytes, 5), { maxBytes: 999, keepBytes: 5 })
    if (taken === 'tooLarge') throw new Error(taken)
    expect(taken.size).toBe(length)
    expect(taken.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(taken.bytes === null ? null : [...taken.bytes]).toEqual(length <= 5 ? [...bytes] : null)
  })
})
