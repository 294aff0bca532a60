import { z } from 'zod'
import type { NdaRules } from '../nda/rules.ts'
import type { Page } from './page.ts'
import { Review } from './review-dates.ts'

const text = z.string().min(1)

/** The shape of data/english.yaml: what the client is asked for in English, by clause type. */
export const EnglishWords = z.record(z.string(), z.strictObject({ name: text.max(30), ask: text.max(130), ...Review }))
type EnglishTexts = z.infer<typeof EnglishWords>

/**
 * The texts of the rules as pages, so that the conversation says them as it says everything: `flag/<id>` is called by
 * the flag's title and says why, `flag-ask/<id>` is called by its clause and is the wording to ask for, `clause/<type>` the question to the client, `clause-why/<type>` why it matters, `clause-fine/<type>` and
 * `clause-unwritten/<type>` what is said where nothing is wrong with it, and where it is not there,
 * `clause-law/<type>` the law behind it. The wordings for the client have a second page with `-english` behind the id.
 */
export function ndaPages({ flags, texts }: NdaRules, english: EnglishTexts): readonly Page[] {
  return [
    ...[...flags].flatMap(([id, { type }]) => inEnglish(`flag-ask/${id}`, english[type])),
    ...[...texts.keys()].flatMap((type) => inEnglish(`clause/${type}`, english[type])),
    ...[...flags].flatMap(([id, { type, title, why, ask }]) => [
      page(`flag/${id}`, title, why),
      page(`flag-ask/${id}`, texts.get(type)?.name ?? title, ask),
    ]),
    ...[...texts].flatMap(([type, { name, ask, why, law, fine, unwritten }]) => [
      page(`clause/${type}`, name, ask),
      page(`clause-why/${type}`, name, why),
      page(`clause-fine/${type}`, name, fine),
      page(`clause-unwritten/${type}`, name, unwritten),
      ...(law.length > 0 ? [page(`clause-law/${type}`, name, cited(law))] : []),
    ]),
  ]
}

/** `{law.x}、{law.y}` with the words that always go with a citation. */
const cited = (law: readonly string[]): string => `（${law.map((id) => `{law.${id}}`).join('、')}，以官方公布文本为准）`

const inEnglish = (id: string, words: EnglishTexts[string] | undefined): readonly Page[] =>
  words === undefined ? [] : [page(`${id}-english`, words.name, words.ask)]

function page(id: string, title: string, lead: string): Page {
  return {
    id,
    file: `nda (${id})`,
    title,
    provenance: null,
    review: { reviewed: null, reviewer: null, due: null },
    options: new Map(),
    lead: [lead],
    more: [],
    placeholders: new Set(),
  }
}
