import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import mammoth from 'mammoth'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { incident as INCIDENT } from '../../flows/incident/machine.ts'
import { CHECKS } from '../../flows/incident/rules.ts'
import type { FlowContext, StateMeta } from '../../flows/shared/flow.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import type { Incident, IncidentEntry } from '../../src/conversation/incident.ts'
import { incidentRecord } from '../../src/documents/incident-record.ts'
import { pageOf, SECTIONS } from '../../src/documents/incident-sections.ts'
import { makeDocument } from '../../src/documents/make-document.ts'
import type { DocumentBlock } from '../../src/documents/write-docx.ts'
import { type Library, loadLibrary } from '../../src/guidance/library.ts'
import { renderTurn } from '../../src/guidance/render.ts'
import { documentOf } from '../store/documents.ts'
import { ASKED, incident, OPENED, PRINT } from './incident-case.ts'
import { reader, textOf } from './opened.ts'

const BEIJING = 'Asia/Shanghai'

let library: Library
beforeAll(async () => {
  library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
})

const words = (say: Saying): string =>
  renderTurn([say], { page: (id) => library.pages.get(id), globals: library.globals }).join('\n')

const NOTHING = {
  held: null,
  owned: { ...documentOf('a'), held: null },
  now: { at: ASKED, today: '2026-01-01', hour: 12, zone: BEIJING },
}

const recordOf = (of: Incident, timeZone = BEIJING, at = ASKED) =>
  incidentRecord(of, at, words, timeZone).content.blocks

async function docxOf(of: Incident, at = ASKED): Promise<Uint8Array> {
  const recipe = { kind: 'incident-record', incident: of, at } as const
  return (await makeDocument(recipe, NOTHING, { words, timeZone: BEIJING })).bytes
}

/** Runs LibreOffice; false where there is none. */
const soffice = (...args: readonly string[]): Promise<boolean> =>
  new Promise((resolve, reject) => {
    execFile('soffice', args, { timeout: 150_000 }, (error) => {
      if (error !== null && error.code !== 'ENOENT') reject(error)
      else resolve(error === null)
    })
  })

/** What a question is called, and what one of its options is: these are the pages' to say. */
const title = (questionId: string): string => library.pages.get(pageOf(questionId))?.title ?? '?'
const label = (questionId: string, option: string): string =>
  library.pages.get(pageOf(questionId))?.options.get(option)?.label ?? '?'

/** Everything that stands in it. */
const allOf = (blocks: readonly DocumentBlock[]): string =>
  blocks
    .flatMap((block) =>
      block.kind === 'table'
        ? [...block.head, ...block.rows.flat()]
        : block.kind === 'list'
          ? block.items
          : [block.text],
    )
    .join('\n')

/** The blocks below a heading. */
function below(blocks: readonly DocumentBlock[], heading: string): readonly DocumentBlock[] {
  const from = blocks.findIndex((block) => block.kind === 'heading' && block.text === heading)
  if (from < 0) return []
  const rest = blocks.slice(from + 1)
  const next = rest.findIndex(({ kind }) => kind === 'heading')
  return next < 0 ? rest : rest.slice(0, next)
}

const rowsBelow = (blocks: readonly DocumentBlock[], heading: string): readonly (readonly string[])[] =>
  below(blocks, heading).flatMap((block) => (block.kind === 'table' ? block.rows : []))

const answer = (questionId: string, value: Extract<IncidentEntry['what'], { kind: 'answer' }>['value']) =>
  ({ kind: 'answer', questionId, value }) as const

const withLog = (...whats: readonly IncidentEntry['what'][]): Incident =>
  incident(0, { log: whats.map((what, at) => ({ at: OPENED + at * 60_000, messageId: `m${at}`, what })) })

describe('the record of an incident', () => {
  it('is the same bytes for the same incident at the same time', async () => {
    const [one, other] = await Promise.all([docxOf(incident()), docxOf(incident())])
    expect(Buffer.from(one).equals(other)).toBe(true)
  })

  it('names the incident and says how it stands', async () => {
    const { name } = await makeDocument({ kind: 'incident-record', incident: incident(), at: ASKED }, NOTHING, {
      words,
      timeZone: BEIJING,
    })
    expect(name).toBe('事件1记录.docx')
    const [zone, facts] = recordOf(incident())
    expect(zone).toEqual({ kind: 'paragraph', text: '时间都按北京时间（UTC+8）。' })
    expect(facts?.kind === 'table' && facts.rows).toEqual([
      ['编号', '1'],
      ['客户', '小鱼'],
      ['开始', '2026年11月23日 23:40'],
      ['结案', '还没结案'],
      ['结论', label('outcome', 'confirmed')],
      ['记录截至', '2026年11月26日 23:40'],
    ])
  })

  it('has the client’s words whole, as they were said', () => {
    const quotes = recordOf(incident()).filter(({ kind }) => kind === 'quote')
    expect(quotes).toEqual([
      { kind: 'quote', text: '你把我们的春季海报发到同行群里了，必须赔20万。\n明天之前给我说法！' },
    ])
  })

  it('says who did what when, and with what result', () => {
    expect(rowsBelow(recordOf(incident()), '做了什么')).toContainEqual([
      title('contain'),
      `${label('contain', 'link')}、${label('contain', 'password')}`,
      '本人',
      '2026年11月23日 23:46',
    ])
  })

  it('keeps what was said where the answer is less than that, in the tables and in the time-line', () => {
    const words = '挂失了 微信也退了 密码正在改'
    const said = { ...answer('contain', { kind: 'several', ids: ['locked'] }), words }
    const blocks = recordOf(
      withLog(answer('origin', { kind: 'choice', id: 'self' }), answer('how', { kind: 'choice', id: 'lost' }), said),
    )
    const line = `${label('contain', 'locked')}（原话：「${words}」）`
    expect(rowsBelow(blocks, '做了什么').map((row) => row[1])).toContain(line)
    expect(rowsBelow(blocks, '完整的时间线').map((row) => row[1])).toContain(`${title('contain')}：${line}`)
  })

  it('tells every message to the client, also one that was not sent at first', () => {
    const told = rowsBelow(recordOf(incident()), '跟客户说了什么').map((row) => row.join(' '))
    expect(told.slice(0, 3)).toEqual([
      `${title('receipt')} ${label('receipt', 'not-yet')} 2026年11月23日 23:42`,
      `${title('receipt')} ${label('receipt', 'sent')} 2026年11月24日 00:10`,
      `${title('informed')} ${label('informed', 'sent')} 2026年11月24日 00:30`,
    ])
  })

  it('identifies each piece of evidence and says that the file was not kept', () => {
    const blocks = recordOf(incident())
    expect(allOf(below(blocks, '证据清单'))).toContain('文件本身没有留')
    expect(rowsBelow(blocks, '证据清单')[0]).toEqual([
      '1',
      `《同行群聊天记录.png》\n1.2MB（1258291字节），2026年11月24日 00:00 收到\n${PRINT}`,
    ])
    expect(rowsBelow(blocks, '证据清单')[1]?.[1]).toMatch(/^一张图片（2026年11月24日 00:01）\n812字节，/)
    expect(allOf(below(recordOf(incident(2)), '证据清单'))).toBe('没有发来文件。')
  })

  it('has every line of the log in its timeline', () => {
    const { log } = incident()
    const rows = rowsBelow(recordOf(incident()), '完整的时间线')
    expect(rows).toHaveLength(log.length + 1)
    expect(rows[0]).toEqual(['2026年11月23日 23:40', '开始记录'])
    expect(rows.map(([, line]) => line)).toEqual(
      expect.arrayContaining([
        `${title('people')}\n原来：${label('people', 'few')} → 改成：${label('people', 'dozens')}`,
        `收到证据：《同行群聊天记录.png》，SHA-256 ${PRINT.slice(0, 8)}…`,
        '补充：客户说群里那张图是别人转的',
        '结案',
        '重新打开',
      ]),
    )
  })

  it('puts what was said earlier and written down later where it belongs', () => {
    const early = { at: OPENED - 60_000, messageId: 'm', what: answer('words', { kind: 'text', text: '你泄密了' }) }
    const { log } = incident(2)
    const rows = rowsBelow(recordOf(incident(2, { log: [...log, early] })), '完整的时间线')
    expect(rows[0]).toEqual(['2026年11月23日 23:39', `${title('words')}：你泄密了`])
  })

  it('says that the same was said again when it was', () => {
    const again = withLog(
      answer('receipt', { kind: 'choice', id: 'not-yet' }),
      answer('receipt', { kind: 'choice', id: 'not-yet' }),
    )
    expect(allOf(recordOf(again))).toContain(`${title('receipt')}：还是${label('receipt', 'not-yet')}`)
  })

  it('never has a hole, however far it has come', () => {
    for (let lines = 0; lines <= incident().log.length; lines++) {
      expect(allOf(recordOf(incident(lines)))).not.toMatch(/undefined|null|NaN|[{}]|待问/)
    }
  })

  it('leaves out of its parts what a correction has made idle, and keeps it in the timeline', () => {
    const said = withLog(
      answer('origin', { kind: 'choice', id: 'accused' }),
      answer('client', { kind: 'text', text: '小鱼' }),
      answer('claim', { kind: 'several', ids: ['money'] }),
      answer('origin', { kind: 'choice', id: 'self' }),
    )
    const blocks = recordOf(said)
    expect(allOf(below(blocks, '怎么回事'))).not.toContain(label('claim', 'money'))
    expect(allOf(below(blocks, '完整的时间线'))).toContain(`${title('claim')}：${label('claim', 'money')}`)
    expect(allOf(blocks)).toContain(
      `${title('origin')}\n原来：${label('origin', 'accused')} → 改成：${label('origin', 'self')}`,
    )
  })

  it('knows nothing of other clients', () => {
    const said = incident(1)
    const blocks = recordOf({ ...said, input: { ...said.input, suggestion: '客户大象' } })
    expect(allOf(blocks)).not.toContain('大象')
    expect(allOf(blocks)).toContain('没填')
  })

  it('ends by saying what it is', () => {
    expect(recordOf(incident()).at(-1)).toMatchObject({
      text: expect.stringMatching(/机器人.*不是法律意见.*原件.*留好/),
    })
  })
})

describe('the deadlines in it', () => {
  it('are advice, and those that are over are said to be', () => {
    expect(rowsBelow(recordOf(incident(1)), '还要做的')).toEqual([
      ['回客户一句收到', '2026年11月24日 00:40，已经过了', '机器人的建议，不是法律期限'],
      ['堵住口子', '2026年11月24日 01:40，已经过了', '机器人的建议，不是法律期限'],
      ['第一次书面反馈', '2026年11月24日 21:00，已经过了', '机器人的建议，不是法律期限'],
      ['给出结论', '2026年11月30日 23:40', '机器人的建议，不是法律期限'],
    ])
  })

  it('are the agreement’s where that is shorter', () => {
    const said = incident(1)
    const agreed = { ...said, input: { ...said.input, noticeHours: 12 } }
    expect(rowsBelow(recordOf(agreed), '还要做的')).toContainEqual([
      '第一次书面反馈',
      '2026年11月24日 11:40，已经过了',
      '协议里写的',
    ])
  })

  it('are no longer there when all is done, but for the review after it was closed', () => {
    expect(rowsBelow(recordOf(incident()), '还要做的')).toEqual([])
    expect(rowsBelow(recordOf(incident(40, { closedAt: OPENED })), '还要做的')).toHaveLength(1)
  })
})

describe('the zone', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-23T23:40:00+08:00', '时间都按北京时间（UTC+8）。', '2026年11月23日 23:40'],
    ['Asia/Kolkata', '2026-11-23T23:40:00+08:00', '时间都按 Asia/Kolkata（UTC+5:30）。', '2026年11月23日 21:10'],
    ['America/New_York', '2026-11-23T23:40:00+08:00', '时间都按 America/New_York（UTC-5）。', '2026年11月23日 10:40'],
    ['UTC', '2026-11-23T23:40:00+08:00', '时间都按 UTC（UTC+0）。', '2026年11月23日 15:40'],
    ['Europe/Berlin', '2026-10-24T12:00:00+02:00', '时间都按 Europe/Berlin（UTC+1、UTC+2）。', '2026年10月24日 12:00'],
  ])('%s is named once, with its offset', (timeZone, opened, sentence, instant) => {
    const openedAt = Date.parse(opened)
    const blocks = recordOf(incident(0, { openedAt }), timeZone)
    expect(blocks[0]).toEqual({ kind: 'paragraph', text: sentence })
    expect(rowsBelow(blocks, '完整的时间线')).toEqual([[instant, '开始记录']])
  })
})

describe('every question of the flow', () => {
  const context: FlowContext = { input: incident().input, answers: {} }
  const questions = Object.values(INCIDENT.machine.states).flatMap(
    (state) => (state.meta as StateMeta | undefined)?.question?.(context) ?? [],
  )
  const ids = [...new Set([...questions.map(({ id }) => id), ...CHECKS.map((id) => `check.${id}`)])]

  it('has its place in one part of the record, or is the client’s name', () => {
    expect(ids.length).toBeGreaterThan(30)
    expect(SECTIONS.flatMap((section) => section.questions).sort()).toEqual(ids.filter((id) => id !== 'client').sort())
  })

  it('is on the page that the record takes its title from', () => {
    expect(questions.filter(({ id, page }) => pageOf(id) !== page)).toEqual([])
    expect(CHECKS.filter((id) => !library.pages.has(pageOf(`check.${id}`)))).toEqual([])
  })
})

describe('the file', () => {
  it('is what Word reads, tables and all', async () => {
    const { value: html, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(await docxOf(incident())) })
    expect(messages.filter(({ type }) => type === 'error')).toEqual([])
    expect(html.match(/<table>/g)).toHaveLength(10)
    expect(html).toContain(
      `<p>${title('pause')}</p></td><td><p>${label('pause', 'paused')}</p></td><td><p>本人</p></td>`,
    )
  })

  it('takes words of any length and kind', async () => {
    const hostile = withLog(
      answer('client', { kind: 'text', text: '\u202e<w:p>&]]>\0\ud800' }),
      answer('words', { kind: 'text', text: `${'长'.repeat(2_000)}\n${'a'.repeat(2_000)}` }),
      { kind: 'evidence', media: 'file', name: `${'n'.repeat(120)}.png`, size: 0, sha256: PRINT },
      ...Array.from({ length: 500 }, (_, at) => ({ kind: 'note', text: `补充{${at}}` }) as const),
    )
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await docxOf(hostile)) })
    expect(value).toContain('<w:p>&]]>')
    expect(value).toContain('补充：补充{499}')
    expect(value).not.toContain('\u202e')
  })

  it('opens in LibreOffice, and the whole of it stands on the pages', async (test) => {
    if (!(await soffice('--version'))) test.skip('soffice is not installed, so nothing was rendered')
    const folder = await mkdtemp(join(tmpdir(), 'record-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
    await writeFile(join(folder, 'record.docx'), await docxOf(incident()))
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`
    await soffice(profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'record.docx'))
    const text = textOf(await reader().read(await readFile(join(folder, 'record.pdf')), 'record.pdf')).replace(
      /\s/g,
      '',
    )
    for (const part of [
      '事件1记录',
      '时间都按北京时间（UTC+8）',
      '必须赔20万',
      '网盘链接没设密码',
      PRINT,
      '重新打开',
      '不是法律意见',
    ])
      expect(text).toContain(part)
    expect(text).toContain(`原来：${label('people', 'few')}→改成：${label('people', 'dozens')}`)
  }, 180_000)
})
