import { describe, expect, it } from 'vitest'
import { type Edits, edit, fileOf, type HandedOut, handOut, placeOf, sendBack, sendEdits } from './sent-back.ts'

const ASK = 'guidance/nda/ask.md'
const LEAD = `${ASK}#lead.1`
const MORE = `${ASK}#more.1`
const LAW = 'law.yaml#civil-code-501'
const WITH_CLIENT = 'pages/records/message.md#lead.1'
const WHY = 'nda/money.yaml#liquidated-damages.why'
const OPTION = 'pages/nda/ask-signed.md#option.paper'
const CHECKED = `${LAW}.checked`

/** Sends these edits back, writing, and expects to be refused for one reason in one row, with nothing written. */
async function expectRefused(id: string, edits: Edits, reason: RegExp, out?: HandedOut): Promise<void> {
  const handed = out ?? (await handOut())
  const before = await handed.read(ASK)
  const told = await sendEdits(handed, edits, { write: true })
  expect(told.refused).toEqual([expect.stringMatching(reason)])
  expect(told.refused[0]).toContain(`${placeOf(handed.sheets, id)}：`)
  expect(told.code).toBe(1)
  expect(await handed.read(ASK)).toBe(before)
}

describe('a text that cannot stand where it was written', () => {
  it.each<[string, string, string, RegExp]>([
    ['without its placeholder', MORE, '也可以打12348问（各地服务时间不同）。', /少了 \{hotline\.legal\}/],
    ['with another placeholder', LEAD, '有疑问找{client}。', /多了 \{client\}/],
    ['with one put in place of another', WITH_CLIENT, '您好，{items}。\n{items}', /少了 \{about\}/],
    ['with full-width braces', WITH_CLIENT, '您好，｛about｝。\n{items}', /花括号写坏了.*\{about\}、\{items\}/],
    ['with spaces in the braces', WITH_CLIENT, '您好，{ about }。\n{items}', /花括号写坏了/],
    ['with half a placeholder', WITH_CLIENT, '您好，{about。\n{items}', /花括号写坏了/],
    ['with a placeholder in capitals', WITH_CLIENT, '您好，{About}。\n{items}', /花括号写坏了/],
    ['with braces of its own', LEAD, '有疑问就问{谁}。', /这一句里没有花括号/],
    ['of spaces alone', LEAD, ' 　 ', /只有空格/],
    ['with signs that nobody sees', LEAD, '有疑问\u200b就问。', /看不见/],
    ['with a direction override', LEAD, '有疑问\u202e就问。', /看不见/],
    ['of two bubbles', LEAD, '有疑问就问。\n\n---\n\n再签。', /---/],
    ['with a heading', LEAD, '有疑问就问。\n\n## 展开\n\n再签。', /---|展开/],
    ['with a picture', LEAD, '有疑问就问![图](a.png)。', /显示不了/],
    ['with a table', LEAD, '| 甲 | 乙 |', /表格/],
    ['with stars that do not pair', LEAD, '有疑问**就问。', /\*\*/],
    ['with signs that the chat would eat', LEAD, '三*四*五这样乘。', /吃掉.*三四五这样乘/],
    ['of two lines for one', OPTION, '签了，\n电子签', /只能写一行/],
    ['of two lines in a clause', WHY, '定死的违约金，\n最容易压垮人。', /只能写一行/],
    ['that is no day', CHECKED, '去年', /不是日子/],
    ['that is a day that does not exist', CHECKED, '2026-02-30', /不是日子/],
  ])('%s', async (_, id, change, reason) => {
    await expectRefused(id, { [id]: { change } }, reason)
  })
})

describe('a row that cannot be found again', () => {
  it.each<[string, Edits, RegExp]>([
    ['an unknown id', { [LEAD]: { id: 'guidance/nda/asks.md#lead.1', change: '好。' } }, /没有「.*asks.*」这个编号/],
    ['no id', { [LEAD]: { id: '', change: '好。' } }, /没有编号/],
    ['the id of another row', { [LEAD]: { id: `${ASK}#none`, text: '' } }, /没有「.*」这个编号/],
    ['a changed 现在的话', { [LEAD]: { text: '有疑问就问。' } }, /「现在的话」被改了/],
    ['a print that was changed', { [LEAD]: { print: 'x', change: '有疑问就问。' } }, /「校验」被动过/],
  ])('because of %s', async (_, edits, reason) => {
    const out = await handOut()
    const told = await sendEdits(out, edits)
    expect(told.code).toBe(1)
    expect(told.refused).toEqual([expect.stringMatching(reason)])
    expect(told.refused[0]).toContain(placeOf(out.sheets, LEAD).split('（')[0])
  })

  it('because it has the id of another row and an edit', async () => {
    const out = await handOut()
    const { refused } = await sendEdits(out, { [LEAD]: { id: MORE, change: '好。' } })
    expect(refused).toEqual([
      expect.stringMatching(/第 3 行.*变了/),
      expect.stringMatching(/第 4 行.*出现了两次，另一次在「签保密协议」第 3 行/),
    ])
  })

  it('because 现在的话 was edited, although data/ changed there, too', async () => {
    const out = await handOut()
    const { data } = await handOut({ [ASK]: (await out.read(ASK)).replace('完全弄懂再签', '全弄懂再签') })
    const { refused } = await sendEdits({ ...out, data }, { [LEAD]: { text: '有疑问就问。' } })
    expect(refused).toEqual([expect.stringMatching(/「现在的话」被改了/)])
  })

  it('because the id is there twice, and both are edited or only one', async () => {
    const out = await handOut()
    const sheets = edit(out.sheets, { [LEAD]: { change: '有疑问就问。' } }).map((sheet) =>
      sheet.name === '签保密协议'
        ? { ...sheet, rows: [...sheet.rows, ...sheet.rows.filter(([id]) => id === LEAD)] }
        : sheet,
    )
    const { refused } = await sendBack(await fileOf(sheets), out.data)
    expect(refused).toEqual([expect.stringMatching(/出现了两次，另一次在「签保密协议」第 \d+ 行/)])
  })

  it('but an untouched copy of an untouched row does no harm', async () => {
    const out = await handOut()
    const sheets = out.sheets.map((sheet) => ({ ...sheet, rows: [...sheet.rows, ...sheet.rows.slice(0, 1)] }))
    expect(await sendBack(await fileOf(sheets), out.data)).toMatchObject({ code: 0, refused: [] })
  })
})

describe('data/ that changed since the sheets were handed out', () => {
  const changed = async (): Promise<HandedOut> => {
    const out = await handOut()
    const { data } = await handOut({ [ASK]: (await out.read(ASK)).replace('完全弄懂再签', '全弄懂再签') })
    return { ...out, data, read: (await handOut()).read }
  }

  it('refuses an edit of what changed, and says what stands there now', async () => {
    const out = await changed()
    const { code, refused } = await sendEdits(out, { [LEAD]: { change: '有疑问就问。' } })
    expect([code, refused]).toEqual([1, [expect.stringMatching(/在 data\/ 里变了.*全弄懂再签。.*重新导出/)]])
  })

  it('refuses to call it reviewed', async () => {
    const { refused } = await sendEdits(await changed(), {
      [MORE]: { reviewer: '审稿人', reviewed: '2026-11-30' },
    })
    expect(refused).toEqual([expect.stringMatching(/复核的不是现在的话/)])
  })

  it('does not take back what somebody else reviewed since', async () => {
    const out = await handOut()
    const entry = (await out.read(ASK))
      .replace('reviewer: null', 'reviewer: 乙')
      .replace('reviewed: null', 'reviewed: 2026-11-30')
    const { data } = await handOut({ [ASK]: entry.replace('due: 2027-11-23', 'due: 2028-11-30') })
    expect(await sendEdits({ ...out, data }, {})).toMatchObject({ code: 0, text: '没有要改的。' })
    expect(await sendEdits({ ...out, data }, { [LEAD]: { change: '有疑问就问。' } })).toMatchObject({ code: 0 })
    const again = await sendEdits({ ...out, data }, { [LEAD]: { reviewer: '甲', reviewed: '2026-12-01' } })
    expect(again.refused).toEqual([expect.stringMatching(/复核记录变了/)])
  })

  it('lets untouched rows be, and edits of other sentences', async () => {
    const out = await changed()
    expect(await sendEdits(out, {})).toMatchObject({ code: 0, text: expect.stringContaining('没有要改的') })
    expect(await sendEdits(out, { [MORE]: { change: '打{hotline.legal}问。' } })).toMatchObject({ code: 0 })
    expect(await sendEdits(out, { [OPTION]: { change: '签了' } })).toMatchObject({ code: 0 })
  })
})

describe('dates and names of a review', () => {
  it.each<[string, Edits, RegExp]>([
    ['a date without a name', { [LEAD]: { reviewed: '2026-11-30' } }, /也请写上「复核人」/],
    ['a name without a date', { [LEAD]: { reviewer: '审稿人' } }, /也请写上「复核日期」/],
    ['a day that is still to come', { [LEAD]: { reviewer: '审稿人', reviewed: '2026-12-02' } }, /还没到/],
    ['no day', { [LEAD]: { reviewer: '审稿人', reviewed: '昨天' } }, /「昨天」不是日子/],
    [
      'a next day that is no later',
      { [LEAD]: { reviewer: '审稿人', reviewed: '2026-12-01', due: '2026-12-01' } },
      /之后/,
    ],
    [
      'a story for a name',
      { [LEAD]: { reviewer: '我觉得这句很好，但是要再看看，等我问问别人再说', reviewed: '2026-11-30' } },
      /写个名字/,
    ],
    [
      'two names for one page',
      { [LEAD]: { reviewer: '甲', reviewed: '2026-11-30' }, [`${ASK}#title`]: { reviewer: '乙' } },
      /同一页/,
    ],
    [
      'a word that has no room for it',
      { 'phrases/reminders.yaml#request.unnamed': { reviewer: '甲', reviewed: '2026-11-30' } },
      /没有地方记复核/,
    ],
  ])('refuses %s', async (_, edits, reason) => {
    const { code, refused } = await sendEdits(await handOut(), edits, { write: true })
    expect([code, refused]).toEqual([1, [expect.stringMatching(reason)]])
  })
})

describe('all refusals', () => {
  it('are told at once, in the order of the rows, and then nothing is written, not even what was fine', async () => {
    const out = await handOut()
    const before = await out.read('pages/nda/ask-signed.md')
    const told = await sendEdits(
      out,
      {
        [OPTION]: { change: '签了' },
        [WITH_CLIENT]: { change: '您好。' },
        [LEAD]: { change: '{x}' },
        [`${LAW}.says`]: { change: '甲\n乙' },
      },
      { write: true },
    )
    expect(told.refused.map((line) => line.split('（')[0])).toEqual(
      [`${LAW}.says`, LEAD, WITH_CLIENT].map((id) => placeOf(out.sheets, id).split('（')[0]),
    )
    expect(told.text).toContain('有 3 处不能收，什么都没有写')
    expect(await out.read('pages/nda/ask-signed.md')).toBe(before)
  })
})
