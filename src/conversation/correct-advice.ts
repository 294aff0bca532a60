import { FLOWS } from '../../flows/index.ts'
import { giveAnswer } from './answer.ts'
import { withoutLead } from './correct.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion, startFrame, stepsOf } from './frame.ts'
import { bare } from './normalise.ts'
import { afterOpener } from './openers.ts'
import { readFor } from './read-for.ts'

/**
 * Hears "刚才说错了,是传文件" after advice was given: asks again what the advice was chosen by, or takes the new answer.
 * False when it is no correction, or nothing that was just said can be corrected.
 */
export function correctAdvice(draft: Draft): boolean {
  const ended = draft.session.last?.frame ?? null
  const flow = ended === null ? undefined : FLOWS[ended.flow]
  if (draft.live !== undefined || ended === null || flow === undefined) return false
  const { correcting } = draft.knowledge.phrases
  const words = correcting.whole.has(bare(draft.text)) ? '' : afterOpener(draft.text, correcting)
  if (words === undefined) return false

  const plain = withoutLead(words, correcting.leads)
  const steps = stepsOf(startFrame(flow, ended.input, ended.startedAt, ended.answers))
  const meant = steps.find(({ question }) => readFor(draft, question, plain).kind === 'answer') ?? steps.at(-1)
  if (meant === undefined) return false
  draft.session = { ...draft.session, frames: [{ ...ended, revisiting: meant.question.id }] }
  answerOrAsk(draft, plain)
  return true
}

function answerOrAsk(draft: Draft, words: string): void {
  const { live } = draft
  const question = live && pendingQuestion(live)
  const reading = question && readFor(draft, question, words)
  if (live !== undefined && question !== undefined && reading?.kind === 'answer')
    giveAnswer(draft, live, question, reading.value)
  else draft.ask()
}
