import type { Param, Params } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { ContentError } from '../errors.ts'
import type { Page } from './page.ts'

/** A reply on a phone: a normal bubble's length, and how many there may be in one turn (architecture, "Words"). */
const BUBBLE_LENGTH = 200
const BUBBLES_A_TURN = 3
/** How much of a person's own words a list shows. */
const BRIEF_LENGTH = 40

/** What the renderer looks things up in. */
export interface RenderSource {
  page(id: string): Page | undefined
  /** Values that any page may use without being given them, such as `operator`. */
  readonly globals: Params
}

/**
 * Turns what the bot says in one turn into the bubbles that are sent, in order.
 *
 * Short neighbours share a bubble; what is to be forwarded stands alone; a page's own `---` always parts. When that
 * gives more than three bubbles, neighbours are joined although they get long: nothing is ever left out here.
 */
export function renderTurn(sayings: readonly Saying[], source: RenderSource): string[] {
  const bubbles = sayings.flatMap((saying) => renderSaying(saying, source))
  let limit = BUBBLE_LENGTH
  let packed = pack(bubbles, limit)
  while (packed.length > BUBBLES_A_TURN && limit < 2000) {
    limit += 50
    packed = pack(bubbles, limit)
  }
  return packed.map(({ text }) => text)
}

interface Bubble {
  readonly text: string
  /** May it share a bubble with the one before, with the one after? */
  readonly joinsBefore: boolean
  readonly joinsAfter: boolean
}

function pack(bubbles: readonly Bubble[], limit: number): Bubble[] {
  const packed: Bubble[] = []
  for (const bubble of bubbles) {
    const last = packed.at(-1)
    const joined = last === undefined ? '' : `${last.text}\n\n${bubble.text}`
    if (last?.joinsAfter && bubble.joinsBefore && joined.length <= limit) {
      packed[packed.length - 1] = { text: joined, joinsBefore: last.joinsBefore, joinsAfter: bubble.joinsAfter }
    } else packed.push(bubble)
  }
  return packed
}

function renderSaying(saying: Saying, source: RenderSource): Bubble[] {
  const page = find(saying.page, source)
  const part = saying.part ?? 'lead'
  const filled = [...(part === 'more' ? [] : [page.lead]), ...(part === 'lead' ? [] : [page.more])].map((texts) =>
    texts.map((text) => fill(text, saying.with ?? {}, page, source)),
  )
  if (part === 'whole' && filled[0]?.[0] !== undefined) filled[0][0] = `【${page.title}】\n${filled[0][0]}`
  const bubbles = filled.flatMap((texts) =>
    texts.map((text, index) => ({
      text,
      joinsBefore: !saying.alone && index === 0,
      joinsAfter: !saying.alone && index === 0,
    })),
  )
  const options = (saying.options ?? []).map((option, index) => `${index + 1}. ${show(option, source)}`)
  const last = bubbles.at(-1)
  if (last === undefined || options.length === 0) return bubbles
  return [...bubbles.slice(0, -1), { ...last, text: [last.text, ...options].join('\n') }]
}

function find(id: string, source: RenderSource): Page {
  const page = source.page(id)
  if (page === undefined) throw new ContentError(`data/ 里没有页面 ${id}`)
  return page
}

/** One pass over the page's own text: what a person wrote is put in last and is never looked at for placeholders. */
function fill(text: string, params: Params, page: Page, source: RenderSource): string {
  return text.replace(/\{([a-z][a-z0-9.-]*)\}/g, (_, name: string) => {
    const value = params[name] ?? source.globals[name]
    if (value === undefined) throw new ContentError(`${page.file}: 没有人给 {${name}} 填内容`)
    return show(value, source)
  })
}

function show(param: Param, source: RenderSource): string {
  if (typeof param === 'number') return String(param)
  if (typeof param === 'string') return tidy(param)
  if ('date' in param) return chineseDay(param.date)
  if ('option' in param) {
    const option = find(param.of, source).options.get(param.option)
    return option?.label ?? show({ page: `answer/${param.option}` }, source)
  }
  if ('title' in param) return find(param.title, source).title
  if ('brief' in param) return shorten(show(param.brief, source).replace(/\s+/g, ' '))
  if ('list' in param) return param.list.map((item) => show(item, source)).join('、')
  if ('within' in param || 'next' in param || 'rhythm' in param) throw new ContentError('a time that nobody filled in')
  if ('lines' in param) return param.lines.map((item) => show(item, source)).join('\n')
  const page = find(param.page, source)
  return page.lead.map((text) => fill(text, param.with ?? {}, page, source)).join('\n')
}

/** Takes out what a person's words could do to a screen: control characters, direction overrides, half characters. */
function tidy(text: string): string {
  return text
    .replace(/[\t\u2028\u2029]/gu, ' ')
    .replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (char) => (char === '\n' ? '\n' : ''))
}

function shorten(text: string): string {
  const chars = [...text]
  return chars.length <= BRIEF_LENGTH ? text : `${chars.slice(0, BRIEF_LENGTH).join('')}…`
}

function chineseDay(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}
