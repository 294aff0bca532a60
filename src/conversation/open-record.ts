import type { Draft } from './draft.ts'
import type { OpeningPhrases } from './knowledge.ts'
import { squeezed } from './normalise.ts'
import { giveTopic } from './topics.ts'

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
  const rest = afterOpening(text, knowledge.records.opening) ?? nameIn(text, knowledge.records.opening)
  if (rest === undefined) return false
  giveTopic(draft, 'scope')
  if (rest === '') return true
  draft.say.splice(0, draft.say.length, ...draft.say.filter(({ asks }) => !asks))
  draft.event = { ...draft.event, text: rest }
  draft.hearAgain = true
  return true
}

/** A longer one, in UTF-16 units, is a sentence. */
const LONGEST_NAME = 8

/** "客户叫 小笼", said by itself: the name, of whoever is to be recorded. */
function nameIn(text: string, { named, notName }: OpeningPhrases): string | undefined {
  const plain = squeezed(text)
  const lead = named.find((words) => plain.startsWith(words))
  const name = lead === undefined ? '' : plain.slice(lead.length)
  const isName = name !== '' && name.length <= LONGEST_NAME && !notName.some((words) => name.startsWith(words))
  return isName ? text.replace(/[\p{P}\s]+/gu, '').slice(-name.length) : undefined
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

/** "有个协议想让你帮我看看": there is an agreement, and it is to be looked at. */
function wantsLook(text: string, phrases: OpeningPhrases): boolean {
  const roles = rolesIn(squeezed(text), phrases)
  return roles?.has('agreement') === true && (roles.has('look') || roles.has('record'))
}

type Role = Exclude<keyof OpeningPhrases, 'named' | 'notName'>

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
