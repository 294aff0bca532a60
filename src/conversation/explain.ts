import type { AnswerValue, Param, Question } from '../../flows/shared/question.ts'
import { valueParam } from '../../flows/shared/value.ts'
import type { Reading } from './answers/reading.ts'
import type { Draft } from './draft.ts'
import { type LiveFrame, stepsOf } from './frame.ts'
import { nearMiss } from './near-miss.ts'
import { bare, normalise } from './normalise.ts'

/** After so many misses in a row the way out is shown, too. */
const MISSES_BEFORE_WAY_OUT = 2

/** From so many characters on, what is not understood may be a remark and not a slip. */
const REMARK = 5

/** Says why a message was no answer, and what would be one: first with an example, in the end with the ways out. */
export function explain(
  draft: Draft,
  live: LiveFrame,
  question: Question,
  reading: Exclude<Reading, { kind: 'answer' }>,
): void {
  const count = question.kind === 'review' ? stepsOf(live).length : (question.options?.length ?? 0)
  switch (reading.kind) {
    case 'outOfRange':
      draft.speak('repair/out-of-range', { with: { numbers: { list: reading.numbers }, last: count } })
      return
    case 'ambiguous': {
      const value: AnswerValue = { kind: 'several', ids: reading.ids }
      draft.speak('repair/ambiguous', { with: { options: valueParam(question, value) } })
      return
    }
    case 'noSuchDay':
      draft.speak('repair/no-such-day', { with: { day: { brief: reading.text } } })
      return
    case 'future':
      draft.speak('repair/future-day')
      return
    case 'vague':
      draft.speak('repair/vague')
      return
    case 'notUnderstood': {
      const meant = nearMiss(bare(draft.text), draft.knowledge.phrases)
      if (meant !== undefined || (live.frame.misses === 0 && isRemark(draft))) {
        if (meant === undefined) draft.speak('repair/aside')
        else draft.speak('repair/did-you-mean', { with: { phrase: meant } })
        return
      }
      const misses = live.frame.misses + 1
      draft.setTop({ ...live.frame, misses })
      if (misses > MISSES_BEFORE_WAY_OUT) draft.speak('repair/way-out', { with: { ways: { list: waysOut(question) } } })
      else draft.speak(`repair/expects-${question.kind}`)
    }
  }
}

/** Longer than a slip and about nothing that the bot knows: somebody just says something. */
function isRemark({ text, knowledge }: Draft): boolean {
  return [...text.matchAll(/\p{Script=Han}/gu)].length >= REMARK && knowledge.findTopic(normalise(text)).best === 'none'
}

/** What can be said instead of an answer to this question. */
function waysOut({ skippable, unsure }: Question): Param[] {
  return [...(skippable ? ['skip'] : []), ...(unsure ? ['unsure'] : []), 'cancel', 'human'].map((way) => ({
    page: `repair/way-${way}`,
  }))
}
