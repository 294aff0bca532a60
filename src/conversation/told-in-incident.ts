import { answerPending } from './answer.ts'
import { namesOption } from './answers/options.ts'
import { tells, toldIn } from './answers/told.ts'
import { isReported } from './doubt.ts'
import { type Draft, row } from './draft.ts'
import { keepForLater, type LiveFrame, pendingQuestion, questionsAhead, type Step } from './frame.ts'
import { inputOf, isIncidentFrame } from './incident-frame.ts'
import { bare, normalise } from './normalise.ts'
import { readFor } from './read-for.ts'

/**
 * Takes what somebody tells or asks in the middle of an incident: before all that the same words could mean elsewhere,
 * and without a number. A question is answered, and ours asked again.
 */
export function hearInIncident(draft: Draft): boolean {
  const { live, text, knowledge } = draft
  const question = live && pendingQuestion(live)
  if (live === undefined || question === undefined || !isIncidentFrame(live.frame)) return false
  const { answers, questions } = knowledge.incidents
  const page = knowledge.page(question.page)
  if (page !== undefined && namesOption(bare(text), question, page)) return false
  const asked = questions.find((one) => (one.at.length === 0 || one.at.includes(question.page)) && tells(text, one))
  if (asked !== undefined && question.id !== 'client' && !isReported(text, question, draft)) {
    draft.speak(asked.page, { with: { number: inputOf(live.frame).number } })
    draft.ask()
    return true
  }
  if (toldIn(text, question, answers.get(question.page) ?? []) === undefined) return false
  const later = alsoTold(draft, live)
  if (later.length > 0) {
    const kept = later.map(({ answer }) => answer)
    draft.setTop(keepForLater(live, kept))
    draft.speak('answer/took', { with: { items: { lines: later.map(row) } } })
  }
  answerPending(draft, draft.live ?? live, question)
  return true
}

/** What parts of the message say of questions that come later, where they name what these are about: 发了 活也停了 链接也关了. */
function alsoTold(draft: Draft, live: LiveFrame): readonly Step[] {
  const { subjects, answers } = draft.knowledge.incidents
  const parts = normalise(draft.text).split(/[\s,.;、。]+/u)
  if (parts.length < 2) return []
  return questionsAhead(live)
    .slice(1)
    .flatMap((question): Step[] => {
      const own = subjects.get(question.page) ?? []
      const part = parts
        .filter((one) => own.some((word) => one.includes(word)))
        .filter((one) => toldIn(one, question, answers.get(question.page) ?? []) !== undefined)
        .join(' ')
      const reading = part === '' ? undefined : readFor(draft, question, part)
      if (reading?.kind !== 'answer' || (reading.value.kind === 'several' && reading.value.ids.length === 0)) return []
      const from = { messageId: draft.event.id, at: draft.now.at }
      return [{ question, answer: { questionId: question.id, value: reading.value, ...from } }]
    })
}
