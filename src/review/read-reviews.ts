import { tidied } from './check-text.ts'
import { COLUMNS, datesPrint } from './columns.ts'
import { dayIn, dayOfNumber } from './days.ts'
import type { Item, Reviewed } from './passage.ts'
import { isOdd, isTextFresh, type KnownRow, type Refuse, type ReviewRow, textOf, type Where } from './read-rows.ts'
import type { ReviewChange } from './rewrite.ts'

type Key = keyof Reviewed
const KEYS = ['reviewer', 'reviewed', 'due'] as const satisfies readonly Key[]
const LONGEST_NAME = 20

/** Who says to have looked at what, and until when that holds: one row of a page, a clause or an article is enough. */
export function readReviews(
  known: readonly KnownRow[],
  today: string,
  refuse: Refuse,
): readonly (ReviewChange & Where)[] {
  const byItem = new Map<string, KnownRow[]>()
  for (const one of known) {
    const { id } = one.passage.item
    byItem.set(id, [...(byItem.get(id) ?? []), one])
  }
  return [...byItem.values()].flatMap((rows) => ofItem(rows, today, refuse))
}

function ofItem(rows: readonly KnownRow[], today: string, refuse: Refuse): (ReviewChange & Where)[] {
  const filledIn = rows.filter(isFilledIn)
  const [first] = filledIn
  if (first === undefined) return []
  let isRefused = false
  const no: Refuse = (row, reason) => {
    isRefused = true
    refuse(row, reason)
  }
  const { item } = first.passage
  const to: { -readonly [Name in Key]?: string } = {}
  const saidIn = new Map<Key, ReviewRow>()
  for (const { row } of filledIn) {
    for (const key of KEYS) {
      const value = valueIn(row, key, item, no)
      if (value === undefined) continue
      const other = saidIn.get(key)
      if (other !== undefined && to[key] !== value)
        no(
          row,
          `「${COLUMNS[key].header}」和「${other.sheet}」第 ${other.row} 行写的不一样，它们是同一页。请填成一样的。`,
        )
      to[key] = value
      if (other === undefined) saidIn.set(key, row)
    }
  }
  const [at] = saidIn.values()
  if (at === undefined || isRefused) return []
  if (item.path === null) no(at, '这一句没有地方记复核，请写在「备注」里。')
  refuseStale(rows, filledIn, no)
  const reason = datesFault({ ...item, ...to }, saidIn, today)
  if (reason !== undefined) no(at, reason)
  return isRefused ? [] : [{ item, to, sheet: at.sheet, row: at.row }]
}

/** Do these cells say anything else than when they were handed out? */
function isFilledIn({ row }: KnownRow): boolean {
  if (KEYS.some((key) => isOdd(row, key))) return true
  const [reviewer = null, reviewed = null, due = null] = KEYS.map((key) => written(row, key) || null)
  return datesPrint({ reviewer, reviewed, due }) !== textOf(row, 'print').split('-')[1]
}

/** What was reviewed must be what stands in data/ now, and nobody else may have reviewed it since. */
function refuseStale(rows: readonly KnownRow[], filledIn: readonly KnownRow[], refuse: Refuse): void {
  for (const one of rows)
    if (!isTextFresh(one))
      refuse(one.row, '导出以后，这一句在 data/ 里变了，复核的不是现在的话。请重新导出，看过再填复核。')
  for (const { row, passage } of filledIn)
    if (textOf(row, 'print').split('-')[1] !== datesPrint(passage.item))
      refuse(row, '导出以后，这一页的复核记录变了（或者「校验」被动过）。请重新导出，再填复核。')
}

/** A cell as it would be kept: days as `YYYY-MM-DD`, however a program shows them. */
function written(row: ReviewRow, key: Key): string {
  const text = tidied(textOf(row, key)).trim()
  if (key === 'reviewer') return text
  return (row.cells[key]?.kind === 'number' ? dayOfNumber(text) : dayIn(text)) ?? text
}

/** What the row says anew under this heading; undefined if it says nothing, or what was there. */
function valueIn(row: ReviewRow, key: Key, item: Item, refuse: Refuse): string | undefined {
  const { header } = COLUMNS[key]
  if (isOdd(row, key)) {
    refuse(row, `「${header}」这一格成了公式或错误值。请把格子设成「文本」，再写一遍。`)
    return undefined
  }
  const text = written(row, key)
  if (text === '' || text === item[key]) return undefined
  if (key === 'reviewer') {
    if (text.length <= LONGEST_NAME && /^[\p{L}\p{N} ·、（）.-]+$/u.test(text)) return text
    refuse(row, `「复核人」写个名字就行，最多 ${LONGEST_NAME} 个字，别换行。`)
    return undefined
  }
  if (dayIn(text) === text) return text
  refuse(row, `「${header}」里的「${text}」不是日子，写成 2026-11-23。`)
  return undefined
}

function datesFault(
  { reviewer, reviewed, due }: Reviewed,
  said: ReadonlyMap<Key, unknown>,
  today: string,
): string | undefined {
  if (said.has('reviewed') && reviewer === null) return '写了「复核日期」，也请写上「复核人」。'
  if (said.has('reviewer') && reviewed === null) return '写了「复核人」，也请写上「复核日期」。'
  if (said.has('reviewed') && reviewed !== null && reviewed > today)
    return `「复核日期」${reviewed} 还没到，今天是 ${today}。`
  if (due !== null && reviewed !== null && due <= reviewed)
    return `「下次复核」${due} 要在「复核日期」${reviewed} 之后，请往后写。`
  return undefined
}
