import { askClient, messageToClient, sooner } from '../../flows/nda/rules.ts'
import { isSigned } from './contract-report.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { REWORDINGS, type Rewording } from './knowledge.ts'
import { bare } from './normalise.ts'

/** How many of the questions the short message asks, and the shortest one, asked for again or by its name. */
const FEW = 3
/** So long the message that was given for the client is the one that is meant. */
const JUST_GIVEN_MS = 30 * 60_000

/**
 * The message for the client in other words: 再短点, 只问最要紧的, 语气软一点. There is a shorter one and, of the sentence that gains time, a
 * softer one; for the rest it is said honestly that there is none. False where no such message has been given.
 */
export function rewordMessage(draft: Draft): boolean {
  const wish = wishIn(draft)
  if (wish === undefined) return false
  const { live, session, now } = draft
  const question = live && pendingQuestion(live)
  if (live?.flow.id === 'nda' && isHurried(draft)) return rewordGainTime(draft, wish)
  const { contract } = session
  const isFree = question === undefined || question.page === 'nda/ask-keep'
  if (contract !== null && isFree && now.at - contract.readAt < JUST_GIVEN_MS) return rewordQuestions(draft, wish)
  return question === undefined && rewordTold(draft, wish)
}

function wishIn({ text, knowledge }: Draft): Rewording | undefined {
  const words = bare(text)
  return REWORDINGS.find((kind) => knowledge.contractTalk.reword[kind].has(words))
}

function isHurried({ live }: Draft): boolean {
  const stage = live?.frame.answers.find(({ questionId }) => questionId === 'stage')?.value
  return stage?.kind === 'choice' && stage.id === 'hurry'
}

function rewordGainTime(draft: Draft, wish: Rewording): true {
  draft.speak('nda/message-follows')
  draft.say.push(sooner(draft.now.hour, wish === 'shorter' || wish === 'one' ? 'short' : 'soft'))
  draft.ask()
  return true
}

function rewordQuestions(draft: Draft, wish: Rewording): boolean {
  const { contract } = draft.session
  if (contract === null || contract.questions.length === 0 || contract.counts.refuse > 0) return false
  const { questions, english = false } = contract
  if (wish === 'softer' || wish === 'otherwise') draft.speak('nda/no-softer')
  else {
    const count = wish === 'one' || questions.length <= FEW ? 1 : FEW
    draft.speak('nda/shorter-follows', { with: { count } })
    draft.say.push(askClient(questions.slice(0, count), isSigned(draft), english))
  }
  draft.ask()
  return true
}

/** About what was only told, by the conversation that has just ended. */
function rewordTold(draft: Draft, wish: Rewording): boolean {
  const last = draft.session.last?.frame
  if (last?.flow !== 'nda') return false
  const given = Object.fromEntries(last.answers.map(({ questionId, value }) => [questionId, value]))
  if (wish === 'softer' || wish === 'otherwise') draft.speak('nda/no-softer')
  else {
    draft.speak('nda/shorter-follows', { with: { count: 1 } })
    draft.say.push(messageToClient(given, false, 1))
  }
  return true
}
