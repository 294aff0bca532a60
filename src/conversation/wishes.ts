import { obey } from './commands.ts'
import type { Draft } from './draft.ts'
import { hasOfEach } from './has-any.ts'
import { squeezed } from './normalise.ts'
import { answerName } from './open-record.ts'
import { giveTopic } from './topics.ts'

/** Longer, in UTF-16 units, a message tells more than what is wanted. */
const LONGEST = 40

/**
 * Opens what somebody wants in their own words, of which no single one names it: "客户老问我资料在哪 我想整理给他看" is the
 * report that calms a client. Only while nothing is asked. False when it is no such wish.
 */
export function hearWish(draft: Draft): boolean {
  const plain = squeezed(draft.text)
  if (draft.live !== undefined || plain.length > LONGEST) return false
  const wish = draft.knowledge.phrases.wishes.find(({ has, unless }) => hasOfEach(plain, has, unless))
  if (wish === undefined) return false
  if (wish.request.kind === 'command') obey(draft, wish.request.id)
  else giveTopic(draft, wish.request.id)
  const name = nameIn(draft)
  if (name !== undefined && wish.request.id === 'scope') answerName(draft, name)
  return true
}

/** 客户老周的东西, 客户小鱼那边: the client is named beside what is wanted. */
const NAMED =
  /(?:客户|甲方)([\p{Script=Han}A-Za-z\d]{1,4}?)(?:的(?:东西|要求|资料|项目|活|单子|事|保密|文件)|那边|那家|这边|这家)/u

function nameIn({ text, knowledge }: Draft): string | undefined {
  const name = NAMED.exec(text.normalize('NFKC'))?.[1]
  const { opening, owners } = knowledge.records
  const isNone = [...opening.notName, ...owners.notOwners].some((word) => name?.startsWith(word))
  return isNone ? undefined : name
}
