import { chmod, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readDues } from '../../src/guidance/due.ts'
import { contentFaults } from '../../src/review/content-faults.ts'
import { DATA, type Edits, edit, fileOf, handOut, sendBack, sendEdits } from './sent-back.ts'

const ASK = 'guidance/nda/ask.md'
const LEAD = `${ASK}#lead.1`
const BINDING = 'guidance/nda/binding.md'
const MONEY = 'nda/money.yaml'
const SIGNED = 'pages/nda/ask-signed.md'

/** Sends these edits back, writing, and gives the lines that differ in this file as `-old`, `+new`; the others must be as they were. */
async function written(file: string, edits: Edits): Promise<string[]> {
  const out = await handOut()
  const before = await out.read(file)
  expect(await sendEdits(out, edits, { write: true })).toMatchObject({ code: 0 })
  const after = await out.read(file)
  const untouched = (await readdir(out.data, { recursive: true })).filter((name) => name.endsWith('review-new'))
  expect(untouched).toEqual([])
  return differing(before, after)
}

function differing(before: string, after: string): string[] {
  const [one, other] = [before.split('\n'), after.split('\n')]
  return [
    ...one.filter((line) => !other.includes(line)).map((line) => `-${line}`),
    ...other.filter((line) => !one.includes(line)).map((line) => `+${line}`),
  ]
}

describe('an edit lands in its file and nowhere else', () => {
  it.each<[string, string, Edits, string[]]>([
    [
      'a bubble',
      ASK,
      { [LEAD]: { change: '有疑问就问客户，弄懂再签。' } },
      [
        '-有疑问就及时跟客户沟通，一条条问，完全弄懂再签。他催「今天不签就换人」，也先问完。',
        '+有疑问就问客户，弄懂再签。',
      ],
    ],
    ['a title', ASK, { [`${ASK}#title`]: { change: '弄懂再签' } }, ['-title: 全弄懂再签', '+title: 弄懂再签']],
    [
      'an option, which needs quotes now',
      SIGNED,
      { [`${SIGNED}#option.not-yet`]: { change: '还没, 没签' } },
      [
        '-  not-yet: {label: 还没签, also: [没签, 还没, 没有签, 没签呢]}',
        "+  not-yet: {label: '还没, 没签', also: [没签, 还没, 没有签, 没签呢]}",
      ],
    ],
    [
      'a text of a clause',
      MONEY,
      { [`${MONEY}#liquidated-damages.penalty-large.why`]: { change: '定得太高：和损失、报酬都不成比例。' } },
      ['-      why: 金额定得高，和实际损失、这单报酬都不成比例。', '+      why: 定得太高：和损失、报酬都不成比例。'],
    ],
    [
      'a text of the law',
      'law.yaml',
      { 'law.yaml#civil-code-501.says': { change: '谈的时候就要保密: 没签也一样。' } },
      ['-  says: 还在谈合作的时候，就有保密义务，没签保密协议也一样。', "+  says: '谈的时候就要保密: 没签也一样。'"],
    ],
    [
      'a day of the law that nobody had given',
      'law.yaml',
      { 'law.yaml#criminal-procedure-110.effective': { change: '2018/10/26' } },
      ['-  effective: null', '+  effective: 2018-10-26'],
    ],
    [
      'a number in its quotes',
      'hotlines.yaml',
      { 'hotlines.yaml#legal.number': { change: '12349' } },
      ["-  number: '12348'", "+  number: '12349'"],
    ],
    [
      'English with an apostrophe',
      'english.yaml',
      { 'english.yaml#marking.name': { change: "What's marked" } },
      [
        "-marking: {name: Marking, ask: 'Could it cover what is marked confidential or plainly is? For spoken information, a short written note would help.'}",
        "+marking: {name: What's marked, ask: 'Could it cover what is marked confidential or plainly is? For spoken information, a short written note would help.'}",
      ],
    ],
    [
      'line breaks of Windows and spaces at the end',
      'pages/records/message.md',
      { 'pages/records/message.md#lead.1': { change: '您好，{about}，收尾：  \r\n{items}\r\n谢谢。\u00a0\r\n' } },
      [
        '-您好，{about}，跟您确认一下收尾：',
        '-后面我也会继续保密。没问题麻烦回一句「确认」，谢谢。',
        '+您好，{about}，收尾：',
        '+谢谢。',
      ],
    ],
    [
      'a text that begins like a formula',
      'pages/records/unfiled-amend.md',
      { 'pages/records/unfiled-amend.md#title': { change: '=HYPERLINK("http://a.b")' } },
      ['-title: 还没存,加不了', '+title: =HYPERLINK("http://a.b")'],
    ],
  ])('%s', async (_, file, edits, lines) => {
    expect(await written(file, edits)).toEqual(lines)
  })

  it.each<[string, string, string, string[]]>([
    [
      'of the guidance',
      LEAD,
      ASK,
      [
        '-reviewed: null',
        '-reviewer: null',
        '-due: 2027-11-23',
        '+reviewed: 2026-11-30',
        '+reviewer: 审稿人',
        '+due: 2027-11-30',
      ],
    ],
    [
      'of a page that had none',
      `${SIGNED}#lead.1`,
      SIGNED,
      ['+reviewed: 2026-11-30', '+reviewer: 审稿人', '+due: 2027-11-30'],
    ],
    [
      'of a clause',
      `${MONEY}#damages.why`,
      MONEY,
      ['+  reviewed: 2026-11-30', '+  reviewer: 审稿人', '+  due: 2027-11-30'],
    ],
  ])('the dates of a review %s', async (_, id, file, lines) => {
    const changes = await written(file, { [id]: { reviewer: '审稿人', reviewed: '2026年11月30日', due: '2027/11/30' } })
    expect(changes).toEqual(lines)
  })

  it('the dates of an English text, which stands on one line', async () => {
    const [, line] = await written('english.yaml', {
      'english.yaml#term.ask': { reviewer: 'An editor', reviewed: '2026-11-30' },
    })
    expect(parse(line?.slice(1) ?? '')).toMatchObject({ term: { reviewed: '2026-11-30', reviewer: 'An editor' } })
  })

  it('the dates of the law, and what is due follows them', async () => {
    const out = await handOut()
    const edits = { 'law.yaml#civil-code-501.says': { reviewer: '审稿人', reviewed: '2026-11-30', due: '2027-05-01' } }
    await sendEdits(out, edits, { write: true })
    expect(await readDues(out.data)).toContainEqual({ kind: 'law', id: 'civil-code-501', due: '2027-05-01' })
  })
})

describe('what is shown', () => {
  const edits = {
    [LEAD]: { change: '有疑问就问客户。', note: '原文\n太长' },
    [`${SIGNED}#lead.1`]: { reviewer: '审稿人', reviewed: '2026-11-30' },
  }

  it('is a diff of each file with the rows, and the notes; nothing is written', async () => {
    const out = await handOut()
    const before = await out.read(ASK)
    const { code, text } = await sendEdits(out, edits)
    expect(code).toBe(0)
    expect(text).toBe(['没有这几张表，那里的话不动：电话。', ...[]].length === 0 ? '' : text)
    expect(text.replace(/\S+\.xlsx/, '审稿.xlsx')).toMatchInlineSnapshot(`
      "备注 1 条（不写进 data/，请人来看）：
        「签保密协议」第 3 行 guidance/nda/ask.md#lead.1：原文 太长

      要改 2 个文件：1 句话，1 处复核。

      data/guidance/nda/ask.md
        「签保密协议」第 3 行：全弄懂再签 · 正文 1
      @@ -10 +10 @@
       ---
      -有疑问就及时跟客户沟通，一条条问，完全弄懂再签。他催「今天不签就换人」，也先问完。
      +有疑问就问客户。
       

      data/pages/nda/ask-signed.md
        「签保密协议」第 16 行：复核 · 审稿人，2026-11-30，下次 没定
      @@ -3 +3 @@
       title: 签没签
      +reviewed: 2026-11-30
      +reviewer: 审稿人
       options:

      还没有写。看过没问题，再运行一次，加上 --write：
        npm run review -- --import 审稿.xlsx --write"
    `)
    expect(await out.read(ASK)).toBe(before)
  })
})

describe('the check of the content', { timeout: 300_000 }, () => {
  const check = contentFaults

  it('names the row that brought a fault in, by the file’s line or by the text, and nothing is written', async () => {
    const out = await handOut()
    const edits: Edits = {
      [`${BINDING}#lead.1`]: { change: '长'.repeat(91) },
      [`${ASK}#more.1`]: { change: '不用问。' },
      [`${ASK}#title`]: { change: '这个标题有十三个字那么长呢' },
      [`${MONEY}#damages.fine`]: { change: '好'.repeat(31) },
      [`${SIGNED}#lead.1`]: { change: '您签了吗,现在?' },
      'hotlines.yaml#legal.number': { change: '一二三' },
    }
    const path = await fileOf(edit(out.sheets, edits))
    const told = await sendBack(path, DATA, { check, write: true })
    expect(told.code).toBe(1)
    const reasons = Object.keys(edits).map((id) => told.refused.filter((line) => line.includes(`（${id}）`)).length)
    expect(Math.min(...reasons)).toBeGreaterThan(0)
    expect(told.text).toContain(`（${MONEY}#damages.fine）：太长，最多 30 个字。`)
    expect(told.text).toContain(`（${ASK}#more.1）：少了 {hotline.legal}`)
    expect(told.refused.filter((line) => !line.startsWith('「'))).toEqual([])
  })

  it('finds nothing in what is fine', async () => {
    const out = await handOut()
    const path = await fileOf(edit(out.sheets, { [LEAD]: { change: '有疑问就问客户，弄懂再签。' } }))
    expect(await sendBack(path, DATA, { check })).toMatchObject({ code: 0, text: expect.stringContaining('还没有写') })
  })
})

describe('a folder that cannot be written', () => {
  it.skipIf(process.getuid?.() === 0)('is left as it was', async () => {
    const out = await handOut()
    await chmod(join(out.data, 'guidance', 'nda'), 0o500)
    const told = sendEdits(
      out,
      { [LEAD]: { change: '有疑问就问。' }, [`${SIGNED}#title`]: { change: '签没' } },
      { write: true },
    )
    await expect(told).rejects.toMatchObject({ code: 'REVIEW_FILE' })
    await chmod(join(out.data, 'guidance', 'nda'), 0o700)
    expect(await out.read(SIGNED)).toContain('title: 签没签')
  })
})
