import { giveAnswer } from './answer.ts'
import { doubtOf } from './doubt.ts'
import type { Draft } from './draft.ts'
import { fillStory } from './fill-story.ts'
import { pendingQuestion } from './frame.ts'
import { hasAny } from './has-any.ts'
import { handleTogether } from './incidents.ts'
import type { OpeningPhrases } from './knowledge.ts'
import { isInEmergency } from './last-said.ts'
import { squeezed } from './normalise.ts'
import { giveTopic, isAboutComplaint } from './topics.ts'

/** Longer, in UTF-16 units, a part of a message says more than that something is to be recorded. */
const LONGEST = 24

/**
 * Opens the form for somebody who wants something recorded, in whatever words: "想登记一下一个要保密的单子", "我想建個案子".
 * What stands behind it is heard as the answer to the first question. Only while nothing is asked: else the words may be
 * an answer. False when it is no such message.
 */
export function openRecord(draft: Draft): boolean {
  const { knowledge, live, text } = draft
  if (live !== undefined) return false
  if (wantsLook(text, knowledge.records.opening)) {
    giveTopic(draft, 'nda')
    return true
  }
  const named = nameIn(text, knowledge.records.opening)
  const rest = named?.rest ?? afterOpening(text, knowledge.records.opening)
  if (rest === undefined) return false
  if (named !== undefined && (isAboutComplaint(draft) || isInEmergency(draft))) {
    handleTogether(draft, named.name)
    return true
  }
  giveTopic(draft, 'scope')
  if (named !== undefined) answerName(draft, named.name)
  if (rest !== '' && !tellsOnly(draft, rest)) draft.hearInstead(rest)
  return true
}

/** What may follow the wish without being a name: 客户说要保密. Nothing is said against it; what it tells is kept. */
const NO_NAME: ReadonlySet<string> = new Set(['repair/long-name', 'repair/sure', 'repair/elsewhere'])

function tellsOnly(draft: Draft, rest: string): boolean {
  const { live } = draft
  const question = live && pendingQuestion(live)
  const doubt = live && question && doubtOf(draft, live, question, rest)
  if (doubt === undefined || !NO_NAME.has(doubt.saying.page)) return false
  const before = draft.event
  draft.dropQuestions()
  draft.event = { ...before, text: rest }
  if (!fillStory(draft)) draft.ask()
  return true
}

/** A longer one, in UTF-16 units, is a sentence. */
const LONGEST_NAME = 8

/** So many UTF-16 units may stand before it: 行 那记一下吧. */
const LONGEST_LEAD = 12

/** The name is the answer to the first question, if that is about it; then it need not be asked. */
export function answerName(draft: Draft, name: string): void {
  const question = draft.live && pendingQuestion(draft.live)
  if (draft.live === undefined || question?.id !== 'client') return
  draft.dropQuestions()
  giveAnswer(draft, draft.live, question, { kind: 'text', text: name })
}

/** "客户叫 小笼 做包装", with no more than a few words before it: who is to be recorded, and what stands behind. */
function nameIn(
  text: string,
  { named, notName }: OpeningPhrases,
): { readonly name: string; readonly rest: string } | undefined {
  for (const { 0: part, index } of text.matchAll(/[^\p{P}\s]+/gu)) {
    if (index > LONGEST_LEAD) return undefined
    const plain = squeezed(part)
    const lead = named.find((words) => plain.startsWith(words))
    if (lead === undefined) continue
    const rest = text.slice(index).trim()
    const behind = part.length > lead.length ? rest.slice(lead.length) : rest.slice(part.length).trimStart()
    const name = /^[^\p{P}\s]*/u.exec(behind)?.[0] ?? ''
    const isName =
      name !== '' && name.length <= LONGEST_NAME && !notName.some((words) => squeezed(name).startsWith(words))
    return isName ? { name, rest: behind.slice(name.length).replace(/^[\p{P}\s]+/u, '') } : undefined
  }
  return undefined
}

/** What follows the parts that say so; undefined when the first ones do not. */
function afterOpening(text: string, phrases: OpeningPhrases): string | undefined {
  let opens = false
  let at = 0
  for (const { 0: part, index } of text.matchAll(/[^\p{P}\s]+[\p{P}\s]*/gu)) {
    const said = rolesIn(squeezed(part), phrases)
    if (said === undefined || (opens && said.size > 0 && !said.has('around'))) break
    opens ||= said.has('record') || (said.has('make') && said.has('what'))
    at = index + part.length
  }
  return opens ? text.slice(at).trim() : undefined
}

/** Longer, in UTF-16 units, it tells a story. */
const LONGEST_CALL = 30

/** "有个协议想让你帮我看看", "客户发了份协议 我看不懂": there is an agreement, and it is to be looked at. */
function wantsLook(text: string, phrases: OpeningPhrases): boolean {
  const plain = squeezed(text)
  const has = (words: readonly string[]): boolean => hasAny(plain, words)
  if (plain.length <= LONGEST_CALL && has(phrases.agreement) && has(phrases.unclear)) return true
  const roles = rolesIn(plain, phrases)
  return roles?.has('agreement') === true && (roles.has('look') || roles.has('record'))
}

type Role = Exclude<keyof OpeningPhrases, 'named' | 'notName' | 'unclear'>

/** The kinds of word that a part is made of from end to end; undefined when one of them is not known. */
function rolesIn(part: string, phrases: OpeningPhrases): ReadonlySet<Role> | undefined {
  const roles = new Set<Role>()
  if (part === '' || part.length > LONGEST) return undefined
  let rest = part
  while (rest !== '') {
    const found = longest(rest, phrases)
    if (found === undefined) return undefined
    roles.add(found.role)
    rest = rest.slice(found.length)
  }
  return roles
}

function longest(text: string, phrases: OpeningPhrases): { readonly role: Role; readonly length: number } | undefined {
  let best: { readonly role: Role; readonly length: number } | undefined
  for (const role of ['record', 'make', 'what', 'agreement', 'look', 'around'] as const) {
    for (const word of phrases[role]) {
      if (text.startsWith(word) && word.length > (best?.length ?? 0)) best = { role, length: word.length }
    }
  }
  return best
}
