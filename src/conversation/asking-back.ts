import type { Question } from '../../flows/shared/question.ts'
import { ordinals } from './answers/numbers.ts'
import { namesOption } from './answers/options.ts'
import { doubtOf } from './doubt.ts'
import type { Draft } from './draft.ts'
import type { LiveFrame } from './frame.ts'
import { hasAny } from './has-any.ts'
import { bare, normalise } from './normalise.ts'
import { readFor } from './read-for.ts'
import { answerAside } from './topics.ts'

/** 你先告诉我什么叫… asks to be told, not whom we tell; 告诉我客户 would be somebody else. */
const TELL_ME = /告诉我(?!的?客户|的?老板|的?同事|家|爸|妈|们|的|同行)/gu

/** "你们会把名字存下来吗". */
function asksWhatWeKeep({ text, knowledge }: Draft): boolean {
  const { you, privacy } = knowledge.phrases.asking
  const normal = normalise(text).replace(TELL_ME, '')
  return [you, privacy].every((words) => hasAny(normal, words))
}

/**
 * A question in the middle of ours: answered if it is sure what it is about. Where any words are an answer it would be
 * recorded as one, so it is asked about once, and the same words again are taken as they are.
 */
export function answersBack(draft: Draft, live: LiveFrame, question: Question): boolean {
  if (question.irreversible) {
    draft.speak(question.page, { part: 'more' })
    return true
  }
  if (asksWhatWeKeep(draft)) {
    draft.speak('remark/privacy')
    draft.speak('mine/who-sees')
    return true
  }
  if (answerAside(draft, normalise(draft.text))) return true
  if (question.kind !== 'text' && !question.ownWords) return explainsInstead(draft, question)
  const doubt = doubtOf(draft, live, question, draft.text)
  const isPlain = doubt === undefined || doubt.saying.page === 'repair/sure'
  const saying = isPlain ? { page: 'repair/sounds-like-a-question' } : doubt.saying
  draft.setTop({ ...live.frame, doubt: { questionId: question.id, words: draft.text, yes: doubt?.yes ?? null } })
  draft.say.push(saying)
  return true
}

/**
 * Where a question back names an option (合同算商业秘密吗) it would be taken as that choice: what is asked is explained
 * instead. False when it is an answer with a 吗 after it, and where only advice hangs on it.
 */
function explainsInstead(draft: Draft, question: Question): boolean {
  const { kind, oneByOne, page } = question
  const facts = draft.knowledge.page(page)
  if (kind === 'review' || kind === 'contract' || oneByOne || facts === undefined) return false
  const isTaken = readFor(draft, question, draft.text).kind === 'answer'
  const phrase = bare(draft.text.replace(/[?？吗么嘛]+\s*$/u, ''))
  const isPlain = namesOption(phrase, question, facts) || ordinals(phrase, question.options?.length ?? 0) !== undefined
  const mayBeAnswer = kind === 'several' || kind === 'choice' ? isPlain : isTaken
  const isMissedAgain = !isTaken && (draft.live?.frame.misses ?? 0) > 0
  if (mayBeAnswer || isMissedAgain || !facts.hasMore) return false
  draft.speak('repair/cannot-tell')
  draft.speak(page, { part: 'more' })
  return true
}
