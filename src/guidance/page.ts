import type { Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { frontmatter } from 'micromark-extension-frontmatter'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { plainText, UnsupportedMarkdown } from './plain-text.ts'
import { Review, type ReviewDates } from './review-dates.ts'

const id = z.string().regex(/^[a-z0-9]+([-./][a-z0-9]+)*$/, 'id 只能用小写字母、数字和 - . /')

const Option = z.union([
  z
    .string()
    .min(1)
    .transform((label) => ({ label, also: [] as string[], like: [] as string[] })),
  z.strictObject({
    label: z.string().min(1),
    also: z.array(z.string().min(1)).default([]),
    like: z.array(z.string().min(1)).default([]),
  }),
])

const DialogueMatter = z.strictObject({
  id,
  title: z.string().min(1),
  options: z.record(z.string(), Option).default({}),
  ...Review,
})

const GuidanceMatter = z.strictObject({
  id,
  title: z.string().min(1).max(12, 'title 最多 12 个字'),
  source: z.enum(['article', 'addition']),
  points: z.array(z.string()).min(1),
  law: z.array(z.string()),
  reviewed: Review.reviewed.unwrap(),
  reviewer: Review.reviewer.unwrap(),
  due: Review.due.unwrap(),
})

/** Where a sentence of the guidance comes from. */
export type Provenance = Pick<z.infer<typeof GuidanceMatter>, 'source' | 'points' | 'law'>

/** An option: its label, other words for it, and things that are instances of it (手机号 of 个人信息). */
export interface PageOption {
  readonly label: string
  readonly also: readonly string[]
  readonly like: readonly string[]
}

/** One page of data/, its Markdown already turned into the plain text that WeChat shows; `{placeholders}` still in it. */
export interface Page {
  readonly id: string
  readonly title: string
  /** Relative to data/, for messages to authors. */
  readonly file: string
  readonly provenance: Provenance | null
  readonly review: ReviewDates
  readonly options: ReadonlyMap<string, PageOption>
  /** The bubbles said at first, and those said on "展开". */
  readonly lead: readonly string[]
  readonly more: readonly string[]
  readonly placeholders: ReadonlySet<string>
}

/** A fault in a file of data/, for the person who edits it. */
export interface Fault {
  readonly file: string
  readonly line: number
  readonly message: string
}

/** The heading that separates what is said at first from what is said on "展开". */
const MORE_HEADING = '展开'

const PLACEHOLDER = /\{([a-z][a-z0-9.-]*)\}/g

/**
 * Reads one Markdown file of data/. Returns the page, or every fault found, each with its line.
 *
 * Never throws for what an author can write: a start that stops at the first fault makes an editor mend files one by one.
 */
export function parsePage(
  file: string,
  original: string,
  kind: 'guidance' | 'dialogue',
): { page: Page } | { faults: Fault[] } {
  const source = original.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const tree = fromMarkdown(source, {
    extensions: [frontmatter('yaml')],
    mdastExtensions: [frontmatterFromMarkdown('yaml')],
  })
  const faults: Fault[] = []
  const fault = (line: number, message: string) => faults.push({ file, line, message })

  const matter = readMatter(tree, kind === 'guidance' ? GuidanceMatter : DialogueMatter, fault)
  const before = faults.length
  const { lead, more } = readBody(tree, fault)
  if (lead.length === 0 && faults.length === before) fault(1, '正文是空的')
  if (matter === undefined || faults.length > 0) return { faults }

  const text = [...lead, ...more].join('\n')
  const options = 'options' in matter ? matter.options : {}
  return {
    page: {
      id: matter.id,
      title: matter.title,
      file,
      provenance: 'points' in matter ? { source: matter.source, points: matter.points, law: matter.law } : null,
      review: { reviewed: matter.reviewed, reviewer: matter.reviewer, due: matter.due },
      options: new Map(Object.entries(options)),
      lead,
      more,
      placeholders: new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name as string)),
    },
  }
}

function readMatter<Schema extends z.ZodType>(
  tree: Root,
  schema: Schema,
  fault: (line: number, message: string) => void,
): z.infer<Schema> | undefined {
  const node = tree.children[0]
  if (node?.type !== 'yaml') {
    fault(1, '文件开头要有 --- 围起来的信息(id、title…)')
    return undefined
  }
  const lines = new LineCounter()
  const document = parseDocument(node.value, { lineCounter: lines })
  const first = node.position?.start.line ?? 1
  for (const error of document.errors) fault(first + lines.linePos(error.pos[0]).line, `YAML 写法不对(${error.code})`)
  if (document.errors.length > 0) return undefined
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : issue.path[0]
    const at = document.getIn([key], true) as { range?: [number, number, number] } | undefined
    const line = at?.range === undefined ? 0 : lines.linePos(at.range[0]).line
    fault(first + line, `${issue.path.join('.') || String(key ?? '')}: ${issue.message}`)
  }
  return undefined
}

function readBody(tree: Root, fault: (line: number, message: string) => void): { lead: string[]; more: string[] } {
  const parts: { lead: RootContent[][]; more: RootContent[][] } = { lead: [[]], more: [] }
  let bubbles = parts.lead
  for (const node of tree.children) {
    const line = node.position?.start.line ?? 1
    if (node.type === 'yaml') continue
    if (node.type === 'thematicBreak') bubbles.push([])
    else if (node.type === 'heading') {
      if (plainText([node]) !== MORE_HEADING || node.depth !== 2) fault(line, `标题只能用「## ${MORE_HEADING}」`)
      else if (bubbles === parts.more) fault(line, `「## ${MORE_HEADING}」只能出现一次`)
      bubbles = parts.more
      bubbles.push([])
    } else bubbles.at(-1)?.push(node)
  }
  const text = (nodes: RootContent[]): string => {
    try {
      return plainText(nodes)
    } catch (error) {
      if (!(error instanceof UnsupportedMarkdown)) throw error
      fault(error.line, error.message)
      return ''
    }
  }
  return { lead: parts.lead.map(text).filter(Boolean), more: parts.more.map(text).filter(Boolean) }
}
