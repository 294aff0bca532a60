import { attribute, isNamed, TAG, wordNumber, wordValue } from './markup-tags.ts'

export interface Level {
  readonly index: number
  start: number
  format: string
  text: string
  style: string | undefined
  isLegal: boolean
  restarts: boolean
  hasSpace: boolean
}

export interface AbstractList {
  readonly levels: Map<number, Level>
  /** The style that the list is really defined by. */
  style: string | undefined
  /** The last number given at each level; undefined where counting begins anew. */
  readonly counters: (number | undefined)[]
}

export interface List {
  abstract: string
  readonly levels: Map<number, Level>
  readonly starts: Map<number, number>
  used: boolean
}

export interface Style {
  basedOn: string | undefined
  list: string | undefined
  level: number | undefined
}

export interface Lists {
  readonly abstracts: Map<string, AbstractList>
  readonly lists: Map<string, List>
  readonly styles: Map<string, Style>
}

/** As many levels as Word has. */
export const MOST_LEVELS = 9

/** The lists that a document defines (numbering.xml), and the styles that put paragraphs into them (styles.xml). */
export function readLists(numbering: string, styles: string): Lists {
  const abstracts = new Map<string, AbstractList>()
  const lists = new Map<string, List>()
  let abstract: AbstractList | undefined
  let list: List | undefined
  let level: Level | undefined
  let overridden = 0
  for (const [tag] of numbering.matchAll(TAG)) {
    if (isNamed(tag, 'w:abstractNum')) {
      abstract = { levels: new Map(), style: undefined, counters: [] }
      abstracts.set(attribute(tag, 'w:abstractNumId') ?? '', abstract)
      list = undefined
    } else if (isNamed(tag, 'w:num')) {
      list = { abstract: '', levels: new Map(), starts: new Map(), used: false }
      lists.set(attribute(tag, 'w:numId') ?? '', list)
      abstract = undefined
      level = undefined
    } else if (isNamed(tag, 'w:lvl')) {
      const index = Number(attribute(tag, 'w:ilvl') ?? 0)
      level = {
        index,
        start: 1,
        format: 'decimal',
        text: '',
        style: undefined,
        isLegal: false,
        restarts: true,
        hasSpace: true,
      }
      const levels = list?.levels ?? abstract?.levels
      if (index >= 0 && index < MOST_LEVELS) levels?.set(index, level)
    } else if (isNamed(tag, 'w:lvlOverride')) overridden = Number(attribute(tag, 'w:ilvl') ?? 0)
    else if (isNamed(tag, 'w:startOverride')) list?.starts.set(overridden, wordNumber(tag) ?? 1)
    else if (isNamed(tag, 'w:abstractNumId') && list !== undefined) list.abstract = wordValue(tag) ?? ''
    else if (isNamed(tag, 'w:numStyleLink') && abstract !== undefined) abstract.style = wordValue(tag)
    else if (level !== undefined) readLevel(tag, level)
  }
  return { abstracts, lists, styles: readStyles(styles) }
}

function readLevel(tag: string, level: Level): void {
  if (isNamed(tag, 'w:start')) level.start = wordNumber(tag) ?? 1
  else if (isNamed(tag, 'w:numFmt')) level.format = wordValue(tag) ?? 'decimal'
  else if (isNamed(tag, 'w:lvlText')) level.text = wordValue(tag) ?? ''
  else if (isNamed(tag, 'w:pStyle')) level.style = wordValue(tag)
  else if (isNamed(tag, 'w:isLgl')) level.isLegal = wordValue(tag) !== '0' && wordValue(tag) !== 'false'
  else if (isNamed(tag, 'w:lvlRestart')) level.restarts = wordValue(tag) !== '0'
  else if (isNamed(tag, 'w:suff')) level.hasSpace = wordValue(tag) !== 'nothing'
}

function readStyles(markup: string): Map<string, Style> {
  const styles = new Map<string, Style>()
  let style: Style | undefined
  for (const [tag] of markup.matchAll(TAG)) {
    if (isNamed(tag, 'w:style')) {
      style = { basedOn: undefined, list: undefined, level: undefined }
      styles.set(attribute(tag, 'w:styleId') ?? '', style)
    } else if (style === undefined) continue
    else if (isNamed(tag, 'w:basedOn')) style.basedOn = wordValue(tag)
    else if (isNamed(tag, 'w:numId')) style.list = wordValue(tag)
    else if (isNamed(tag, 'w:ilvl')) style.level = wordNumber(tag)
  }
  return styles
}

/** List and level that a paragraph has from its style, or from the styles that it is based on. */
export function styleNumbers(
  id: string | undefined,
  styles: ReadonlyMap<string, Style>,
): { list: string | undefined; level: number | undefined } {
  const seen = new Set<string>()
  let list: string | undefined
  let level: number | undefined
  for (let at = id; at !== undefined && !seen.has(at); at = styles.get(at)?.basedOn) {
    seen.add(at)
    list ??= styles.get(at)?.list
    level ??= styles.get(at)?.level
  }
  return { list, level }
}
