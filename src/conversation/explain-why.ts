import { obey } from './commands.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion, stepsOf } from './frame.ts'
import { hasAny } from './has-any.ts'
import { bare, squeezed } from './normalise.ts'

/** Longer than this, in UTF-16 units, a message asks for more than our reason. */
const LONGEST = 20

/**
 * Says why the pending question is asked: "为啥要问项目", "干嘛非要填这个". False when it is not our question that is
 * doubted: "为啥客户要问我来源" is about the client.
 */
export function explainWhy(draft: Draft): boolean {
  const question = draft.live && pendingQuestion(draft.live)
  if (question === undefined || question.irreversible) return false
  const { before } = draft.knowledge.phrases.correcting
  const { starts, between, verbs, unless } = draft.knowledge.phrases.asides.why
  const letters = squeezed(bare(draft.text))
  const hesitation = before.find((word) => letters.startsWith(word)) ?? ''
  const asked = letters.slice(hesitation.length)
  const start = starts.find((word) => asked.startsWith(word))
  if (start === undefined || letters.length > LONGEST || hasAny(letters, unless)) return false
  let rest = asked.slice(start.length)
  for (;;) {
    const word = between.find((one) => rest.startsWith(one))
    if (word === undefined) break
    rest = rest.slice(word.length)
  }
  if (!verbs.some((verb) => rest.startsWith(verb))) return false
  const live = draft.live
  const { fields } = draft.knowledge.phrases
  const named =
    live &&
    stepsOf(live).find(({ question: { id } }) =>
      fields.find((field) => field.id === id)?.words.some((word) => word.length > 1 && rest.includes(word)),
    )
  if (named === undefined || !draft.knowledge.page(named.question.page)?.hasMore) obey(draft, 'why')
  else {
    draft.speak(named.question.page, { part: 'more' })
    draft.ask()
  }
  return true
}
