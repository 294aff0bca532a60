import type { AnswerValue, Param, Question } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { valueParam } from '../../flows/shared/value.ts'
import type { Reading } from './answers/reading.ts'
import { asksOrWants } from './doubt.ts'
import type { Draft } from './draft.ts'
import { type LiveFrame, listedStepsOf } from './frame.ts'
import { keepAhead } from './keep-ahead.ts'
import { SHOWN_WITH_NUMBERS } from './misses.ts'
import { nearMiss } from './near-miss.ts'
import { bare, normalise } from './normalise.ts'
import { questionMeant } from './question-meant.ts'

/** From so many characters on, what is not understood may be a remark and not a slip. */
const REMARK = 5

/**
 * Says why a message was no answer, and asks again. What is not understood again and again is met with more help each
 * time: an example, then nothing but what can be chosen, then the ways out.
 */
export function explain(
  draft: Draft,
  live: LiveFrame,
  question: Question,
  reading: Exclude<Reading, { kind: 'answer' }>,
): void {
  const misses = live.frame.misses + 1
  const isTold = reading.kind === 'notUnderstood' && !asksOrWants(draft, draft.text)
  const later = isTold ? questionMeant(draft, live, question, draft.text) : undefined
  if (later !== undefined && keepAhead(draft, live, later, draft.text)) return
  if (later !== undefined) {
    draft.speak('repair/asks-other', { with: { title: { title: later.page } } })
    draft.ask()
    return
  }
  if (reading.kind === 'notUnderstood' && !isSlipOrRemark(draft, live)) {
    draft.setTop({ ...live.frame, misses })
    if (misses === SHOWN_WITH_NUMBERS && question.kind !== 'review' && !question.irreversible) {
      draft.sayWhose(live)
      draft.say.push(choices(question))
      return
    }
    if (question.irreversible) draft.speak(question.page, { part: 'more' })
    else if (misses > SHOWN_WITH_NUMBERS) draft.speak('repair/way-out', { with: { ways: { list: waysOut(question) } } })
    else
      draft.speak(
        question.kind === 'date' && !question.pastOnly ? 'repair/expects-day' : `repair/expects-${question.kind}`,
      )
  } else if (reading.kind === 'unnumbered') {
    draft.setTop({ ...live.frame, misses: SHOWN_WITH_NUMBERS })
    draft.sayWhose(live)
    draft.say.push({ ...choices(question), page: 'repair/which-number', with: {} })
    return
  } else tellWhy(draft, live, question, reading)
  draft.ask()
}

function tellWhy(
  draft: Draft,
  live: LiveFrame,
  question: Question,
  reading: Exclude<Reading, { kind: 'answer' | 'unnumbered' }>,
): void {
  const rows = listedStepsOf(live).length + draft.notesOf(live.frame).length
  const count = question.kind === 'review' ? rows : (question.options?.length ?? 0)
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
    case 'unclearDay':
      draft.speak('repair/which-day')
      return
    case 'unclearLength':
      draft.speak('repair/which-length')
      return
    case 'vague':
      if (reading.ids === undefined)
        draft.speak(question.unsure ? 'repair/vague' : 'repair/vague-yes-or-no', {
          with: { yes: { option: 'yes', of: question.page }, no: { option: 'no', of: question.page } },
        })
      else {
        const value: AnswerValue = { kind: 'several', ids: reading.ids }
        rememberReading(draft, live, question, reading.ids)
        draft.speak('repair/vague-choice', { with: { options: valueParam(question, value) } })
      }
      return
    case 'notUnderstood': {
      const meant = nearMiss(bare(draft.text), draft.knowledge.phrases)
      if (meant === undefined && question.irreversible) draft.speak(question.page, { part: 'more' })
      else if (meant === undefined) draft.speak('repair/aside')
      else {
        draft.setTop({ ...live.frame, doubt: { questionId: question.id, words: draft.text, yes: meant } })
        draft.speak('repair/did-you-mean', { with: { phrase: meant } })
      }
    }
  }
}

/** A plain yes to "is it this?" is that answer. */
function rememberReading(draft: Draft, live: LiveFrame, question: Question, ids: readonly string[]): void {
  const options = draft.knowledge.page(question.page)?.options
  const labels = ids.map((id) => options?.get(id)?.label ?? '')
  const doubt = { questionId: question.id, words: draft.text, yes: labels.join('、') }
  draft.setTop({ ...live.frame, doubt })
}

/** Is it a mistyped command, or just something said by the way? Neither is a failed answer. */
function isSlipOrRemark(draft: Draft, { frame }: LiveFrame): boolean {
  return nearMiss(bare(draft.text), draft.knowledge.phrases) !== undefined || (frame.misses === 0 && isRemark(draft))
}

/** The question once more as nothing but what can be answered, without its prose. */
function choices(question: Question): Saying {
  const { kind, page, options, skippable, unsure } = question
  const title: Param = { title: page }
  const named = (id: string): Param => ({ option: id, of: page })
  const chosen =
    options?.map(({ id, label }) => label ?? named(id)) ?? (kind === 'yesno' ? ['yes', 'no'].map(named) : [])
  if (chosen.length > 0) {
    return {
      page: unsure ? 'repair/choose-or-unsure' : 'repair/choose-only',
      asks: true,
      with: { title },
      options: chosen,
    }
  }
  const ways = [
    ...(question.suggestion ? ['suggest'] : []),
    ...(skippable ? ['skip'] : []),
    ...(unsure ? ['unsure'] : []),
  ]
  const list = ways.length > 0 ? ways : ['cancel']
  return {
    page: `repair/choose-${kind}`,
    asks: true,
    with: { title, ways: { list: list.map((way) => ({ page: `repair/way-${way}` })) } },
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
