import { headIn } from './page-passages.ts'
import type { Files, Item, Passage, Reviewed } from './passage.ts'
import { type NewValue, setValues } from './yaml-values.ts'

export interface TextChange {
  readonly passage: Passage
  readonly text: string
}

export interface ReviewChange {
  readonly item: Item
  readonly to: Partial<{ readonly [Key in keyof Reviewed]: string }>
}

/** The files that these changes alter, as they will be. */
export function rewrite(files: Files, texts: readonly TextChange[], reviews: readonly ReviewChange[]): Files {
  const names = new Set([...texts.map(({ passage }) => passage.file), ...reviews.map(({ item }) => item.file)])
  return new Map(
    [...names].sort().map((file) => {
      const ofFile = texts.filter(({ passage }) => passage.file === file)
      const values = [
        ...ofFile.flatMap(({ passage: { place }, text }) =>
          place.kind === 'value' ? [{ path: place.path, value: text }] : [],
        ),
        ...reviews.filter(({ item }) => item.file === file).flatMap(valuesOf),
      ]
      const source = files.get(file) ?? ''
      return [file, file.endsWith('.md') ? rewritePage(source, ofFile, values) : setValues(source, values)] as const
    }),
  )
}

const valuesOf = ({ item, to }: ReviewChange): NewValue[] =>
  (['reviewed', 'reviewer', 'due'] as const).flatMap((key) => {
    const value = to[key]
    return value === undefined || item.path === null ? [] : [{ path: [...item.path, key], value }]
  })

/** The bubbles first, from the last to the first, so that no offset moves before it is used. */
function rewritePage(source: string, texts: readonly TextChange[], values: readonly NewValue[]): string {
  const body = texts
    .flatMap(({ passage: { place }, text }) => (place.kind === 'bubble' ? [{ ...place, text }] : []))
    .sort((a, b) => b.start - a.start)
    .reduce((page, { start, end, text }) => page.slice(0, start) + text + page.slice(end), source)
  const head = headIn(body)
  if (head === undefined) throw new Error('a page without a head')
  return body.slice(0, head.start) + setValues(head.text, values) + body.slice(head.end)
}
