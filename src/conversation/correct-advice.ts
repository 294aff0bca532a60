import { FLOWS } from '../../flows/index.ts'
import { giveAnswer } from './answer.ts'
import { choose, fits, withoutLead } from './correct.ts'
import { findCorrection } from './correction.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion, type Step, stepsOf, wakeFrame } from './frame.ts'
import { bare } from './normalise.ts'
import { afterOpener } from './openers.ts'
import { readFor } from './read-for.ts'

/**
 * Hears "刚才说错了,是传文件" after advice was given: asks again what the advice was chosen by, or takes the new answer.
 * Of several answers it is the one that is named or that alone the words fit; else they are shown to choose from. False
 * when it is no correction, or nothing that was just said can be corrected.
 */
export function correctAdvice(draft: Draft): boolean {
  const ended = draft.session.last?.frame ?? null
  const flow = ended === null ? undefined : FLOWS[ended.flow]
  if (draft.live !== undefined || ended === null || flow === undefined) return false
  const { correcting } = draft.knowledge.phrases
  const words = correcting.whole.has(bare(draft.text)) ? '' : afterOpener(draft.text, correcting)
  const steps = stepsOf(wakeFrame(flow, ended))
  const named = steps.length > 1 ? findCorrection(words || draft.text, draft, steps) : undefined
  const step = named === undefined || named.kind === 'which' ? undefined : named.step
  if (words === undefined && step === undefined) return false

  const plain = named !== undefined && 'words' in named ? named.words : withoutLead(words ?? '', correcting.leads)
  const meant = step ?? only(steps.filter(({ question }) => steps.length === 1 || fits(draft, question, plain)))
  draft.session = { ...draft.session, frames: [meant ? { ...ended, revisiting: meant.question.id } : ended] }
  if (meant === undefined) return choose(draft, steps)
  if (named?.kind === 'again') draft.ask()
  else if (named?.kind === 'value' && draft.live) giveAnswer(draft, draft.live, meant.question, named.value)
  else answerOrAsk(draft, plain)
  return true
}

const only = (steps: readonly Step[]): Step | undefined => (steps.length === 1 ? steps[0] : undefined)

function answerOrAsk(draft: Draft, words: string): void {
  const { live } = draft
  const question = live && pendingQuestion(live)
  const reading = question && readFor(draft, question, words)
  if (live !== undefined && question !== undefined && reading?.kind === 'answer')
    giveAnswer(draft, live, question, reading.value)
  else draft.ask()
}
