import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { ContentError } from '../errors.ts'
import { loadLibrary } from '../guidance/library.ts'
import { type Page, parsePage } from '../guidance/page.ts'
import { styleFaults } from '../guidance/style.ts'
import { shownOf } from './check-text.ts'
import { passagesIn } from './data-files.ts'
import { headIn } from './page-passages.ts'
import type { Files, Passage } from './passage.ts'
import type { Refusal, Where } from './read-rows.ts'
import type { TextChange } from './rewrite.ts'

/** What `npm run check` would say of data/ as it would be: a fault of a file's line, or of a text. */
export interface ContentFault {
  readonly where: string
  readonly message: string
  readonly at?: { readonly file: string; readonly line: number }
  readonly text?: string
}

/** Asks the checks of `npm run content` of a copy of data/ into which these files were put. */
export async function contentFaults(data: string, changed: Files): Promise<readonly ContentFault[]> {
  const folder = await mkdtemp(join(tmpdir(), 'shoumi-review-'))
  try {
    const copy = join(folder, 'data')
    await cp(data, copy, { recursive: true })
    for (const [file, source] of changed) await writeFile(join(copy, file), source)
    const { pages } = await loadLibrary(copy)
    return styleFaults(pages.values())
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    const unusable = error.faults.map(({ file, line, message }) => ({
      where: `data/${file}:${line}`,
      message,
      at: { file, line },
    }))
    return [...unusable, ...styleFaults(pagesIn(changed))]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Those of the changed pages that can be read, so that their style is told of together with what is worse. */
const pagesIn = (changed: Files): Page[] =>
  [...changed].flatMap(([file, source]) => {
    if (!file.endsWith('.md')) return []
    const parsed = parsePage(file, source, file.startsWith('guidance/') ? 'guidance' : 'dialogue')
    return 'page' in parsed ? [parsed.page] : []
  })

/** The faults as refusals of the rows that brought them in; `others` were brought in by none that we can name. */
export function refusedRows(
  faults: readonly ContentFault[],
  texts: readonly (TextChange & Where)[],
  changed: Files,
): { readonly refusals: readonly Refusal[]; readonly others: readonly string[] } {
  const passages = passagesIn(changed)
  const refusals: Refusal[] = []
  const others: string[] = []
  for (const { where, message, at, text } of faults) {
    const guilty = texts.filter(({ passage, text: given }) =>
      at === undefined
        ? shownOf(passage.kind, given) === text
        : passage.file === at.file && isOnLine(passages.get(passage.id), changed.get(at.file) ?? '', at.line),
    )
    for (const { sheet, row, passage } of guilty)
      refusals.push({ sheet, row, id: passage.id, reason: `${inWords(message)}。` })
    if (guilty.length === 0) others.push(`${where}  ${message}`)
  }
  return { refusals, others }
}

/** A limit of a field as zod says it (`0.ask: … <=80 …`) means nothing to a reviewer. */
function inWords(message: string): string {
  const [, limit] = /^[\w.-]+: .*<=\s*(\d+)/.exec(message) ?? []
  return limit === undefined ? message.replace(/^[\w.-]+: /, '') : `太长，最多 ${limit} 个字`
}

function isOnLine(passage: Passage | undefined, source: string, line: number): boolean {
  if (passage === undefined) return false
  const lineOf = (offset: number): number => source.slice(0, offset).split('\n').length
  const { file, place } = passage
  if (place.kind === 'bubble') return lineOf(place.start) <= line && line <= lineOf(place.end)
  const head = file.endsWith('.md') ? headIn(source) : { text: source, start: 0 }
  const node = parseDocument(head?.text ?? '').getIn(place.path, true) as { range?: readonly number[] } | undefined
  return node?.range !== undefined && lineOf((head?.start ?? 0) + (node.range[0] ?? 0)) === line
}
