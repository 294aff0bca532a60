import { nda as NDA } from '../../flows/nda/machine.ts'
import { awaitsContract, stopWaiting } from './contract.ts'
import { askOn, isSigned } from './contract-report.ts'
import { asksForWorst, isJustRead, isTalkedAbout, saysSigned, sayVerdictAgain } from './contract-talk.ts'
import { isInHurry, isPressed, isRushed } from './contract-text.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { sayGainTime } from './gain-time.ts'
import { hasAny } from './has-any.ts'
import { squeezed } from './normalise.ts'
import type { Answer } from './session.ts'
import { inputFor } from './topics.ts'

/**
 * Somebody is about to sign in minutes: first a sentence that gains time, then what is known of the agreement (its text
 * is read, or the verdict said again), or else the five clauses. False if nobody is.
 */
export function hurry(draft: Draft): boolean {
  const { text, knowledge, live } = draft
  const question = live && pendingQuestion(live)
  const takesWords = question?.kind === 'text' || question?.kind === 'contract' || question?.ownWords
  const isPressing = (takesWords ? isPressed : isInHurry)(text, knowledge.contract)
  if (draft.session.contract !== null && asksForWorst(draft)) return false
  if (saysSigned(draft) || (!isPressing && isSigned(draft))) return false
  if (!isPressing && asksToStall(draft)) {
    sayGainTime(draft)
    askOn(draft)
    return true
  }
  if (!isPressing && !(isAtAgreement(draft) && isRushed(text, knowledge.contract))) return false
  sayGainTime(draft)
  if (awaitsContract(draft) && draft.session.pasted > 0) readWhatIsHeld(draft)
  else if (isHurriedReview(draft)) draft.ask()
  else if (isJustRead(draft)) {
    sayVerdictAgain(draft)
    askOn(draft)
  } else askFive(draft)
  return true
}

/** Where nothing but the agreement can be meant by there being no time. */
const OPEN: ReadonlySet<string> = new Set(['stage', 'text', 'keep'])

/** Is an agreement in somebody's hands what is talked about? */
function isAtAgreement(draft: Draft): boolean {
  const { live, session } = draft
  const question = live && pendingQuestion(live)
  if (question !== undefined) return live?.flow.id === 'nda' && (OPEN.has(question.id) || isHurriedReview(draft))
  return isJustRead(draft) || (session.last?.pages.some(({ page }) => OF_AGREEMENTS.test(page)) ?? false)
}

const OF_AGREEMENTS = /^nda\b/u
/** What only an agreement is waited for with. */
const NAMES_AGREEMENT = /签|合同|协议|nda/u
/** Longer, in UTF-16 units, it tells a story. */
const LONGEST_WISH = 40

/** "给我一句话发给客户拖一下". */
function asksToStall(draft: Draft): boolean {
  const plain = squeezed(draft.text)
  const { find, asks } = draft.knowledge.contractTalk.stall
  const has = (words: readonly string[]): boolean => hasAny(plain, words)
  if (plain.length > LONGEST_WISH || !has(find) || !has(asks)) return false
  return isAtAgreement(draft) || (draft.live === undefined && (isTalkedAbout(draft) || NAMES_AGREEMENT.test(plain)))
}

/** What was pasted so far is read now; what is too little yet stays held. */
function readWhatIsHeld(draft: Draft): void {
  const { held, knowledge } = draft
  if (held !== null && knowledge.readContract(held).isContract) stopWaiting(draft)
  else if (held !== null) draft.speak('nda/got-part', { with: { count: held.length } })
  else draft.ask()
}

const stageOf = ({ live }: Draft): Answer | undefined =>
  live?.flow.id === 'nda' ? live.frame.answers.find(({ questionId }) => questionId === 'stage') : undefined

/** Are the five clauses being asked about already? */
function isHurriedReview(draft: Draft): boolean {
  const stage = stageOf(draft)?.value
  return stage?.kind === 'choice' && stage.id === 'hurry'
}

/** Asks about the five clauses, in place of an agreement of which nothing is known yet. */
function askFive(draft: Draft): void {
  const stage: Answer = {
    questionId: 'stage',
    value: { kind: 'choice', id: 'hurry' },
    messageId: draft.event.id,
    at: draft.now.at,
  }
  if (draft.live?.flow.id === 'nda' && draft.live.frame.answers.every(({ questionId }) => questionId === 'stage'))
    draft.pop()
  draft.push(NDA, inputFor(draft), [stage])
  draft.speak('nda/hurry-next', { asks: true })
  draft.ask()
}
