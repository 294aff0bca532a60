import { type Document, isCollection, isMap, isScalar, parse, parseDocument, Scalar, type YAMLMap } from 'yaml'
import type { Path } from './passage.ts'

/** A value to be put into YAML; the map that holds it is there, the key need not be. */
export interface NewValue {
  readonly path: Path
  readonly value: string
}

interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Puts values into a text of YAML and leaves every other byte as it is: comments, order, quotes, line breaks.
 *
 * The library's own printing would wrap lines and lay lists out anew, so its document only says where things stand.
 * What comes out is read again: it throws if anything but these values changed, which would be a fault of ours.
 */
export function setValues(source: string, values: readonly NewValue[]): string {
  if (values.length === 0) return source
  const document = parseDocument(source)
  const splices: Splice[] = []
  const inserts = new Map<number, string>()
  for (const { path, value } of values) {
    const node = document.getIn(path, true)
    if (isScalar(node) && node.range) {
      splices.push({
        start: node.range[0],
        end: node.range[1],
        text: written(value, isInFlow(document, path), node.type),
      })
      continue
    }
    const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
    if (!isMap(parent)) throw new Error(`no map at ${path.slice(0, -1).join('.')}`)
    const { at, text } = insertion(
      source,
      parent as YAMLMap,
      `${path.at(-1)}: ${written(value, isInFlow(document, path))}`,
    )
    inserts.set(at, (inserts.get(at) ?? '') + text)
  }
  splices.push(...[...inserts].map(([at, text]) => ({ start: at, end: at, text })))
  const changed = splices
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), source)
  const expected = parseDocument(source)
  for (const { path, value } of values) expected.setIn(path, value)
  if (JSON.stringify(sorted(parse(changed))) !== JSON.stringify(sorted(expected.toJS())))
    throw new Error('the YAML came out other than it was meant')
  return changed
}

/** In a map of one line before its bracket; else as a line of its own behind the short fields it begins with. */
function insertion(source: string, map: YAMLMap, entry: string): { at: number; text: string } {
  if (map.flow === true) return { at: (map.range?.[1] ?? 0) - 1, text: `, ${entry}` }
  const leading = map.items.findIndex(({ value }) => !isScalar(value))
  const last = map.items[(leading === -1 ? map.items.length : leading) - 1]
  const first = map.items[0]?.key as Scalar | undefined
  const value = last?.value as Scalar | undefined
  if (!value?.range || !first?.range) throw new Error('no field to put it behind')
  const lineEnd = source.indexOf('\n', value.range[1])
  const lineStart = source.lastIndexOf('\n', first.range[0] - 1) + 1
  return {
    at: lineEnd === -1 ? source.length : lineEnd,
    text: `\n${' '.repeat(first.range[0] - lineStart)}${entry}`,
  }
}

/** Do brackets stand around the value? There, fewer signs can do without quotes. */
const isInFlow = (document: Document, path: Path): boolean =>
  path.some((_, length) => {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    return isCollection(node) && node.flow === true
  })

/** In the quotes it had, or in none, if it can be read back so; else in single ones. */
function written(value: string, isInFlow: boolean, type?: string): string {
  if (type === Scalar.QUOTE_DOUBLE) return JSON.stringify(value)
  if (type !== Scalar.QUOTE_SINGLE && isPlain(value, isInFlow)) return value
  return `'${value.replaceAll("'", "''")}'`
}

function isPlain(value: string, isInFlow: boolean): boolean {
  if (value === '' || value !== value.trim()) return false
  try {
    const read: unknown = parse(isInFlow ? `{a: ${value}, b: 1}` : `a: ${value}\nb: 1`)
    return JSON.stringify(read) === JSON.stringify({ a: value, b: 1 })
  } catch {
    return false
  }
}

/** Whether a key was added in the middle or at the end makes no difference. */
function sorted(content: unknown): unknown {
  if (Array.isArray(content)) return content.map(sorted)
  if (typeof content !== 'object' || content === null) return content
  return Object.fromEntries(
    Object.entries(content)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, sorted(value)]),
  )
}
