import { textFaults, tidied } from './check-text.ts'
import { bareHeader, COLUMNS, textPrint } from './columns.ts'
import { dayIn, dayOfNumber } from './days.ts'
import type { Passage } from './passage.ts'
import { readReviews } from './read-reviews.ts'
import {
  isOdd,
  isTextFresh,
  type KnownRow,
  type Refusal,
  type Refuse,
  type ReviewRow,
  textOf,
  type Where,
} from './read-rows.ts'
import type { ReviewChange, TextChange } from './rewrite.ts'

export interface Changes {
  /** Those of rows of which nothing is refused. */
  readonly texts: readonly (TextChange & Where)[]
  readonly reviews: readonly (ReviewChange & Where)[]
  readonly notes: readonly (Where & { readonly id: string; readonly text: string })[]
  /** Why something cannot be taken in; the rest is not to be written then, either. */
  readonly refusals: readonly Refusal[]
}

/** What a reviewer changed, row by row, and everything that cannot be taken in. `today` is `YYYY-MM-DD`. */
export function readChanges(
  rows: readonly ReviewRow[],
  passages: ReadonlyMap<string, Passage>,
  today: string,
): Changes {
  const refusals: Refusal[] = []
  const refuse = (row: ReviewRow, reason: string): void => {
    refusals.push({ sheet: row.sheet, row: row.row, id: textOf(row, 'id'), reason })
  }
  const known = rows.flatMap((row): KnownRow[] => {
    const passage = passages.get(textOf(row, 'id'))
    if (passage === undefined) refuseUnknown(row, refuse)
    return passage === undefined ? [] : [{ row, passage }]
  })
  refuseTwice(known, refuse)
  const texts = known.flatMap((one) => readText(one, refuse))
  const reviews = readReviews(known, today, refuse)
  const notes = rows.flatMap((row) => {
    const text = tidied(textOf(row, 'note'))
    return text === '' ? [] : [{ sheet: row.sheet, row: row.row, id: textOf(row, 'id'), text }]
  })
  const refused = new Set(refusals.map(({ id }) => id))
  return { texts: texts.filter(({ passage }) => !refused.has(passage.id)), reviews, notes, refusals }
}

const isFilledIn = (row: ReviewRow): boolean =>
  textOf(row, 'change').trim() !== '' || row.cells.change?.kind === 'formula'

function refuseUnknown(row: ReviewRow, refuse: Refuse): void {
  const id = textOf(row, 'id')
  if (id !== '') refuse(row, `没有「${id}」这个编号。编号不能改；自己加的行，写进「备注」。`)
  else if (isFilledIn(row)) refuse(row, '这一行没有编号，不知道改的是哪一句。请写在原来那一行的「改成」里。')
}

function refuseTwice(known: readonly KnownRow[], refuse: Refuse): void {
  const first = new Map<string, ReviewRow>()
  for (const { row, passage } of known) {
    const other = first.get(passage.id)
    if (other === undefined) first.set(passage.id, row)
    else if (isFilledIn(row) || isFilledIn(other))
      refuse(row, `这个编号出现了两次，另一次在「${other.sheet}」第 ${other.row} 行，不知道听哪个。请删掉一行。`)
  }
}

function readText({ row, passage }: KnownRow, refuse: Refuse): (TextChange & Where)[] {
  const odd = (['text', 'change'] as const).find((column) => isOdd(row, column))
  if (odd !== undefined) {
    refuse(row, `「${bareHeader(COLUMNS[odd].header)}」这一格成了公式或错误值。请把格子设成「文本」，再把字写一遍。`)
    return []
  }
  const { change } = row.cells
  const cell = tidied(textOf(row, 'text'))
  const wasHandedOut = textPrint(cell) === textOf(row, 'print').split('-')[0]
  if (!wasHandedOut && cell !== tidied(passage.text)) {
    refuse(row, '「现在的话」被改了，或者这一行错了位。请把改好的话写在「改成」里；「现在的话」照导出的样子。')
    return []
  }
  if (change === undefined || change.text === '') return []
  const text = passage.kind === 'day' ? dayWritten(change.kind, change.text) : tidied(change.text)
  if (text === tidied(passage.text)) return []
  if (!isTextFresh({ row, passage })) {
    refuse(
      row,
      `导出以后，这一句在 data/ 里变了（或者「校验」被动过）。现在是「${passage.text}」。请重新导出，再改这一句。`,
    )
    return []
  }
  if (change.kind === 'number' && passage.kind !== 'day' && !/^\d{1,15}$/.test(text)) {
    refuse(row, `「改成」这一格是数字或日期（${change.text}），不是文字。请把格子设成「文本」，再写一遍。`)
    return []
  }
  const faults = textFaults(passage, text)
  for (const reason of faults) refuse(row, reason)
  return faults.length > 0 ? [] : [{ passage, text, sheet: row.sheet, row: row.row }]
}

const dayWritten = (kind: string, text: string): string =>
  (kind === 'number' ? dayOfNumber(text) : dayIn(text)) ?? tidied(text)
