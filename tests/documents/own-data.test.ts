import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import mammoth from 'mammoth'
import { describe, expect, it } from 'vitest'
import { EMPTY_SESSION } from '../../src/conversation/session.ts'
import { takeTurn } from '../../src/conversation/take-turn.ts'
import { makeDocument } from '../../src/documents/make-document.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { renderTurn } from '../../src/guidance/render.ts'
import { foldTurn } from '../../src/house/fold.ts'
import type { OwnerDocument } from '../../src/store/document.ts'
import { documentOf, NOW, reminderOf, replyOf } from '../store/documents.ts'

const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const WORDS = {
  words: (say: Parameters<typeof renderTurn>[0][number]) =>
    renderTurn([say], { page: (id) => library.pages.get(id), globals: library.globals }).join('\n'),
  timeZone: 'Asia/Shanghai',
}
const MOMENT = { at: NOW, today: '2026-01-05', hour: 11, zone: 'Asia/Shanghai' }

async function fileOf(document: OwnerDocument, format: 'json' | 'docx') {
  const { name, bytes } = await makeDocument(
    { kind: 'own-data', format },
    { held: null, owned: { ...document, held: null }, now: MOMENT },
    WORDS,
  )
  return { name, bytes: Buffer.from(bytes) }
}

const jsonOf = async (document: OwnerDocument) => JSON.parse((await fileOf(document, 'json')).bytes.toString())
const textOf = async (document: OwnerDocument): Promise<string> =>
  (await mammoth.extractRawText({ buffer: (await fileOf(document, 'docx')).bytes })).value

/** Somebody who said these things, one after the other. */
function told(...lines: readonly string[]): OwnerDocument {
  let document = documentOf('a', { session: { ...EMPTY_SESSION, welcomedAt: 1 }, taken: ['m-1'] })
  for (const [index, text] of lines.entries()) {
    const event = { id: `m${index}`, kind: 'text', text } as const
    const memory = { ...document, held: null }
    document = foldTurn(document, takeTurn(memory, event, { ...MOMENT, at: NOW + index }, library.knowledge))
  }
  return document
}

/** A record as it is filed, of a client and a project that are called so. */
const recordOf = (client: string, project: string | null, note: string): OwnerDocument['cases'][number] => ({
  id: '1',
  client,
  project,
  flow: 'scope',
  flowVersion: 1,
  entries: [{ questionId: 'client', value: { kind: 'text', text: client }, at: NOW, messageId: 'm1' }],
  notes: [{ text: note, at: NOW, messageId: 'm2' }],
  filedAt: NOW,
  changedAt: NOW,
  closing: null,
})

/** What may do something to whoever opens a file: formulas, markup, line ends, direction overrides. */
const nasty = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '+cmd|calc',
    '-2',
    '@SUM(A1)',
    '<script>x</script>',
    '&amp;',
    'a\n=1',
    '\t=1',
    '\u202eabc',
    '","x":"',
  ),
  fc.string({ minLength: 1, unit: 'grapheme' }),
)

describe('the JSON', () => {
  it('holds all that is kept, in the documented shape', async () => {
    const said = told('1', '金丝雀', '云雀改版', '1、3', '每周五下午3点提醒我备份', '客户说我泄密了要我赔20万')
    const document = { ...said, reminders: [...said.reminders, reminderOf('r1', NOW)], outbox: [replyOf('o1')] }
    const json = await jsonOf(document)
    expect(json).toMatchObject({
      format: 'shoumi-export',
      version: 1,
      timeZone: 'Asia/Shanghai',
      handles: [{ channel: 'wechat', account: 'bot-1', contactId: 'contact-of-a', place: 'private' }],
      conversations: expect.arrayContaining([
        expect.objectContaining({
          flow: 'scope',
          answers: expect.arrayContaining([
            expect.objectContaining({ question: 'client', title: '客户', text: '金丝雀' }),
            expect.objectContaining({ question: 'categories', text: '个人信息、项目进度和文档' }),
          ]),
        }),
      ]),
      emergency: { words: '客户说我泄密了要我赔20万' },
      messageIds: ['m-1'],
      repliesNotSent: [{ text: '好的，记下了。' }],
    })
    expect(json.reminders.map(({ what }: { what: string }) => what)).toContain('备份聊天记录')
  })

  it('says of an incident every line of its log', async () => {
    const document = told('客户说我泄密了要我赔20万', '一起处理', '麻雀', '发了', '补充事件1：鱼鹰也看到了')
    const [incident] = (await jsonOf(document)).incidents
    expect(incident).toMatchObject({ number: 1, closedAt: null })
    expect(incident.log).toHaveLength(document.incidents[0]?.log.length ?? 0)
    expect(incident.log.map(({ kind }: { kind: string }) => kind)).toContain('note')
    expect(incident.log.every(({ at }: { at: string }) => /^2026-01-05T03:00:0\dZ$/.test(at))).toBe(true)
  })

  it('gives back a person’s words as they are, with nothing in it that a page or a terminal would act on', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (client, note) => {
        const document = documentOf('a', { cases: [recordOf(client, null, note)] })
        const { bytes } = await fileOf(document, 'json')
        expect(JSON.parse(bytes.toString()).records[0]).toMatchObject({ client, addedLater: [{ text: note }] })
        expect(bytes.toString()).not.toMatch(/[<>&\u2028-\u202e\u2066-\u2069]/u)
      }),
      { seed: 7, numRuns: 60 },
    )
  })
})

describe('the Word document', () => {
  it('can be read, and names what is in it', async () => {
    const document = { ...told('1', '金丝雀', '云雀改版'), cases: [recordOf('孔雀', '海报', '不能用鸳鸯图')] }
    const text = await textOf(document)
    for (const part of ['档案 1：孔雀，海报', '不能用鸳鸯图', '金丝雀', '云雀改版', '收过的消息编号：1 条'])
      expect(text).toContain(part)
    expect((await fileOf(document, 'docx')).name).toBe('我的数据 2026-01-05.docx')
  })

  it('begins no line with a person’s words: a line that is copied into a spreadsheet is no formula', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, nasty, nasty, async (client, project, note) => {
        const reminder = { ...reminderOf('r1', NOW), subject: { kind: 'own', text: note } as const }
        const alarm = { case: 'leaked', words: note, messageId: 'm', at: NOW } as const
        const document = documentOf('a', {
          cases: [recordOf(client, project, note)],
          reminders: [reminder],
          session: { ...EMPTY_SESSION, alarm },
        })
        const lines = (await textOf(document)).split('\n').filter((line) => line !== '')
        expect(lines.filter((line) => !/^[\p{Script=Han}]/u.test(line))).toEqual([])
      }),
      { seed: 7, numRuns: 60 },
    )
  })
})
