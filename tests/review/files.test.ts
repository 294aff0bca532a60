import { spawnSync } from 'node:child_process'
import { mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COLUMN_NAMES } from '../../src/review/columns.ts'
import { readWorkbook } from '../../src/review/workbook.ts'
import type { SheetToWrite } from '../../src/review/write-workbook.ts'
import { openXlsx } from '../../src/review/xlsx-parts.ts'
import { type ZipEntry, zipOf } from '../documents/small-zip.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { edit, fileOf, handOut, sendBack, sendEdits } from './sent-back.ts'

const isInstalled = spawnSync('soffice', ['--version']).status === 0
const LEAD = 'guidance/nda/ask.md#lead.1'
const MEGABYTE = 1024 * 1024

async function fileWith(bytes: string | Uint8Array, name = 'back.xlsx'): Promise<string> {
  const path = join(await temporaryFolder(), name)
  await writeFile(path, bytes)
  return path
}

/** A workbook of one sheet, its markup as given: in the way of other programs. */
function workbook(
  sheet: string,
  { strings = '', name = 'sheet1.xml', rest = [] as readonly ZipEntry[] } = {},
): Uint8Array {
  return zipOf([
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns:r="r"><sheets><sheet name="签保密协议" sheetId="1" r:id="a"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships><Relationship Id="a" Target="worksheets/${name}"/></Relationships>`,
    },
    { name: `xl/worksheets/${name}`, data: sheet },
    ...(strings === '' ? [] : [{ name: 'xl/sharedStrings.xml', data: `<sst>${strings}</sst>` }]),
    ...rest,
  ])
}

const inline = (address: string, text: string): string => `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`

/** The row of LEAD as it was handed out, but for 改成, whose cell is given. */
async function rowOf(sheets: readonly SheetToWrite[], change: string): Promise<string> {
  const row = sheets.flatMap(({ rows }) => rows).find(([id]) => id === LEAD) ?? []
  const [id = '', , , text = ''] = row
  const print = row[COLUMN_NAMES.indexOf('print')] ?? ''
  const header = ['编号', '现在的话', '改成', '校验', '下次复核']
    .map((title, at) => inline(`${'ABCDE'[at]}1`, title))
    .join('')
  const cells = `${inline('A2', id)}${inline('B2', text)}${change}${inline('D2', print)}${inline('E2', '2027-11-23')}`
  return `<worksheet><sheetData><row r="1">${header}</row><row r="2">${cells}</row></sheetData></worksheet>`
}

describe('a file that is no workbook of ours', () => {
  it.each<[string, () => Promise<string>, RegExp]>([
    ['is not there', async () => '/nowhere/审稿.xlsx', /没有 .*这个文件/],
    ['is a folder', temporaryFolder, /不是文件/],
    ['is empty', () => fileWith(''), /是空的/],
    ['is a renamed csv', () => fileWith('编号,现在的话,改成\n1,2,3\n'), /不是 \.xlsx.*另存为/],
    ['is a web page', () => fileWith('<html><table><tr><td>编号</td></tr></table></html>'), /不是 \.xlsx/],
    ['is an old .xls', () => fileWith(Buffer.from('d0cf11e0a1b11ae1'.padEnd(2048, '0'), 'hex')), /老的 \.xls/],
    [
      'has a password',
      () =>
        fileWith(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')])),
      /加了密码/,
    ],
    ['is another zip', () => fileWith(zipOf([{ name: 'word/document.xml', data: '<w/>' }])), /没有表格/],
    ['is cut off', async () => cut(await fileOf((await handOut()).sheets)), /坏了/],
    ['has broken markup', () => fileWith(workbook('<worksheet><sheetData><row>')), /里面坏了/],
    [
      'has none of our columns',
      () => fileWith(workbook(`<worksheet>${inline('A1', '你好')}</worksheet>`)),
      /没有我们的表/,
    ],
    ['has no sheet at all', () => fileWith(zipOf([{ name: 'xl/workbook.xml', data: '<workbook/>' }])), /里面坏了/],
    [
      'has entities of its own',
      () => fileWith(workbook('<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>')),
      /里面坏了/,
    ],
  ])('%s', async (_, path, reason) => {
    const { data } = await handOut()
    await expect(sendBack(await path(), data, { write: true })).rejects.toThrow(reason)
  })

  it('is too large', async () => {
    const path = await fileWith('PK')
    await truncate(path, 50 * MEGABYTE)
    await expect(openXlsx(path)).rejects.toThrow(/有 50 MB，太大了，最多 20 MB/)
  })

  it('unfolds into far more than it says', async () => {
    const bomb = { name: 'xl/sharedStrings.xml', data: Buffer.alloc(150 * MEGABYTE, 32) }
    for (const entry of [bomb, { ...bomb, claims: 100 }]) {
      const path = await fileWith(workbook('<worksheet/>', { rest: [entry] }))
      expect((await stat(path)).size).toBeLessThan(MEGABYTE)
      await expect(openXlsx(path)).rejects.toThrow(/展开以后超过 100 MB|坏了/)
    }
  })
})

async function cut(path: string): Promise<string> {
  await truncate(path, Math.floor((await stat(path)).size / 2))
  return path
}

describe('a cell as other programs write it', () => {
  const change = async (cell: string, strings = '') => {
    const out = await handOut()
    const path = await fileWith(workbook(await rowOf(out.sheets, cell), { strings }))
    const told = await sendBack(path, out.data, { write: true })
    return { ...told, page: await out.read('guidance/nda/ask.md') }
  }

  it('may be rich text, with how it is pronounced beside it', async () => {
    const strings =
      '<si><r><rPr><b/></rPr><t>有疑问</t></r><r><t xml:space="preserve">就问。</t></r><rPh><t>yiwen</t></rPh></si>'
    const { code, page } = await change('<c r="C2" t="s"><v>0</v></c>', strings)
    expect([code, page]).toEqual([0, expect.stringContaining('\n有疑问就问。\n')])
  })

  it('may have line ends that XML cannot hold, and what looks like one', async () => {
    const { page } = await change(inline('C2', '有疑问_x000D_\n就问_x005F_x000D_。'))
    expect(page).toContain('\n有疑问\n就问_x000D_。\n')
  })

  it('may come with a prefix at every name', async () => {
    const out = await handOut()
    const sheet = (await rowOf(out.sheets, inline('C2', '有疑问就问。'))).replaceAll(/<(\/?)([a-zA-Z])/g, '<$1x:$2')
    expect(await sendBack(await fileWith(workbook(sheet)), out.data)).toMatchObject({ code: 0 })
  })

  it.each<[string, string, RegExp]>([
    ['a formula', '<c r="C2" t="str"><f>"好"&amp;"的"</f><v>好的</v></c>', /成了公式/],
    ['a formula that fails', '<c r="C2" t="e"><f>好</f><v>#NAME?</v></c>', /成了公式/],
    ['an error', '<c r="C2" t="e"><v>#N/A</v></c>', /错误值/],
    ['a number with a point', '<c r="C2"><v>0.1</v></c>', /是数字或日期（0\.1）/],
  ])('is refused if it is %s', async (_, cell, reason) => {
    const { code, refused } = await change(cell)
    expect([code, refused]).toEqual([1, [expect.stringMatching(reason)]])
    expect(refused[0]).toMatch(/^「签保密协议」第 2 行/)
  })

  it('may be a whole number where words stood', async () => {
    expect((await change('<c r="C2"><v>12</v></c>')).page).toContain('\n12\n')
  })

  it('may be a date, counted from 1900 or from 1904', async () => {
    for (const [date1904, days] of [
      ['', 46356],
      ['<workbookPr date1904="1"/>', 46356 - 1462],
    ] as const) {
      const out = await handOut()
      const sheet = (await rowOf(out.sheets, ''))
        .replace(
          inline('E1', '下次复核'),
          `${inline('E1', '下次复核')}${inline('F1', '复核人')}${inline('G1', '复核日期')}`,
        )
        .replace(
          '</row></sheetData>',
          `${inline('F2', '审稿人')}<c r="G2" s="7"><v>${days}.5</v></c></row></sheetData>`,
        )
      const path = await fileWith(withDates(date1904, sheet))
      expect((await sendBack(path, out.data, { write: true })).code).toBe(0)
      expect(await out.read('guidance/nda/ask.md')).toContain('reviewed: 2026-11-30\n')
    }
  })
})

/** A workbook that says from when its days are counted; the sheet's part is named from the root. */
function withDates(date1904: string, sheet: string): Uint8Array {
  return zipOf([
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns:r="r">${date1904}<sheets><sheet name="一" r:id="a"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: '<Relationships><Relationship Id="a" Target="/xl/worksheets/s.xml"/></Relationships>',
    },
    { name: 'xl/worksheets/s.xml', data: sheet },
  ])
}

describe('sheets that were moved about', () => {
  const CHANGE = { [LEAD]: { change: '有疑问就问。' } }

  it('may have rows sorted and left out, columns in another order, headings without their brackets, and a line above', async () => {
    const out = await handOut()
    const moved = edit(out.sheets, CHANGE).map((sheet, index) => {
      if (index === 0) return sheet
      const columns = [...sheet.columns]
        .reverse()
        .map((column) => ({ ...column, header: ` ${column.header.replace(/（.*/, '')} ` }))
      const rows = [...sheet.rows]
        .reverse()
        .filter(([id]) => !id?.endsWith('#title'))
        .map((row) => [...row].reverse())
      const above = columns.map((_, at) => (at === 0 ? '请看黄底的列' : ''))
      return {
        ...sheet,
        columns: columns.map((column, at) => ({ ...column, header: above[at] ?? '' })),
        rows: [columns.map(({ header }) => header), ...rows],
      }
    })
    const { code, text } = await sendBack(await fileOf(moved), out.data, { write: true })
    expect([code, text]).toEqual([0, expect.stringContaining('要改 1 个文件：1 句话')])
    expect(await out.read('guidance/nda/ask.md')).toContain('\n有疑问就问。\n')
  })

  it('may be fewer: the rest stays, and that is said', async () => {
    const out = await handOut()
    const some = edit(out.sheets, CHANGE).filter(({ name }) => name === '签保密协议')
    const { code, text } = await sendBack(await fileOf(some), out.data)
    expect([code, text]).toEqual([0, expect.stringMatching(/^没有这几张表，那里的话不动：.*法条.*。/)])
  })

  it.each<[string, RegExp]>([
    ['text', /「签保密协议」这张表少了「现在的话」/],
    ['change', /少了「改成」/],
    ['id', /少了「编号」/],
    ['print', /少了「校验」/],
  ])('need the column %s', async (name, reason) => {
    const out = await handOut()
    const at = COLUMN_NAMES.indexOf(name as never)
    const without = out.sheets
      .filter((sheet) => sheet.name === '签保密协议')
      .map((sheet) => ({
        ...sheet,
        columns: sheet.columns.filter((_, index) => index !== at),
        rows: sheet.rows.map((row) => row.filter((_, index) => index !== at)),
      }))
    await expect(sendBack(await fileOf(without), out.data)).rejects.toThrow(reason)
  })
})

describe('text that a sheet could take for a formula', () => {
  const TEXTS = [
    '=1+1',
    '+86好',
    '-好',
    '@好',
    '=HYPERLINK("http://a.b","c")',
    "=cmd|' /C calc'!A0",
    '\t=1',
    '_x0041_',
    '<b>&amp;',
    '  好  ',
    '好\n\n好',
    '😀'.repeat(60),
  ]

  it('stays the text that it is', async () => {
    const pages = Object.fromEntries(
      TEXTS.map((text, at) => [`pages/t/p${at}.md`, `---\nid: t/p${at}\ntitle: ${JSON.stringify(text)}\n---\n\n好\n`]),
    )
    const out = await handOut(pages)
    const sheets = readWorkbook(await openXlsx(await fileOf(out.sheets)))
    const cells = sheets.flatMap(({ rows }) => rows.flatMap((row) => [...row.cells.values()]))
    expect(cells.filter(({ kind }) => kind !== 'text')).toEqual([])
    for (const text of TEXTS) expect(cells.map((cell) => cell.text)).toContain(text)
    expect(await sendEdits(out, {})).toMatchObject({ code: 0, text: expect.stringContaining('没有要改的') })
  })
})

describe.skipIf(!isInstalled)('LibreOffice', () => {
  /** Opens a file as somebody would, and saves it. */
  function saved(path: string, folder: string, profile: string): string {
    const done = spawnSync(
      'soffice',
      [
        `-env:UserInstallation=file://${profile}`,
        '--headless',
        '--convert-to',
        'xlsx:Calc MS Excel 2007 XML',
        '--outdir',
        folder,
        path,
      ],
      { encoding: 'utf8', timeout: 120_000 },
    )
    if (!done.stdout.includes('convert')) throw new Error(`soffice has no calc: ${done.stdout}${done.stderr}`)
    return join(folder, 'back.xlsx')
  }

  it('saves what it was given, edits included, and nothing becomes a formula', async (context) => {
    const out = await handOut({ 'pages/t/f.md': '---\nid: t/f\ntitle: =1+1\n---\n\n- 好\n- 好\n' })
    const edits = { [LEAD]: { change: '有疑问就问。\n再签。' }, 'pages/t/f.md#title': { change: '=2+2' } }
    const folder = join(await temporaryFolder(), 'out')
    await mkdir(folder)
    const path = await fileOf(edit(out.sheets, edits))
    let back: string
    try {
      back = saved(path, folder, join(folder, 'profile'))
    } catch {
      return context.skip('without libreoffice-calc')
    }
    expect((await readFile(back)).equals(await readFile(path))).toBe(false)
    const { code, text } = await sendBack(back, out.data, { write: true })
    expect([code, text]).toEqual([0, expect.stringContaining('要改 2 个文件：2 句话')])
    expect(await out.read('guidance/nda/ask.md')).toContain('\n有疑问就问。\n再签。\n')
    expect(await out.read('pages/t/f.md')).toContain('title: =2+2\n')
  })
})
