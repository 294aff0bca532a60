import type { Question } from '../../flows/shared/question.ts'
import { withoutTail } from './ends.ts'
import type { Phrases } from './knowledge.ts'
import { bare, squeezed } from './normalise.ts'
import { simplify } from './simplify.ts'

/** Questions that are answered with a name; the ids are the flows'. */
const CALLED: ReadonlySet<string> = new Set(['client', 'project'])
const WHO = 'confirmed-by'
/** A time or a day in words of one's own is told to the client, or filed, as it is. */
const WHEN: ReadonlySet<string> = new Set(['since', 'rhythm'])

/**
 * The answer without what a person puts around it: 小鱼 of "客户是小鱼", "就叫小鱼" and "小鱼吧", 我和帮手 of "谁能看：我和帮手".
 * Otherwise a record would be filed under a sentence, and its name would find nothing.
 */
export function withoutLeadIn(words: string, { id, kind }: Pick<Question, 'id' | 'kind'>, phrases: Phrases): string {
  const { corrections, asides, fields } = phrases
  const trimmed = words.trim()
  const isName = CALLED.has(id) || id === WHO
  const titles = [...(fields.find((field) => field.id === id)?.words ?? []), ...(corrections.names.get(id) ?? [])]
  const links = isName ? asides.names.links : asides.names.links.filter((link) => !link.includes('叫'))
  const named = afterField(trimmed, titles, links) ?? trimmed
  if (WHEN.has(id)) return withoutEnd(named, asides.names.tails)
  if (kind !== 'text' || !isName) return named
  const led = withoutTitle(withoutCopula(CALLED.has(id) ? withoutLead(named, asides.names) : named), id)
  const confirmed = id === WHO ? withoutEnd(led, asides.names.confirmed) : led
  const { tails, keep } = asides.names
  return squeezed(confirmed).length > 2 && !keep.some((end) => confirmed.endsWith(end))
    ? withoutEnd(confirmed, tails)
    : confirmed
}

/** What follows the question's name and a link; undefined where that is not how the words begin. */
function afterField(words: string, titles: readonly string[], links: readonly string[]): string | undefined {
  const plain = simplify(words)
  const start = /^(?:我的|我这个|这个|那个|这次的?)?/u.exec(plain)?.[0].length ?? 0
  for (const title of [...titles].sort((a, b) => b.length - a.length)) {
    if (!plain.startsWith(title, start)) continue
    const rest = plain.slice(start + title.length).replace(/^\s+/u, '')
    const link = links.find((one) => rest.startsWith(one))
    if (link === undefined) continue
    const value = rest.slice(link.length).replace(/^[\s，,：:]+/u, '')
    if (bare(value) !== '' && !asks(value)) return words.slice(words.length - value.length)
  }
  return undefined
}

function withoutLead(words: string, { leads, unless, links }: Phrases['asides']['names']): string {
  const plain = simplify(words)
  if (unless.some((start) => plain.startsWith(start))) return words
  const lead = leads.find((one) => plain.startsWith(one))
  if (lead === undefined) return words
  const rest = plain.slice(lead.length).replace(/^\s+/u, '')
  const link = links.find((one) => rest.startsWith(one)) ?? ''
  const value = rest.slice(link.length).replace(/^[\s，,：:]+/u, '')
  if (bare(value) === '' || asks(value)) return words
  const name = words.slice(words.length - value.length)
  return lead.startsWith('先') ? name.replace(OF_HIM, '') : name
}

/** 先弄老陈的, 先说老陈那个. */
const OF_HIM = /(?<=.{2})(?:的|那个|那家|那边|这边|家的)$/u
/** 客户阿正 is 阿正; 客户A, 客户甲 and 客户1 are code names. */
const withoutTitle = (words: string, id: string): string =>
  id === 'client' ? words.replace(/^客户(?=[^A-Za-z\d甲乙丙丁一二三四五六七八九十]\S{1,5}$)/u, '') : words

const withoutCopula = (words: string): string => words.replace(/^(?:就是|是)(?=.{2})/u, '')

function withoutEnd(words: string, ends: readonly string[]): string {
  const trimmed = withoutTail(words, /^[\p{P}\s]$/u)
  const end = ends.find((one) => simplify(trimmed).endsWith(one) && trimmed.length > one.length + 1)
  return end === undefined ? words : trimmed.slice(0, -end.length)
}

/** "客户是谁" tells nobody's name. */
const asks = (value: string): boolean => /^(?:谁|什么|啥|哪|做什么|干什么|干嘛|怎么)/u.test(value)
