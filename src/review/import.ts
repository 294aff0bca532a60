import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ContentFault, refusedRows } from './content-faults.ts'
import { passagesIn, readFiles } from './data-files.ts'
import { unifiedDiff } from './diff.ts'
import type { Files } from './passage.ts'
import { type Changes, readChanges } from './read-changes.ts'
import { missingSheets, type Refusal, reviewRows, type Where } from './read-rows.ts'
import { ReviewFileError } from './review-file-error.ts'
import { type ReviewChange, rewrite } from './rewrite.ts'
import { readWorkbook } from './workbook.ts'
import { openXlsx } from './xlsx-parts.ts'

export interface ImportParts {
  /** The folder data/. */
  readonly data: string
  /** `YYYY-MM-DD`, where the operator is. */
  readonly today: string
  say(text: string): void
  /** What it is busy with, for somebody who waits. */
  busy(text: string): void
  /** What would be wrong with data/ if these files were put into it. */
  check(data: string, changed: Files): Promise<readonly ContentFault[]>
}

/**
 * Shows what a reviewer changed, as a diff of data/, and writes it if that is asked for and nothing at all is refused.
 * Resolves with 1 if something is refused; then nothing was written.
 */
export async function importReview(path: string, write: boolean, parts: ImportParts): Promise<number> {
  const { data, say, busy } = parts
  const rows = reviewRows(readWorkbook(await openXlsx(path)))
  busy(`读到 ${rows.length} 行，正在和 data/ 对……`)
  const files = await readFiles(data)
  const passages = passagesIn(files)
  const changes = readChanges(rows, passages, parts.today)
  const missing = missingSheets(
    rows,
    [...passages.values()].map(({ file }) => file),
  )
  if (missing.length > 0) say(`没有这几张表，那里的话不动：${missing.join('、')}。`)
  sayNotes(changes, say)
  if (changes.texts.length + changes.reviews.length + changes.refusals.length === 0) {
    say('没有要改的。')
    return 0
  }
  const changed = rewrite(files, changes.texts, changes.reviews)
  if (changed.size > 0) busy('正在照 npm run content 的规矩检查改过的话，要几秒到十几秒……')
  const faults = changed.size === 0 ? [] : await parts.check(data, changed)
  const found = refusedRows(faults, changes.texts, changed)
  const refusals = [...changes.refusals, ...found.refusals]
  if (refusals.length + found.others.length > 0) return refuse(refusals, found.others, say)
  sayDiff(files, changed, changes, say)
  if (write) {
    await writeFiles(data, changed)
    say(
      `写好了，${changed.size} 个文件。机器人重启才换上新话；请照 docs/change-a-sentence.md 第 5 步对一遍测试，再提交。`,
    )
  } else say(`还没有写。看过没问题，再运行一次，加上 --write：\n  npm run review -- --import ${path} --write`)
  return 0
}

const placed = ({ sheet, row }: Where): string => `「${sheet}」第 ${row} 行`

function sayNotes({ notes }: Changes, say: ImportParts['say']): void {
  if (notes.length === 0) return
  say(`备注 ${notes.length} 条（不写进 data/，请人来看）：`)
  for (const note of notes) say(`  ${placed(note)} ${note.id}：${note.text.replaceAll('\n', ' ')}`)
  say('')
}

function refuse(refusals: readonly Refusal[], others: readonly string[], say: ImportParts['say']): number {
  say(`有 ${refusals.length + others.length} 处不能收，什么都没有写：`)
  const sheets = [...new Set(refusals.map(({ sheet }) => sheet))]
  const sorted = [...refusals].sort((a, b) => sheets.indexOf(a.sheet) - sheets.indexOf(b.sheet) || a.row - b.row)
  for (const { id, reason, ...where } of sorted) say(`  ${placed(where)}${id === '' ? '' : `（${id}）`}：${reason}`)
  for (const other of others) say(`  ${other}`)
  say('请在表里改好，再导入一次。')
  return 1
}

function sayDiff(files: Files, changed: Files, { texts, reviews }: Changes, say: ImportParts['say']): void {
  say(`要改 ${changed.size} 个文件：${texts.length} 句话，${reviews.length} 处复核。`)
  for (const [file, source] of changed) {
    say(`\ndata/${file}`)
    for (const { passage, ...where } of texts)
      if (passage.file === file) say(`  ${placed(where)}：${passage.subject} · ${passage.part}`)
    for (const review of reviews) if (review.item.file === file) say(`  ${placed(review)}：${namedReview(review)}`)
    for (const line of unifiedDiff(files.get(file) ?? '', source)) say(line)
  }
  say('')
}

function namedReview({ item, to }: ReviewChange): string {
  const { reviewer, reviewed, due } = { ...item, ...to }
  return `复核 · ${reviewer ?? '没写谁'}，${reviewed ?? '没写哪天'}，下次 ${due ?? '没定'}`
}

/** Every file is written beside its old one before the first takes its place: a full disk leaves data/ as it was. */
async function writeFiles(data: string, changed: Files): Promise<void> {
  const written: string[] = []
  try {
    for (const [file, source] of changed) {
      const beside = join(data, `${file}.review-new`)
      written.push(beside)
      await writeFile(beside, source)
    }
  } catch (error) {
    await Promise.all(written.map((beside) => rm(beside, { force: true })))
    throw new ReviewFileError(`data/ 写不进，什么都没有改。看看磁盘满没满、有没有写的权限：${data}`, error)
  }
  for (const [file] of changed) await rename(join(data, `${file}.review-new`), join(data, file))
}
