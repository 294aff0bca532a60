import type { Question } from '../../flows/shared/question.ts'
import { obey } from './commands.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { isInEmergency, sayLastAgain, setAside } from './last-said.ts'
import { normalise } from './normalise.ts'
import { isOnlyFaces, isOnlyQuestionMark, type RemarkKind, remarksIn } from './remarks.ts'

/** Answers a remark, or does not: where it may be an answer or means nothing, false. `question` is what is pending. */
type Reply = (draft: Draft, question: Question | undefined) => boolean

const REPLIES: Readonly<Record<RemarkKind, Reply>> = {
  falseAlarm: (draft) => !isHope(draft) && calmDown(draft),
  settled: (draft) =>
    !isHope(draft) && (hasJustSlipped(draft) ? calmDown(draft) : isInEmergency(draft) && setAside(draft)),
  recalled: (draft, question) => {
    if (question !== undefined) return question.kind !== 'yesno' && goOn(draft, 'remark/recalled')
    if (!isInEmergency(draft)) draft.offerMore(draft.knowledge.sections('complaint'))
    draft.speak('emergency/recalled')
    return draft.session.more.length === 0 || goOn(draft, 'more/offer')
  },
  panic: (draft, question) => {
    if (isInEmergency(draft)) return nextStep(draft, 'emergency/with-you')
    return question?.kind !== 'yesno' && goOn(draft, 'emergency/what-happened')
  },
  tired: (draft, question) => goOn(draft, question === undefined ? 'remark/tired' : 'remark/tired-pending'),
  unclear: (draft, question) => {
    if (question !== undefined) return explainQuestion(draft, question)
    return sayLastAgain(draft) || goOn(draft, 'repair/what-i-can')
  },
  next: (draft, question) => {
    if (question !== undefined) return goOn(draft, 'repair/back-to')
    if (isInEmergency(draft)) return nextStep(draft)
    if (draft.session.last?.pages.some(({ page }) => page === 'boundary/distress'))
      return goOn(draft, 'remark/with-you')
    if (draft.session.more.length > 0) obey(draft, 'more')
    else draft.speak(/[办咋]/u.test(normalise(draft.text)) ? 'emergency/what-happened' : 'remark/listening')
    return true
  },
  privacy: (draft) => {
    draft.speak('remark/privacy')
    return goOn(draft, 'mine/who-sees')
  },
  cost: (draft) => goOn(draft, 'remark/cost'),
  maker: (draft) => goOn(draft, 'remark/maker'),
  machine: (draft) => goOn(draft, 'remark/machine'),
  sigh: (draft, question) => question === undefined && goOn(draft, 'remark/listening'),
  laugh: (draft, question) => acknowledge(draft, question, 'remark/laugh'),
  noted: (draft, question) => acknowledge(draft, question, 'ok-then'),
}

/**
 * Replies to what is said by the way: 没看懂, 好累, 救命, 然后呢, 收到. None of it is an answer, and none a question
 * about a topic. False when the message is something else.
 */
export function replyToRemark(draft: Draft): boolean {
  const question = draft.live && pendingQuestion(draft.live)
  return remarksIn(draft.text, draft.knowledge.remarks).some((kind) => REPLIES[kind](draft, question))
}

/** Replies to a message without words: a mere question mark asks what is meant, a face is a face. False for anything else. */
export function replyToSigns(draft: Draft): boolean {
  const question = draft.live && pendingQuestion(draft.live)
  if (isOnlyQuestionMark(draft.text)) return REPLIES.unclear(draft, question)
  return isOnlyFaces(draft.text, draft.knowledge.remarks) && goOn(draft, 'media/sticker')
}

/** The next step of what to do when something has gone wrong, or that there is no more. */
export function nextStep(draft: Draft, first?: string): boolean {
  if (first !== undefined) draft.speak(first)
  if (draft.session.more.length > 0) obey(draft, 'more')
  else draft.speak('emergency/done')
  return true
}

function goOn(draft: Draft, page: string): true {
  draft.speak(page)
  draft.ask()
  return true
}

function explainQuestion(draft: Draft, question: Question): true {
  draft.speak('repair/in-other-words')
  if (draft.knowledge.page(question.page)?.hasMore) draft.speak(question.page, { part: 'more' })
  draft.ask()
  return true
}

function acknowledge(draft: Draft, question: Question | undefined, page: string): boolean {
  if (question === undefined) return goOn(draft, page)
  const mayAgree = question.kind === 'yesno' || question.kind === 'review'
  return !mayAgree && goOn(draft, 'repair/back-to')
}

/** "没事了吧": somebody asks or hopes that it was nothing, and must not be told so. */
const isHope = ({ text }: Draft): boolean => /[吧吗么嘛不?]$/u.test(normalise(text).replace(/[\s.。!~]+$/u, ''))

/** Was it a slip of one's own that was talked about? A reproach is not settled by saying so. */
const hasJustSlipped = ({ session }: Draft): boolean => session.last?.pages.some(({ page }) => SLIP.test(page)) ?? false

const SLIP = /^(?:urgent\/leaked|emergency\/(?:recalled|what-happened)$)/

/** It was nothing: nothing more is offered for it. In the middle of a reproach nobody is told so. */
function calmDown(draft: Draft): boolean {
  if (isInEmergency(draft) && !hasJustSlipped(draft)) return false
  if (hasJustSlipped(draft)) draft.session = { ...draft.session, more: [], last: null, alarm: null }
  return goOn(draft, 'emergency/false-alarm')
}
