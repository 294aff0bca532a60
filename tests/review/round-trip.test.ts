import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { parsePage } from '../../src/guidance/page.ts'
import { shownOf, textFaults } from '../../src/review/check-text.ts'
import { bareHeader, NAME_OF_HEADER } from '../../src/review/columns.ts'
import { passagesIn, readFiles } from '../../src/review/data-files.ts'
import { sheetsFor } from '../../src/review/export.ts'
import type { Files, Passage } from '../../src/review/passage.ts'
import { readChanges } from '../../src/review/read-changes.ts'
import { reviewRows } from '../../src/review/read-rows.ts'
import { rewrite } from '../../src/review/rewrite.ts'
import { readWorkbook } from '../../src/review/workbook.ts'
import { openXlsx } from '../../src/review/xlsx-parts.ts'
import { shipped } from '../content/content.ts'
import { DATA, fileOf, TODAY } from './sent-back.ts'

/** All of data/ is read and learned from; on a machine that does other things that takes its time, ms. */
const PATIENCE = 300_000

let files: Files
let passages: ReadonlyMap<string, Passage>
beforeAll(async () => {
  files = await readFiles(DATA)
  passages = passagesIn(files)
}, PATIENCE)

describe('all of data/, exported and sent back', () => {
  it(
    'has every sentence that the bot can say',
    async () => {
      const library = await shipped
      const shown = new Set([...passages.values()].map(({ kind, text }) => shownOf(kind, text)))
      const texts = [...library.pages.values()].flatMap((page) => [
        page.title,
        ...[...page.options.values()].map(({ label }) => label),
        ...(page.id.startsWith('clause-law/') ? [] : [...page.lead, ...page.more]),
      ])
      expect(texts.length).toBeGreaterThan(3_000)
      expect(texts.filter((text) => !shown.has(text))).toEqual([])
    },
    PATIENCE,
  )

  it(
    'is text in every cell, and the same where nothing was edited or a sentence was copied into 改成',
    async () => {
      const sheets = readWorkbook(await openXlsx(await fileOf(sheetsFor(passages))))
      const cells = sheets.flatMap((sheet) => sheet.rows.flatMap((row) => [...row.cells.values()]))
      expect(new Set(cells.map(({ kind }) => kind))).toEqual(new Set(['text']))
      for (const { rows } of sheets.slice(1)) {
        const headings = [...(rows[0]?.cells.values() ?? [])].map(({ text }) => NAME_OF_HEADER.get(bareHeader(text)))
        expect(headings).not.toContain(undefined)
      }
      const rows = reviewRows(sheets)
      expect(rows.map(({ cells }) => cells.id?.text).sort()).toEqual([...passages.keys()].sort())
      const differing = rows.filter(
        ({ cells }) => (cells.text?.text ?? '') !== passages.get(cells.id?.text ?? '')?.text,
      )
      expect(differing).toEqual([])
      const nothing = { texts: [], reviews: [], notes: [], refusals: [] }
      expect(readChanges(rows, passages, TODAY)).toEqual(nothing)
      const copied = rows.map((row) => ({
        ...row,
        cells: { ...row.cells, ...(row.cells.text !== undefined && { change: row.cells.text }) },
      }))
      expect(readChanges(copied, passages, TODAY)).toEqual(nothing)
    },
    PATIENCE,
  )
})

describe('a sentence of data/', () => {
  it('may stand as it is: no check refuses what is there', () => {
    const refused = [...passages.values()].filter((one) => one.text !== '' && textFaults(one, one.text).length > 0)
    expect(refused.map(({ id }) => id)).toEqual([])
  })

  it('changes alone, byte for byte', () => {
    const all = [...passages.values()]
    const property = fc.property(
      fc.nat(all.length - 1),
      fc.constantFrom('「好」', '：', '{x}', '- ', '#', "'", '"', ', ', '[a]', ' &', '!', '中文'),
      (index, extra) => {
        const passage = all[index] as Passage
        const { file, id, kind } = passage
        const text =
          kind === 'day' ? '2026-12-24' : `好${extra}${passage.text.replaceAll('\n', kind === 'line' ? ' ' : '\n')}`
        const changed = rewrite(files, [{ passage, text }], [])
        expect([...changed.keys()]).toEqual([file])
        const [before, after] = [files.get(file) ?? '', changed.get(file) ?? '']
        const again = passagesIn(changed)
        expect(again.get(id)?.text).toBe(text)
        const others = [...again.values()].filter((one) => one.id !== id && one.subject === passage.subject)
        for (const other of others) if (other.part !== '标题') expect(other.text).toBe(passages.get(other.id)?.text)
        expect(linesThatDiffer(before, after)).toBeLessThanOrEqual(passage.text.split('\n').length)
        // A day can be given where there was none, and not be taken away: textFaults refuses it.
        if (kind === 'day' && passage.text === '') return
        const back = rewrite(changed, [{ passage: again.get(id) as Passage, text: passage.text }], []).get(file)
        expect(withoutQuotes(back ?? '')).toBe(withoutQuotes(before))
      },
    )
    fc.assert(property, { seed: 20261201, numRuns: 150 })
  })
})

/** A value that has once needed quotes keeps them: it means the same. */
const withoutQuotes = (source: string): string => source.replaceAll(/['"]/g, '')

function linesThatDiffer(before: string, after: string): number {
  const [one, other] = [before.split('\n'), after.split('\n')]
  expect(other.length).toBe(one.length)
  return one.filter((line, index) => line !== other[index]).length
}

describe('the plain text of a bubble', () => {
  it('is what the bot’s own reader of pages makes of it', () => {
    const bubbles = [...passages.values()].filter(({ kind }) => kind === 'bubble')
    const pages = new Map([...files].filter(([file]) => file.endsWith('.md')))
    const read = [...pages].flatMap(([file, source]) => {
      const parsed = parsePage(file, source, file.startsWith('guidance/') ? 'guidance' : 'dialogue')
      return 'page' in parsed ? [...parsed.page.lead, ...parsed.page.more] : []
    })
    expect(bubbles.map(({ kind, text }) => shownOf(kind, text)).sort()).toEqual(read.sort())
  })
})
