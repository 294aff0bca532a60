import { nda as NDA } from '../../flows/nda/machine.ts'
import { awaitsContract, stopWaiting } from './contract.ts'
import { isJustRead, sayVerdictAgain } from './contract-talk.ts'
import { isInHurry, isPressed } from './contract-text.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { sayGainTime } from './gain-time.ts'
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
  if (!(takesWords ? isPressed : isInHurry)(text, knowledge.contract)) return false
  sayGainTime(draft)
  if (awaitsContract(draft) && draft.session.pasted > 0) readWhatIsHeld(draft)
  else if (isHurriedReview(draft)) draft.ask()
  else if (isJustRead(draft)) {
    sayVerdictAgain(draft)
    draft.ask()
  } else askFive(draft)
  return true
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
