import {
  type AbstractList,
  type Level,
  type List,
  type Lists,
  MOST_LEVELS,
  readLists,
  styleNumbers,
} from './docx-lists.ts'
import { listNumber } from './list-number.ts'
import { isNamed, TAG, wordNumber, wordValue } from './markup-tags.ts'

interface Paragraph {
  list: string | undefined
  level: number | undefined
  style: string | undefined
}

/**
 * Writes Word's automatic numbers into the paragraphs that bear them, as text: 第三条, (二), 4.1.
 *
 * Word does not store them; whoever reads the runs alone gets a contract whose clauses have no numbers, so that it cannot
 * be taken apart and nobody finds 第三条 in it. Works on the markup of document.xml, numbering.xml and styles.xml with
 * the usual prefix `w:`; under another prefix the numbers are missing and everything else stays.
 *
 * @returns the markup of document.xml with one more run in each numbered paragraph
 */
export function writeListNumbers(document: string, numbering: string, styles: string): string {
  const lists = readLists(numbering, styles)
  const pieces: string[] = []
  let written = 0
  let properties = 0
  let alternatives = 0
  let paragraph: Paragraph = { list: undefined, level: undefined, style: undefined }
  for (const match of document.matchAll(TAG)) {
    const tag = match[0]
    const end = match.index + tag.length
    if (tag.startsWith('<mc:Choice')) alternatives++
    else if (tag === '</mc:Choice>') alternatives--
    else if (tag.startsWith('<w:pPr') && isNamed(tag, 'w:pPr') && !tag.endsWith('/>')) {
      if (properties++ === 0) paragraph = { list: undefined, level: undefined, style: undefined }
    } else if (tag === '</w:pPr>') {
      if (--properties !== 0 || alternatives > 0) continue
      const label = nextLabel(paragraph, lists)
      if (label === '') continue
      pieces.push(document.slice(written, end), `<w:r><w:t xml:space="preserve">${label}</w:t></w:r>`)
      written = end
    } else if (properties === 1) {
      if (isNamed(tag, 'w:numId')) paragraph.list = wordValue(tag)
      else if (isNamed(tag, 'w:ilvl')) paragraph.level = wordNumber(tag)
      else if (isNamed(tag, 'w:pStyle')) paragraph.style = wordValue(tag)
    }
  }
  pieces.push(document.slice(written))
  return pieces.join('')
}

function nextLabel(paragraph: Paragraph, lists: Lists): string {
  const found = findLevel(paragraph, lists)
  if (found === undefined) return ''
  const { list, abstract, level } = found
  const levelAt = (index: number): Level | undefined => list.levels.get(index) ?? abstract.levels.get(index)
  if (!list.used) {
    list.used = true
    for (const [index, start] of list.starts) abstract.counters[index] = start - 1
  }
  const { counters } = abstract
  counters[level.index] = (counters[level.index] ?? level.start - 1) + 1
  for (let deeper = level.index + 1; deeper < MOST_LEVELS; deeper++) {
    if (levelAt(deeper)?.restarts !== false) counters[deeper] = undefined
  }
  if (level.format === 'bullet' || level.format === 'none') return ''
  const label = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const index = Number(digit) - 1
    const shown = levelAt(index)
    const format = level.isLegal ? 'decimal' : (shown?.format ?? 'decimal')
    return listNumber(counters[index] ?? shown?.start ?? 1, format)
  })
  return label !== '' && level.hasSpace && !/[、)\uff09】]$/.test(label) ? `${label} ` : label
}

function findLevel(
  paragraph: Paragraph,
  lists: Lists,
): { readonly list: List; readonly abstract: AbstractList; readonly level: Level } | undefined {
  const style = styleNumbers(paragraph.style, lists.styles)
  const id = paragraph.list ?? style.list
  const list = id === undefined || id === '0' ? undefined : lists.lists.get(id)
  if (list === undefined) return undefined
  let abstract = lists.abstracts.get(list.abstract)
  if (abstract?.style !== undefined) {
    const linked = styleNumbers(abstract.style, lists.styles).list
    abstract = lists.abstracts.get(lists.lists.get(linked ?? '')?.abstract ?? '') ?? abstract
  }
  if (abstract === undefined) return undefined
  const linkedLevel = [...abstract.levels.values()].find(
    (level) => level.style !== undefined && level.style === paragraph.style,
  )
  const index = paragraph.level ?? (paragraph.list === undefined ? (linkedLevel?.index ?? style.level) : undefined) ?? 0
  const level = list.levels.get(index) ?? abstract.levels.get(index)
  return level === undefined ? undefined : { list, abstract, level }
}
