import { beforeAll, describe, expect, it } from 'vitest'
import type { Library } from '../../src/guidance/library.ts'
import { TOPICS } from '../../src/guidance/topics.ts'
import { type Bubble, bubblesOf, labelsOf, shipped } from './content.ts'

/** What is said at first about one point: read on a phone, in a hurry. */
const SECTION_LEAD = 90
/** A topic's overview names all its points, so it may be longer; all of it is one screen of a phone. */
const OVERVIEW_LEAD = 140
const BUBBLE = 200

/** Half-width signs that may stand next to Chinese: paths of an app's menu (我-设置), mentions (@我). */
const FAIR = '-@·'
/** Placeholders become what they usually are: a figure, words. */
const words = (text: string): string =>
  text.replace(/\{(?:numbers?|count|last|limit)\}/g, '1').replace(/\{[a-z][a-z0-9.-]*\}/g, '某')

/** Pages whose words are the client's to read; the client is 您. */
const FOR_CLIENTS =
  /^(?:nda\/gain-time-[a-z]+$|nda\/message(?!-follows)|clause\/|flag-ask\/|scope\/(?:message|open-)|records\/message(?!-follows)|trust\/message|urgent\/accused-reply|incident\/(?:draft-(?!follows)|amends|done-|by-|checked-|open-|outcome-|via-))/

let library: Library
beforeAll(async () => {
  library = await shipped
})

const isOverview = ({ page }: Bubble): boolean => (TOPICS as readonly string[]).includes(page.id)
const tooLong = (bubbles: readonly Bubble[], limit: number): string[] =>
  bubbles.filter(({ text }) => text.length > limit).map(({ where, text }) => `${where}: ${text.length}`)

describe('the length', () => {
  it('of what is said at first about a point is short', () => {
    const leads = bubblesOf(library.pages.values(), 'lead').filter(({ page }) => page.provenance !== null)
    expect(
      tooLong(
        leads.filter((bubble) => !isOverview(bubble)),
        SECTION_LEAD,
      ),
    ).toEqual([])
    expect(tooLong(leads.filter(isOverview), OVERVIEW_LEAD)).toEqual([])
  })

  it('of every bubble is what a phone shows', () => {
    expect(tooLong(bubblesOf(library.pages.values()), BUBBLE)).toEqual([])
  })
})

describe('the signs', () => {
  it('next to Chinese are full-width', () => {
    const half = /(?:\p{Script=Han}[!-/:-@[-`{-~]|[!-/:-@[-`{-~]\p{Script=Han})/gu
    const found = (where: string, text: string): string[] =>
      [...words(text).matchAll(half)]
        .map(([pair]) => pair)
        .filter((pair) => ![...FAIR].some((sign) => pair.includes(sign)))
        .map((pair) => `${where}: ${pair}`)
    const bubbles = bubblesOf(library.pages.values()).flatMap(({ where, text }) => found(where, text))
    const labels = [...library.pages.values()].flatMap((page) =>
      labelsOf(page).flatMap((label) => found(`${page.id} label`, label)),
    )
    expect([...bubbles, ...labels]).toEqual([])
  })

  it('of Markdown are all gone', () => {
    const marks = /\*|`|^#|^>|\]\(|&[a-z]+;/mu
    expect(
      bubblesOf(library.pages.values())
        .filter(({ text }) => marks.test(text))
        .map(({ where }) => where),
    ).toEqual([])
  })

  it('of quotation come in pairs', () => {
    const uneven = bubblesOf(library.pages.values()).filter(({ text }) =>
      ['「」', '（）', '【】', '“”'].some(
        (pair) => text.split(pair.charAt(0)).length !== text.split(pair.charAt(1)).length,
      ),
    )
    expect(uneven.map(({ where }) => where)).toEqual([])
  })

  it('leave no line with spaces at its end and no empty line', () => {
    const untidy = bubblesOf(library.pages.values()).filter(({ text }) => /[ \t]$|^\s*$/m.test(text))
    expect(untidy.map(({ where }) => where)).toEqual([])
  })
})

describe('the freelancer', () => {
  it('is 你: 您 stands only in words for the client', () => {
    const formal = bubblesOf(library.pages.values()).filter(({ page, where, text }) => {
      const isMessage = page.provenance !== null ? / more (?!1$)/.test(where) : FOR_CLIENTS.test(page.id)
      return !isMessage && text.replace(/「[^」]*」/g, '').includes('您')
    })
    expect(formal.map(({ where }) => where)).toEqual([])
  })

  it('is not called 你 in words for the client', () => {
    const familiar = bubblesOf(library.pages.values()).filter(
      ({ page, text }) => FOR_CLIENTS.test(page.id) && text.includes('你'),
    )
    expect(familiar.map(({ where }) => where)).toEqual([])
  })
})

describe('a telephone number', () => {
  it('is never written out but referred to, so that it is checked in one place', () => {
    const written = bubblesOf(library.pages.values()).filter(({ text }) =>
      /(?<!\d)(?:12348|12356|96110)(?!\d)/.test(text),
    )
    expect(written.map(({ where }) => where)).toEqual([])
  })
})

describe('the law', () => {
  it('is named with a hint at the official text', () => {
    const without = bubblesOf(library.pages.values()).filter(
      ({ text }) => text.includes('{law.') && !text.includes('以官方公布文本为准'),
    )
    expect(without.map(({ where }) => where)).toEqual([])
  })

  it('is never named by article but by reference, so that it is checked in one place', () => {
    const written = bubblesOf(library.pages.values()).filter(({ text }) => /第[一二三四五六七八九十百零]+条/.test(text))
    expect(written.map(({ where }) => where)).toEqual([])
  })
})
