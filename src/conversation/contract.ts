import { nda as NDA } from '../../flows/nda/machine.ts'
import type { AnswerValue } from '../../flows/shared/question.ts'
import type { ContractReading } from '../nda/reading.ts'
import { giveAnswer } from './answer.ts'
import { type Cover, coverOf } from './asides.ts'
import { countDemands } from './chat-terms.ts'
import { answersOf, openTypes, stored } from './contract-kept.ts'
import { addsToContract, followsReading } from './contract-more.ts'
import { sayVerdict, sayWorst } from './contract-report.ts'
import { asksForWorst, noteSigned, saysSigned } from './contract-talk.ts'
import {
  beginsAnew,
  hasClauseForm,
  hasClauses,
  hasEnding,
  isDemand,
  isFinished,
  isForwardedDemand,
  isLongAndNobodysStory,
  isOneClause,
  isPart,
  isPressed,
  isRushed,
  isShortQuestion,
  isWholeContract,
  looksLikeContract,
  looksLikeTerms,
} from './contract-text.ts'
import type { Draft } from './draft.ts'
import { keepForLater, pendingQuestion, wakeFrame } from './frame.ts'
import type { Request } from './knowledge.ts'
import { bare } from './normalise.ts'
import type { Answer } from './session.ts'
import { simplify } from './simplify.ts'
import { inputFor } from './topics.ts'
import type { DocumentReceived } from './turn.ts'
import { findUrgent } from './urgent.ts'

/** A cry for help is shorter than a clause that speaks of leaks and damages. */
const LONGEST_CRY = 200
/** A demand in a text that is longer may be one in a story. */
const LONGEST_DEMAND = 200
/** So many clause types in a long text that tells no story are terms, in whatever words. */
const CLAUSES_OF_A_LETTER = 3
/** So many clause types make a page of a contract. */
const CLAUSES_OF_A_PAGE = 2
/** What was asked for as a contract is one when it says something on so many of the clause types, however it is written. */
const CLAUSES_OF_A_CONTRACT = 4

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
  if (awaitsContract(draft)) return hearPart(draft)
  if (knowledge.contract.more.has(bare(raw)) && followsReading(draft)) {
    draft.speak('nda/waiting')
    return true
  }
  if (addsToContract(draft)) {
    const whole = `${draft.held}\n${raw}`
    awaitText(draft)
    draft.speak('nda/read-again')
    hold(draft, whole)
    readHeld(draft)
    return true
  }
  if (!isUnaskedContract(draft)) return false
  const isAnother = followsReading(draft) && beginsAnew(raw)
  if (isWholeContract(raw) || draft.held === null) draft.session = { ...draft.session, pasted: 0 }
  awaitText(draft)
  if (isAnother) draft.speak('nda/another')
  takePart(draft, raw)
  return true
}

/** Where nothing is under way yet that the words of a clause could be an answer to. */
const FIRST_QUESTIONS: ReadonlySet<string> = new Set(['stage', 'client'])

/** Is it a contract, a page of one, or a client's terms, although nobody asked for it? */
function isUnaskedContract(draft: Draft): boolean {
  const { raw, knowledge, live } = draft
  const reads = () => knowledge.readContract(raw)
  if (looksLikeContract(raw, knowledge) && reads().isContract) return true
  if (hasClauses(raw, knowledge) && countPresent(reads()) >= CLAUSES_OF_A_PAGE) return true
  if (findUrgent(simplify(raw), knowledge.urgent) === 'distress') return false
  if (isLongAndNobodysStory(raw, draft) && countPresent(reads()) >= CLAUSES_OF_A_LETTER) return true
  const question = live && pendingQuestion(live)
  const isFree = question === undefined || FIRST_QUESTIONS.has(question.id)
  if (followsReading(draft) && beginsAnew(raw) && countPresent(reads()) > 0) return true
  if (isFree && isOneClause(raw, draft) && countPresent(reads()) > 0) return true
  return looksLikeTerms(raw, draft) || (live === undefined && isForwardedDemand(raw, draft))
}

const countPresent = ({ types }: ContractReading): number => types.filter(({ present }) => present).length

/** A message while the text is awaited: a piece of it, or the word that there is no more. */
function hearPart(draft: Draft): boolean {
  const { raw, knowledge } = draft
  const phrase = bare(raw)
  const request = knowledge.phrases.always.get(phrase)
  const isEnd =
    isFinished(raw, knowledge.contract) || asksWhetherToSign(draft) || goesOn(request, coverOf(raw, knowledge.phrases))
  if (knowledge.contract.more.has(phrase) && !hasClauseForm(raw)) {
    draft.speak(draft.held === null ? 'nda/waiting' : 'nda/send-on')
    return true
  }
  if (draft.session.pasted > 0 && draft.held === null) {
    draft.session = { ...draft.session, pasted: 0 }
    draft.speak('nda/pieces-gone')
    if (!isPart(raw, draft)) draft.ask()
    else takePart(draft, raw)
    return true
  }
  if (draft.session.pasted > 0 && isEnd) {
    readHeld(draft)
    return true
  }
  if (draft.session.pasted > 0 && saysSigned(draft)) {
    noteSigned(draft)
    readHeld(draft)
    return true
  }
  const isCry = !hasClauseForm(raw) && raw.length < LONGEST_CRY
  const urgent = isCry ? findUrgent(simplify(raw), knowledge.urgent) : undefined
  const isUrgent = urgent !== undefined && (urgent === 'distress' || !isDemand(raw, draft))
  if (draft.session.pasted > 0 && request === undefined && !isUrgent && asksAboutIt(draft)) {
    readHeld(draft, { only: asksForWorst(draft) ? 'worst' : undefined })
    return true
  }
  if (
    request !== undefined ||
    isUrgent ||
    isPressed(raw, knowledge.contract) ||
    isRushed(raw, knowledge.contract) ||
    !isPart(raw, draft)
  )
    return false
  takePart(draft, raw)
  return true
}

/** "行吧 下一个", said after a few clauses, skips no question: there is something to read. */
function goesOn(request: Request | undefined, cover: Cover | undefined): boolean {
  const asked = request ?? cover?.request
  const isNext = asked?.kind === 'command' && (asked.id === 'more' || asked.id === 'skip')
  return isNext || (asked === undefined && cover?.asides.has('skip') === true)
}

/** "那我还签不签", "这条是不是很坑", said after a few clauses: what is there is to be read. */
function asksWhetherToSign({ raw, knowledge }: Draft): boolean {
  const asked = knowledge.contractTalk.verdict.find.filter((word) => !word.endsWith('了'))
  return raw.length <= LONGEST_QUESTION && asked.some((word) => simplify(raw).includes(word))
}

/** What a question about terms has in it, apart from being one. */
const ABOUT_TERMS =
  /第.{1,3}[条条处点]|[这那哪几][一几]?[条句处]|签|协议|合同|条款|保密|赔|罚|扣|违约|[\d一二两三五十]年|答应|同意|能回|回1|接受|过分|合理|坑|改|谈|竞业|同行/u

/** "五年长吗", "第六条咋说", "最危险的是哪条": what is there is to be read, and no part of it. */
function asksAboutIt(draft: Draft): boolean {
  const { raw, knowledge } = draft
  if (asksForWorst(draft)) return true
  if (isPressed(raw, knowledge.contract) || isRushed(raw, knowledge.contract)) return false
  return isShortQuestion(raw) && ABOUT_TERMS.test(simplify(raw))
}

/** Longer, in UTF-16 units, it may be a clause. */
const LONGEST_QUESTION = 20

/** Nothing has come for a while: what was pasted so far is read. Nothing happens if nothing waits. */
export function stopWaiting(draft: Draft): void {
  if (awaitsContract(draft) && draft.session.pasted > 0) readHeld(draft)
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
    readHeld(draft, { file: name })
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
  tooMany: 'nda/file-too-many',
}

/** Puts the question for the text on top, unless it is there already: the one that was stopped, if there is one. */
function awaitText(draft: Draft): void {
  if (awaitsContract(draft)) return
  if (draft.live?.flow.id === 'nda' && draft.live.frame.answers.every(({ questionId }) => questionId !== 'client'))
    draft.pop()
  const begun = draft.session.shelved.findLast(
    (frame) => frame.flow === NDA.id && pendingQuestion(wakeFrame(NDA, frame))?.kind === 'contract',
  )
  if (begun !== undefined) draft.unshelve(String(begun.startedAt))
  else draft.push(NDA, inputFor(draft), [answer(draft, 'stage', { kind: 'choice', id: 'text' })])
  draft.speak('nda/privacy')
}

function takePart(draft: Draft, text: string): void {
  const whole = draft.session.pasted === 0 ? text : `${draft.held ?? ''}\n${text}`
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
  draft.session = { ...draft.session, pasted: text.length, contract: null }
}

/** Reads what is held, says what was found, and goes on with what it leaves open. */
function readHeld(
  draft: Draft,
  { file, only }: { readonly file?: string; readonly only?: 'worst' | undefined } = {},
): void {
  const { held, live } = draft
  const question = live && pendingQuestion(live)
  if (held === null || live === undefined || question === undefined) return
  const reading = draft.knowledge.readContract(held)
  if (!reading.isContract && countPresent(reading) < fewestClauses(draft, held)) {
    draft.held = null
    draft.session = { ...draft.session, pasted: 0 }
    draft.effects.push({ type: 'dropText' })
    draft.speak('nda/not-a-contract')
    return
  }
  const contract = stored(reading, held, draft.now.at)
  draft.session = { ...draft.session, pasted: 0, contract, more: [] }
  if (only === 'worst' && contract.flags.length > 0) sayWorst(draft)
  else sayVerdict(draft, file)
  const given = Object.entries(answersOf(reading, held)).map(([id, value]) => answer(draft, id, value))
  const top = { ...live, frame: keepForLater(live, given) }
  const { refuse, must, should } = contract.counts
  giveAnswer(draft, top, question, {
    kind: 'contract',
    open: openTypes(reading),
    flags: contract.flags.map(({ id }) => id),
    questions: contract.questions,
    counts: { refuse, must, should },
    ...(contract.english && { english: true as const }),
  })
}

/** What is written as clauses, or as a client's demands, need not say much to be worth reading. */
function fewestClauses(draft: Draft, text: string): number {
  const demands = countDemands(text, draft.knowledge.contract)
  if (demands > 1) return 0
  return hasClauseForm(text) || isOneClause(text, draft) || (demands > 0 && text.length <= LONGEST_DEMAND)
    ? 1
    : CLAUSES_OF_A_CONTRACT
}

function answer(draft: Draft, questionId: string, value: AnswerValue): Answer {
  return { questionId, value, messageId: draft.event.id, at: draft.now.at }
}
