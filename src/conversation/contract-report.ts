import {
  askClient,
  countsOf,
  decline,
  hasMessage,
  messageToClient,
  isSigned as saysSigned,
} from '../../flows/nda/rules.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import type { Flag } from '../nda/reading.ts'
import { ordinal } from './answers/numbers.ts'
import { placeNamed } from './contract-text.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import type { StoredContract } from './session.ts'

/** How many flags are shown at once: the worst first. */
const SHOWN = 3
/** How much is quoted in the chat, in characters; a longer clause is quoted in part. */
const QUOTE = 38
/** The same in a language of letters. */
const LATIN_QUOTE = 120

/** Says what was found in the contract, or in the file, that has just been read: a line, then the worst places. */
export function sayVerdict(draft: Draft, file?: string): void {
  const { contract } = draft.session
  if (contract === null) return
  const counts = countsOf(contract.counts)
  const { refuse } = contract.counts
  const isTooLate = isSigned(draft)
  if (refuse > 0)
    draft.speak(isTooLate ? 'nda/verdict-refuse-signed' : 'nda/verdict-refuse', { with: { count: refuse, counts } })
  else if (file === undefined) draft.speak('nda/verdict', { with: { counts } })
  else draft.speak('nda/verdict-file', { with: { name: { brief: file }, counts } })
  if (contract.cut !== undefined) draft.speak(`nda/cut-${contract.cut}`)
  show(draft, contract, 0, SHOWN)
  if (contract.flags.length > 0) draft.speak('nda/what-next')
}

/** Says only the worst place, for who has no time for more. */
export function sayWorst(draft: Draft): void {
  const { contract } = draft.session
  const [worst] = contract?.flags ?? []
  if (contract === null || worst === undefined) return
  draft.say.push(flagSaying(draft, worst, 1))
  draft.session = { ...draft.session, contract: { ...contract, shown: 1 } }
}

/** "展开 4": one place; "展开": the next ones. False when no contract was read, or something else is meant. */
export function showPlace(draft: Draft): boolean {
  const { contract } = draft.session
  const named = contract === null ? undefined : placeNamed(draft.text, draft.knowledge.contract)
  if (contract === null || named === undefined) return false
  const number = ordinal(named) ?? 0
  if (number < 1 || number > contract.flags.length) {
    draft.speak('nda/no-such-flag', { with: { number, count: contract.flags.length } })
  } else {
    draft.say.push(flagSaying(draft, contract.flags[number - 1] as Flag, number))
    const law = `clause-law/${contract.flags[number - 1]?.type}`
    if (draft.knowledge.page(law) !== undefined) draft.speak(law)
  }
  askOn(draft)
  return true
}

/** What "展开" shows after a contract was read; false when everything was shown. */
export function showNext(draft: Draft): boolean {
  const { contract } = draft.session
  if (contract === null || contract.shown >= contract.flags.length || draft.session.more.length > 0) return false
  show(draft, contract, contract.shown, contract.shown + SHOWN)
  askOn(draft)
  return true
}

/** One message that asks the client about what was found, alone in its bubble. */
export function sayQuestions(draft: Draft): void {
  const { contract } = draft.session
  if (contract === null) draft.speak('nda/nothing-read')
  else if (contract.questions.length === 0) draft.speak('nda/nothing-to-ask')
  else if (contract.counts.refuse > 0 && isSigned(draft)) draft.speak('nda/next-refused-signed')
  else {
    draft.speak(contract.english ? 'nda/message-follows-english' : 'nda/message-follows')
    draft.say.push(questionsOf(contract, isSigned(draft)))
  }
  askOn(draft)
}

/** The same in English, or in Chinese again, from now on; also about what was only told, by the record filed last. */
export function sayQuestionsIn(draft: Draft, language: 'english' | 'chinese'): void {
  const { contract } = draft.session
  if (contract !== null) {
    draft.session = { ...draft.session, contract: { ...contract, english: language === 'english' } }
    sayQuestions(draft)
    return
  }
  const answers = draft.cases.findLast(({ flow }) => flow === 'nda')?.entries ?? []
  const given = Object.fromEntries(answers.map(({ questionId, value }) => [questionId, value]))
  if (hasMessage(given)) {
    draft.speak(language === 'english' ? 'nda/message-follows-english' : 'nda/message-follows')
    draft.say.push(messageToClient(given, language === 'english'))
  } else draft.speak('nda/nothing-read')
  askOn(draft)
}

/** Sends the whole reading as a file. */
export function sendReview(draft: Draft): void {
  const { contract } = draft.session
  if (contract === null) draft.speak('nda/nothing-read')
  else {
    draft.speak('nda/document-coming')
    draft.effects.push({ type: 'sendDocument', document: { kind: 'contract-review', contract } })
  }
  askOn(draft)
}

/**
 * Asks again what is pending. Whether to record it was asked once: who asks on about the contract is not held up by that,
 * and may still say so later.
 */
export function askOn(draft: Draft): void {
  const question = draft.live && pendingQuestion(draft.live)
  if (question?.page !== 'nda/ask-keep') draft.ask()
}

function questionsOf({ questions, counts, english = false }: StoredContract, signed: boolean): Saying {
  return counts.refuse > 0 ? decline(english) : askClient(questions, signed, english)
}

/** Did the person say that it is signed already? */
export function isSigned({ live, session }: Draft): boolean {
  const answers = live?.flow.id === 'nda' ? live.frame.answers : []
  const given = Object.fromEntries(answers.map(({ questionId, value }) => [questionId, value]))
  return session.contract?.signed === true || saysSigned(given)
}

/** Shows the places from one to another, and says what is left. */
function show(draft: Draft, contract: StoredContract, from: number, to: number): void {
  const { flags } = contract
  if (contract.length > 0 && draft.held === null && from === contract.shown && from > 0) draft.speak('nda/text-gone')
  for (const [index, flag] of flags.slice(from, to).entries()) draft.say.push(flagSaying(draft, flag, from + index + 1))
  const shown = Math.max(contract.shown, Math.min(to, flags.length))
  draft.session = { ...draft.session, contract: { ...contract, shown } }
  const left = flags.slice(to)
  if (left.length > 0) {
    draft.speak('nda/more-flags', {
      with: {
        count: left.length,
        titles: { list: left.slice(0, SHOWN).map(({ id }) => ({ title: `flag/${id}` })) },
        next: to + 1,
      },
    })
  }
}

/** One place: what it is, the words, why, and what to ask for. */
export function flagSaying(draft: Draft, flag: Flag, number: number): Saying {
  const quote = quoteOf(draft, flag)
  const common = {
    number,
    severity: { page: `nda/severity-${flag.severity}` },
    title: { title: `flag/${flag.id}` },
    why: { page: `flag/${flag.id}` },
    ask: { page: `flag-ask/${flag.id}` },
  }
  return quote === undefined
    ? { page: 'nda/flag-absent', with: common }
    : { page: 'nda/flag', with: { ...common, quote: isLatin(quote) ? quote : { brief: quote } } }
}

/** The contract's own words, while they are in memory: what raised the flag, and what stands around it in its part. */
function quoteOf({ held, session }: Draft, { start, end }: Flag): string | undefined {
  if (held === null || held.length !== session.contract?.length || start === end) return undefined
  const quote = held.slice(start, end)
  return isLatin(quote) ? quoteLatin(held, start, end) : quoteChinese(held, start, end)
}

function quoteChinese(held: string, start: number, end: number): string {
  const before = /[^，。；;：:\n]*$/u.exec(held.slice(Math.max(0, start - QUOTE), start))?.[0] ?? ''
  const after = /^[^，。；;\n]*/u.exec(held.slice(end, end + QUOTE))?.[0] ?? ''
  const quote = held.slice(start, end)
  if (quote.length >= QUOTE) return `${quote.slice(0, QUOTE / 2 - 4)}…${quote.slice(-(QUOTE / 2 + 3))}`
  if (before.length + quote.length + after.length <= QUOTE) return before + quote + after
  if (quote.length + after.length <= QUOTE) return `…${quote}${after}`
  return before.length + quote.length <= QUOTE ? `${before}${quote}…` : `…${quote}…`
}

const isLatin = (text: string): boolean => /[a-z]{2}/iu.test(text) && !/\p{Script=Han}/u.test(text)

/** English takes three times the room, is cut between words only, and goes on to the end of its sentence if that fits. */
function quoteLatin(held: string, start: number, end: number): string {
  const after = /^[^.;\n]*/u.exec(held.slice(end, end + LATIN_QUOTE))?.[0] ?? ''
  const words = `${held.slice(start, end)}${after}`.replace(/\s+/gu, ' ').trim()
  return words.length <= LATIN_QUOTE ? words : `${words.slice(0, LATIN_QUOTE).replace(/\s\S*$/u, '')} …`
}
