import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Page, parsePage } from '../../src/guidance/page.ts'

const DATA = fileURLToPath(new URL('../../data/', import.meta.url))
const cache = new Map<string, Page>()

/** The longest piece that a page always says, whatever its placeholders are filled with, so that an edit breaks no test. */
export function wordsOf(pageId: string): string {
  const pieces = page(pageId).lead.flatMap((text) => text.split(/\{[^}]*\}/))
  const words = pieces.map((piece) => piece.trim()).reduce((one, other) => (other.length > one.length ? other : one))
  if (words.length < 3) throw new Error(`${pageId} says nothing by itself by which it could be known`)
  return words
}

/** How an option is shown. */
export function labelOf(pageId: string, option: string): string {
  const found = page(pageId).options.get(option)
  if (found === undefined) throw new Error(`${pageId} has no option ${option}`)
  return found.label
}

/** How often a page is said in `text`. */
export function timesSaid(text: string, pageId: string): number {
  return text.split(wordsOf(pageId)).length - 1
}

/** Those of the pages that are not said in `text`, or not in this order. */
export function missingInOrder(text: string, pageIds: readonly string[]): string[] {
  let from = 0
  return pageIds.filter((id) => {
    const at = text.indexOf(wordsOf(id), from)
    if (at < 0) return true
    from = at + wordsOf(id).length
    return false
  })
}

function page(id: string): Page {
  const known = cache.get(id) ?? readPage(id)
  cache.set(id, known)
  return known
}

/** A page of the dialogue, or a topic's first page. */
function readPage(id: string): Page {
  const file = [`pages/${id}.md`, `guidance/${id}/index.md`].find((path) => existsSync(DATA + path))
  if (file === undefined) throw new Error(`data/ has no page ${id}`)
  const parsed = parsePage(
    file,
    readFileSync(DATA + file, 'utf8'),
    file.startsWith('guidance') ? 'guidance' : 'dialogue',
  )
  if ('faults' in parsed) throw new Error(`${file}: ${parsed.faults.map(({ message }) => message).join('; ')}`)
  return parsed.page
}
