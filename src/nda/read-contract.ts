import { factsOf } from './facts.ts'
import { type Figures, findFigures } from './figures.ts'
import { outsideLonger } from './hits.ts'
import { type LaidOut, layOut, originalSpan, sentenceSpan, wholeSpan } from './laid-out.ts'
import { type Match, Matcher } from './match.ts'
import { partiesOf } from './parties.ts'
import type { Amount, ContractReading, Flag, Period, TypeFinding } from './reading.ts'
import type { NdaRules, TypeRule } from './rules.ts'

/** A longer contract that only says once what a breach of secrecy leads to agrees on no secrecy. */
const LONG = 2_500
/** How many of these signs make a text a contract. */
const CONTRACT_SIGNS = 4

/**
 * Reads a contract, or any text that may be one: its clauses, what it says on each type of clause, its red flags with the words that raised
 * them, and what is missing. Pure; linear in the length of the text. It knows only what the rules know: what is not found may still be there.
 */
export function readContract(text: string, rules: NdaRules): ContractReading {
  const laid = layOut(text)
  const longer = [...rules.roles.map(({ list }) => list), ...rules.compounds]
  const hits = outsideLonger(rules.finder.find(laid.chars, rules.lists.size), longer, laid.chars.length)
  const figures = findFigures(laid)
  const parties = partiesOf(laid, hits, rules)
  const matcher = new Matcher(laid, rules, hits, parties, figures, secrecyOf(laid, rules))
  const misses = laid.cut === undefined && isAboutSecrecy(laid.chars, rules)
  const types = rules.types.map((rule) => findType(rule, laid, matcher, figures, misses))
  const byType = new Map(types.map((finding) => [finding.type, finding]))
  return {
    language: languageOf(laid.chars),
    ...(parties.label !== undefined && { freelancer: parties.label }),
    clauses: laid.clauses,
    ...(laid.cut !== undefined && { cut: laid.cut }),
    types,
    missing: types.filter(({ present }) => !present).map(({ type }) => type),
    isContract: isContract(laid, rules, types),
    facts: factsOf(text, byType, matcher.has(rules.mutual)),
  }
}

/** `misses`: is what is not there a red flag? Not in half a contract, nor in one that has nothing to do with secrecy. */
function findType(rule: TypeRule, laid: LaidOut, matcher: Matcher, figures: Figures, misses: boolean): TypeFinding {
  const { type } = rule
  const shown = matcher.find(rule.present)
  const flags: Flag[] = []
  const flagged: Match[] = []
  for (const flag of rule.flags) {
    const found = matcher.find(flag.when, flag)
    const first = firstOf(found)
    if (first === undefined) continue
    flagged.push(...found)
    const words = originalSpan(laid, first.start, first.end)
    flags.push({ id: flag.id, type, severity: flag.severity, words, ...wholeSpan(laid, first.start, first.end) })
  }
  const present = shown.length > 0 || flagged.length > 0
  if (misses && !present && rule.absent !== undefined)
    flags.push({ id: rule.absent.id, type, severity: rule.absent.severity, start: 0, end: 0 })
  const best = shown[0] ?? firstOf(flagged)
  const sentences = new Set([...shown, ...flagged].map(({ sentence }) => sentence))
  return {
    type,
    present,
    ...(!present && matcher.find(rule.hints).length > 0 && { unclear: true as const }),
    ...(best === undefined ? { start: 0, end: 0 } : sentenceSpan(laid, best.sentence)),
    flags,
    amounts: valuesIn<Amount>(figures.amounts, sentences, laid),
    periods: valuesIn<Period>(figures.periods, sentences, laid),
  }
}

const firstOf = (matches: readonly Match[]): Match | undefined =>
  matches.reduce<Match | undefined>((first, match) => (first && first.start <= match.start ? first : match), undefined)

function valuesIn<Value>(
  placed: readonly { readonly from: number; readonly value: Value }[],
  sentences: ReadonlySet<number>,
  laid: LaidOut,
): Value[] {
  return placed
    .filter(({ from }) => {
      const sentence = laid.sentenceAt[from] ?? -1
      return sentences.has(sentence) && from >= (laid.bodies[sentence] ?? 0)
    })
    .map(({ value }) => value)
}

/** Is a sentence about secrecy by its place: in an agreement about it, or below a heading that says so? */
function secrecyOf(laid: LaidOut, rules: NdaRules): (sentence: number) => boolean {
  const isAbout = (words: string): boolean => rules.secrecy.some((word) => words.includes(word))
  if (isAbout(laid.title)) return () => true
  return (sentence) => laid.sentences[sentence]?.headings.some(isAbout) ?? false
}

/** `\n` stands between the sentences of a text that is laid out. */
function isAboutSecrecy(chars: string, { contract }: NdaRules): boolean {
  const rest = contract.aboutNot.reduce((text, word) => text.replaceAll(word, ''), chars)
  const sentences = rest.split('\n').filter((sentence) => contract.about.some((word) => sentence.includes(word)))
  return sentences.length > 1 || sentences.some((sentence) => rest.length <= LONG || !sentence.includes('违反'))
}

function isContract(laid: LaidOut, rules: NdaRules, types: readonly TypeFinding[]): boolean {
  const signs = rules.contract.signs.filter((sign) => laid.chars.includes(sign)).length
  const against = rules.contract.not.filter((sign) => laid.chars.includes(sign)).length
  const present = types.filter(({ present: shown }) => shown).length
  const title = laid.title === '' ? 0 : 1
  const isAccepted = rules.contract.accept.some((words) => laid.chars.includes(words))
  if (isAccepted && present >= 3 && against === 0) return true
  return present >= 3 && signs + title + Math.min(3, present / 3) - 2 * against >= CONTRACT_SIGNS
}

/** Chinese as soon as a tenth of the letters are Chinese: a bilingual contract is read as Chinese. */
function languageOf(chars: string): 'zh' | 'en' {
  const han = chars.match(/[\u4e00-\u9fff]/g)?.length ?? 0
  const latin = chars.match(/[a-z]/g)?.length ?? 0
  return han * 9 >= latin ? 'zh' : 'en'
}
