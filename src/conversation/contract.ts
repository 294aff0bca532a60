import { nda as NDA } from '../../flows/nda/machine.ts'
import { CLAUSES, gainTime } from '../../flows/nda/rules.ts'
import type { AnswerValue } from '../../flows/shared/question.ts'
import type { ClauseTypeId } from '../nda/clause-types.ts'
import type { ContractFacts, ContractReading, Flag } from '../nda/reading.ts'
import { giveAnswer } from './answer.ts'
import { sayVerdict } from './contract-report.ts'
import { hasEnding, isInHurry, isPart, looksLikeContract } from './contract-text.ts'
import type { Draft } from './draft.ts'
import { keepForLater, pendingQuestion } from './frame.ts'
import { bare } from './normalise.ts'
import type { Answer, StoredContract } from './session.ts'
import { inputFor } from './topics.ts'
import type { DocumentReceived } from './turn.ts'

/** More questions in one message would not be answered. */
const QUESTIONS = 8
/** What was asked for as a contract is one when it says something on so many of the clause types, however it is written. */
const CLAUSES_OF_A_CONTRACT = 4
const WORST_FIRST = ['refuse', 'must', 'should'] as const
/** Of equal severity, what can ruin somebody comes before what only hinders; every other clause comes after these. */
const GRAVEST: readonly ClauseTypeId[] = [
  'liquidated-damages',
  'non-compete',
  'damages',
  'ip-ownership',
  'deduction',
  'unilateral-change',
  'personal-information',
  'lawful-reporting',
  'definition',
  'term',
  'exclusions',
]

/** Is the text of a contract what is awaited? */
export function awaitsContract({ live }: Draft): boolean {
  return live !== undefined && pendingQuestion(live)?.kind === 'contract'
}

/**
 * Takes a message that is a contract or a piece of one, whether or not it was asked for. Its words are held in memory
 * only, never in the session. False when the message is something else.
 */
export function hearContract(draft: Draft): boolean {
  const { raw, knowledge } = draft
  if (awaitsContract(draft)) {
    const phrase = bare(raw)
    if (draft.held !== null && knowledge.contract.finished.has(phrase)) {
      readHeld(draft)
      return true
    }
    if (knowledge.phrases.always.has(phrase) || !isPart(raw, draft)) return false
    takePart(draft, raw)
    return true
  }
  if (!looksLikeContract(raw, knowledge) || !knowledge.readContract(raw).isContract) return false
  awaitText(draft)
  takePart(draft, raw)
  return true
}

/** Nothing has come for a while: what was pasted so far is read. Nothing happens if nothing waits. */
export function stopWaiting(draft: Draft): void {
  if (awaitsContract(draft) && draft.held !== null) readHeld(draft)
}

/** Takes a file that was sent: a contract is read at once, anything else is said to be none. */
export function takeDocument(draft: Draft, { name, reading }: DocumentReceived): void {
  const file = { name: { brief: name } }
  if (!reading.ok) {
    const limit = reading.why === 'tooLarge' ? draft.knowledge.limits.fileMegabytes : 0
    draft.speak(UNREADABLE[reading.why], { with: { ...file, limit } })
    draft.ask()
  } else if (!draft.knowledge.readContract(reading.text).isContract) {
    draft.speak('nda/file-not-contract', { with: file })
    draft.ask()
  } else {
    awaitText(draft)
    hold(draft, reading.text)
    const { pagesWithoutText: count = 0 } = reading
    if (count > 0) draft.speak('nda/pages-without-text', { with: { count } })
    readHeld(draft)
  }
}

const UNREADABLE: Readonly<Record<Extract<DocumentReceived['reading'], { ok: false }>['why'], string>> = {
  tooLarge: 'nda/file-too-large',
  encrypted: 'nda/file-encrypted',
  damaged: 'nda/file-damaged',
  noText: 'nda/file-no-text',
  unsupported: 'nda/file-unsupported',
  tooSlow: 'nda/file-too-slow',
  empty: 'nda/file-empty',
  notLoaded: 'nda/file-not-loaded',
}

/** Somebody is about to sign in minutes: first a sentence that gains time, then the five clauses. False if nobody is. */
export function hurry(draft: Draft): boolean {
  const question = draft.live && pendingQuestion(draft.live)
  if (question?.kind === 'text' || question?.ownWords || awaitsContract(draft)) return false
  if (draft.live?.flow.id === 'nda' || !isInHurry(draft.text, draft.knowledge.contract)) return false
  const { hour } = draft.now
  draft.push(NDA, { hour, gained: true }, [answer(draft, 'stage', { kind: 'choice', id: 'hurry' })])
  draft.speak('nda/hurry')
  draft.say.push(gainTime({ hour }))
  draft.speak('nda/hurry-next')
  draft.ask()
  return true
}

/** Puts the question for the text on top, unless it is there already. */
function awaitText(draft: Draft): void {
  if (awaitsContract(draft)) return
  if (draft.live?.flow.id === 'nda' && draft.live.frame.answers.every(({ questionId }) => questionId !== 'client'))
    draft.pop()
  draft.push(NDA, inputFor(draft), [answer(draft, 'stage', { kind: 'choice', id: 'text' })])
  draft.speak('nda/privacy')
  draft.held = null
}

function takePart(draft: Draft, text: string): void {
  const whole = draft.held === null ? text : `${draft.held}\n${text}`
  const { contractCharacters: limit } = draft.knowledge.limits
  if (whole.length > limit) {
    draft.speak('nda/too-long', { with: { limit } })
    return
  }
  hold(draft, whole)
  if (hasEnding(whole, draft.knowledge.contract) && draft.knowledge.readContract(whole).isContract) readHeld(draft)
  else draft.speak('nda/got-part', { with: { count: whole.length } })
}

function hold(draft: Draft, text: string): void {
  draft.held = text
  draft.effects.push({ type: 'holdText', text })
  draft.session = { ...draft.session, contract: null }
}

/** Reads what is held, says what was found, and goes on with what it leaves open. */
function readHeld(draft: Draft): void {
  const { held, live } = draft
  const question = live && pendingQuestion(live)
  if (held === null || live === undefined || question === undefined) return
  const reading = draft.knowledge.readContract(held)
  if (!reading.isContract && reading.types.filter(({ present }) => present).length < CLAUSES_OF_A_CONTRACT) {
    draft.held = null
    draft.effects.push({ type: 'dropText' })
    draft.speak('nda/not-a-contract')
    return
  }
  const contract = stored(reading, held, draft.now.at)
  draft.session = { ...draft.session, contract, more: [] }
  sayVerdict(draft)
  const given = Object.entries(answersOf(reading.facts)).map(([id, value]) => answer(draft, id, value))
  const top = { ...live, frame: keepForLater(live, given) }
  const { refuse, must, should } = contract.counts
  giveAnswer(draft, top, question, {
    kind: 'contract',
    open: openTypes(reading),
    flags: contract.flags.map(({ id }) => id),
    counts: { refuse, must, should },
  })
}

function answer(draft: Draft, questionId: string, value: AnswerValue): Answer {
  return { questionId, value, messageId: draft.event.id, at: draft.now.at }
}

/** What is kept of a reading: which clauses, which flags, where; none of its words. */
function stored(reading: ContractReading, text: string, at: number): StoredContract {
  const isAbsence = ({ start, end }: Flag) => start === end
  const severity = (flag: Flag) => WORST_FIRST.indexOf(flag.severity)
  const gravity = ({ type }: Flag) => (GRAVEST.includes(type) ? GRAVEST.indexOf(type) : GRAVEST.length)
  const flags = reading.types
    .flatMap((finding) => finding.flags)
    .sort(
      (one, other) =>
        severity(one) - severity(other) ||
        Number(isAbsence(one)) - Number(isAbsence(other)) ||
        gravity(one) - gravity(other) ||
        one.start - other.start,
    )
  const count = (severity: string) => flags.filter((flag) => flag.severity === severity).length
  return {
    readAt: at,
    length: text.length,
    flags,
    shown: 0,
    types: reading.types.filter(({ present, unclear }) => present || unclear),
    missing: reading.missing,
    questions: flags
      .filter(({ type }, at) => flags.findIndex((flag) => flag.type === type) === at)
      .slice(0, QUESTIONS)
      .map(({ id }) => id),
    counts: {
      refuse: count('refuse'),
      must: count('must'),
      should: count('should'),
      fine: reading.types.filter((finding) => finding.present && finding.flags.length === 0).length,
      unclear: reading.types.filter(({ unclear }) => unclear).length,
    },
  }
}

/** Clauses that must be read and that the rules could not make out: the freelancer is asked about these. */
function openTypes({ types }: ContractReading): readonly string[] {
  const unclear = new Set<string>(types.flatMap(({ type, unclear }) => (unclear ? [type] : [])))
  return CLAUSES.filter((type) => unclear.has(type))
}

/** What the contract itself answers of what is filed. */
function answersOf(facts: ContractFacts): Record<string, AnswerValue> {
  const { termMonths, termForever, endDate, noticeHours, returnDuty, mutual } = facts
  return {
    ...(mutual !== undefined && { direction: { kind: 'choice', id: mutual ? 'mutual' : 'one-way' } as const }),
    ...(termForever
      ? { term: { kind: 'duration', count: 0, unit: 'forever' } as const }
      : termMonths !== undefined && { term: { kind: 'duration', count: termMonths, unit: 'month' } as const }),
    ...(endDate !== undefined && { end: { kind: 'date', date: endDate } as const }),
    ...(noticeHours !== undefined && {
      notice:
        noticeHours === 0
          ? ({ kind: 'choice', id: 'at-once' } as const)
          : ({ kind: 'duration', count: noticeHours, unit: 'hour' } as const),
    }),
    ...(returnDuty && { returns: { kind: 'choice', id: 'either' } as const }),
  }
}
