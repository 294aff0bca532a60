import type { Page } from './page.ts'
import { TOPICS } from './topics.ts'

/** A bubble of a page, as an author would look for it. */
export interface Bubble {
  readonly page: Page
  readonly part: 'lead' | 'more'
  /** From 1. */
  readonly number: number
  readonly where: string
  readonly text: string
}

/** Something in a text that does not read well, or must not stand there. */
export interface StyleFault {
  readonly where: string
  readonly text: string
  readonly message: string
}

/** What is said at first about one point: read on a phone, in a hurry. */
const SECTION_LEAD = 90
/** A topic's overview names all its points, so it may be longer; all of it is one screen of a phone. */
const OVERVIEW_LEAD = 140
const BUBBLE = 200

/** Half-width signs that may stand next to Chinese: paths of an app's menu (我-设置), mentions (@我). */
const FAIR = '-@·'
const HALF_WIDTH = /(?:\p{Script=Han}[!-/:-@[-`{-~]|[!-/:-@[-`{-~]\p{Script=Han})/gu
const MARKS = /\*|`|^#|^>|\]\(|&[a-z]+;/mu
const PAIRS = ['「」', '（）', '【】', '“”'] as const

/** Pages whose words are the client's to read; the client is 您. */
const FOR_CLIENTS =
  /^(?:nda\/gain-time-[a-z]+$|nda\/message(?!-follows)|clause\/|flag-ask\/|scope\/(?:message|open-)|records\/message(?!-follows)|trust\/message|urgent\/accused-reply|incident\/(?:draft-(?!follows)|amends|done-|by-|checked-|open-|outcome-|via-))/

/** Every bubble of these pages. */
export function bubblesOf(pages: Iterable<Page>): Bubble[] {
  return [...pages].flatMap((page) =>
    (['lead', 'more'] as const).flatMap((part) =>
      page[part].map((text, index) => ({
        page,
        part,
        number: index + 1,
        where: `${page.id} ${part} ${index + 1}`,
        text,
      })),
    ),
  )
}

/** The words that people can read on a page besides its bubbles: what options are called, and titles that are shown. */
export function labelsOf(page: Page): string[] {
  const isShown = page.provenance !== null || page.id.includes('/ask-')
  return [...(isShown ? [page.title] : []), ...[...page.options.values()].map(({ label }) => label)]
}

/** What an editor would strike out: texts too long for a phone, stray signs, the wrong address, law written out. */
export function styleFaults(pages: Iterable<Page>): StyleFault[] {
  const all = [...pages]
  return [
    ...bubblesOf(all).flatMap((bubble) =>
      [...lengthFaults(bubble), ...signFaults(bubble.text), ...wordFaults(bubble)].map((message) => ({
        where: bubble.where,
        text: bubble.text,
        message,
      })),
    ),
    ...all.flatMap((page) =>
      labelsOf(page).flatMap((text) =>
        halfWidthFaults(text).map((message) => ({ where: `${page.id} label`, text, message })),
      ),
    ),
  ]
}

function lengthFaults({ page, part, text }: Bubble): string[] {
  const isOverview = (TOPICS as readonly string[]).includes(page.id)
  const limit = part === 'more' || page.provenance === null ? BUBBLE : isOverview ? OVERVIEW_LEAD : SECTION_LEAD
  return text.length > limit ? [`太长：${text.length} 个字，最多 ${limit} 个`] : []
}

function signFaults(text: string): string[] {
  return [
    ...halfWidthFaults(text),
    ...(MARKS.test(text) ? ['有微信显示不了的标记（* ` # > 等）'] : []),
    ...PAIRS.filter((pair) => text.split(pair.charAt(0)).length !== text.split(pair.charAt(1)).length).map(
      (pair) => `${pair} 没有成对`,
    ),
    ...(/[ \t]$|^\s*$/m.test(text) ? ['行末有空格，或者有空行'] : []),
  ]
}

/** Placeholders become what they usually are: a figure, words. */
function halfWidthFaults(text: string): string[] {
  const words = text.replace(/\{(?:numbers?|count|last|limit)\}/g, '1').replace(/\{[a-z][a-z0-9.-]*\}/g, '某')
  return [...words.matchAll(HALF_WIDTH)]
    .map(([pair]) => pair)
    .filter((pair) => ![...FAIR].some((sign) => pair.includes(sign)))
    .map((pair) => `中文旁边用全角标点：「${pair}」`)
}

function wordFaults({ page, part, number, text }: Bubble): string[] {
  const isForClient = FOR_CLIENTS.test(page.id)
  const mayBeFormal = page.provenance !== null ? part === 'more' && number > 1 : isForClient
  return [
    ...(!mayBeFormal && text.replace(/「[^」]*」/g, '').includes('您')
      ? ['这里是对用户说的，用「你」，不用「您」']
      : []),
    ...(isForClient && text.includes('你') ? ['这里是给客户看的，用「您」，不用「你」'] : []),
    ...(/(?<!\d)(?:12348|12356|96110)(?!\d)/.test(text) ? ['电话写成 {hotline.legal} 这样的记号，别写号码'] : []),
    ...(text.includes('{law.') && !text.includes('以官方公布文本为准')
      ? ['引了法条，要带上「以官方公布文本为准」']
      : []),
    ...(/第[一二三四五六七八九十百零]+条/.test(text) ? ['法条写成 {law.…} 这样的记号，别写第几条'] : []),
  ]
}
