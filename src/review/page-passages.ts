import type { Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { frontmatter } from 'micromark-extension-frontmatter'
import { parse } from 'yaml'
import { type Item, type Passage, type Path, reviewedIn } from './passage.ts'

/** What stands between the two `---` at a page's head, and where. */
export interface Head {
  readonly text: string
  readonly start: number
  readonly end: number
}

const SOURCES: Readonly<Record<string, string>> = { article: '原文', addition: '补充' }

/** The passages of a page: its title, its options' labels, its bubbles. */
export function pagePassages(file: string, source: string): Passage[] {
  const tree = markdown(source)
  const head = headOf(tree, source)
  if (head === undefined) return []
  const fields = (parse(head.text, { logLevel: 'silent' }) ?? {}) as Readonly<Record<string, unknown>>
  const title = String(fields.title)
  const laws = Array.isArray(fields.law) ? fields.law.map(String) : []
  const item: Item = { id: file, file, path: [], ...reviewedIn(fields) }
  const shared = { file, subject: title, source: SOURCES[String(fields.source)] ?? '', item }
  const value = (name: string, path: Path, text: string, part: string): Passage => ({
    ...shared,
    id: `${file}#${name}`,
    place: { kind: 'value', path },
    text,
    kind: 'line',
    part,
    laws: [],
  })
  const options = Object.entries((fields.options ?? {}) as Readonly<Record<string, unknown>>).map(([id, option]) =>
    typeof option === 'string'
      ? value(`option.${id}`, ['options', id], option, '选项')
      : value(`option.${id}`, ['options', id, 'label'], String((option as { label: unknown }).label), '选项'),
  )
  const bubbles = bubblesIn(tree).map(({ name, part, start, end }): Passage => {
    const text = source.slice(start, end)
    const cited = [...text.matchAll(/\{law\.([a-z0-9-]+)\}/g)].map(([, id]) => id as string)
    return {
      ...shared,
      id: `${file}#${name}`,
      place: { kind: 'bubble', start, end },
      text,
      kind: 'bubble',
      part,
      laws: cited.length > 0 ? cited : laws.filter(() => name === 'lead.1'),
    }
  })
  return [value('title', ['title'], title, '标题'), ...options, ...bubbles]
}

export function headIn(source: string): Head | undefined {
  return headOf(markdown(source), source)
}

const markdown = (source: string): Root =>
  fromMarkdown(source, { extensions: [frontmatter('yaml')], mdastExtensions: [frontmatterFromMarkdown('yaml')] })

function headOf(tree: Root, source: string): Head | undefined {
  const node = tree.children[0]
  if (node?.type !== 'yaml') return undefined
  const start = source.indexOf('\n', node.position?.start.offset ?? 0) + 1
  return { text: source.slice(start, start + node.value.length), start, end: start + node.value.length }
}

interface Stretch {
  readonly name: string
  readonly part: string
  readonly start: number
  readonly end: number
}

/** Cut where the reader of pages cuts: at `---`, and at the heading before what is said on 展开. */
function bubblesIn(tree: Root): Stretch[] {
  const groups: { readonly more: boolean; readonly nodes: RootContent[] }[] = [{ more: false, nodes: [] }]
  for (const node of tree.children) {
    const last = groups.at(-1)
    if (node.type === 'heading') groups.push({ more: true, nodes: [] })
    else if (node.type === 'thematicBreak') groups.push({ more: last?.more ?? false, nodes: [] })
    else if (node.type !== 'yaml') last?.nodes.push(node)
  }
  const filled = groups.filter(({ nodes }) => nodes.length > 0)
  return filled.map(({ more, nodes }) => {
    const number = filled.filter((group) => group.more === more).findIndex((group) => group.nodes === nodes) + 1
    return {
      name: `${more ? 'more' : 'lead'}.${number}`,
      part: `${more ? '展开' : '正文'} ${number}`,
      start: nodes[0]?.position?.start.offset ?? 0,
      end: nodes.at(-1)?.position?.end.offset ?? 0,
    }
  })
}
