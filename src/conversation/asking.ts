import type { Draft } from './draft.ts'
import { hasAny } from './has-any.ts'
import { bare, normalise } from './normalise.ts'

/** "个人信息算不算", "要不要写": yes or no is asked, near the end. */
const WHETHER = /([算要能可是有会用行对])[不没]\1\p{Script=Han}{0,2}$/u

/** Does it sound like a question, not like an answer? */
export function isAsking(text: string, draft: Draft): boolean {
  const { starts, ends, you, what } = draft.knowledge.phrases.asking
  const normal = normalise(text).replace(/\s+/g, '')
  const soft = bare(text)
  const has = (words: readonly string[]): boolean => hasAny(normal, words)
  return (
    ends.some((end) => normal.endsWith(end) || soft.endsWith(end)) ||
    WHETHER.test(normal) ||
    starts.some((start) => normal.startsWith(start)) ||
    (has(you) && (has(what) || /[不没]$/u.test(soft)))
  )
}
