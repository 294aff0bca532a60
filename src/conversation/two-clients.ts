import { raise } from './doubt.ts'
import { type Draft, nameOf } from './draft.ts'
import { type LiveFrame, pendingQuestion } from './frame.ts'
import { recordOfFrame } from './frame-record.ts'
import { hasWords } from './normalise.ts'
import { type Owned, ownedParts } from './owners.ts'

/** Besides what keeps answers for a client, these are about one client's record. */
const OF_ONE_CLIENT: ReadonlySet<string> = new Set(['trust', 'closing', 'note'])

/**
 * Keeps what is said of two clients apart: of "我自己看 蓝鲸那边助手也能看" only the first is heard, and the rest is said to be
 * somebody else's. Where nobody can tell which part is whose ("A的签了 B的还没" at 橘子's) it is asked. An answer must never
 * land in another client's record. False when the message is of one client.
 */
export function keepApart(draft: Draft): boolean {
  const live = draft.live
  const question = live && pendingQuestion(live)
  if (live === undefined || question === undefined || draft.isSure) return false
  if (!live.flow.keeps && !OF_ONE_CLIENT.has(live.flow.id)) return false
  if (question.kind === 'contract' || question.options?.some(({ label }) => label !== undefined)) return false
  const own = draft.nameIn(live.frame) ?? recordOfFrame(draft.cases, live.frame)?.client
  const parts = ownedParts(draft.text, own, knownBesides(draft, live, own), draft.knowledge.records.owners)
  if (parts === undefined) return false
  const theirs = parts.filter(({ owner }) => owner !== null && owner.kind !== 'own')
  const mine = ofThisClient(parts)
  if (own === undefined) return isOneAtATime(draft, theirs)
  // Who is only mentioned is asked about as before: the words may be about him.
  if (mine === '' && !saysOfTwo(parts)) return false
  if (mine === '') {
    raise(draft, live, question, draft.text, {
      saying: { page: 'repair/two-clients', with: { name: nameOf(live.frame) } },
      yes: null,
    })
    return true
  }
  tellTheirs(draft, live, theirs)
  draft.hearInstead(mine)
  return true
}

/** Says that one is to be taken after the other, where nothing is asked and two are told apart. */
export function tellApart(draft: Draft): boolean {
  const parts = ownedParts(draft.text, undefined, [...draft.clients()], draft.knowledge.records.owners) ?? []
  const owners = new Set(parts.flatMap(({ owner }) => (owner === null ? [] : [JSON.stringify(owner)])))
  if (owners.size < 2) return false
  draft.speak('repair/two-clients-first')
  return true
}

/** While nobody is named yet, two at once are too many. */
function isOneAtATime(draft: Draft, theirs: readonly Owned[]): boolean {
  if (new Set(theirs.map(({ owner }) => JSON.stringify(owner))).size < 2) return false
  draft.speak('repair/one-client-first')
  draft.ask()
  return true
}

/** Known by name, and not a part of what was said here already, as 小鱼 is of 小鱼干. */
function knownBesides(draft: Draft, { frame }: LiveFrame, own: string | undefined): readonly string[] {
  const said = frame.answers.flatMap(({ value }) => (value.kind === 'text' ? [value.text] : []))
  return [...draft.clients()]
    .filter((name) => name !== own && !said.some((words) => words.includes(name)))
    .sort((a, b) => b.length - a.length)
}

/** What is said of the one at hand: by name, or before anybody else is named, unless only letters tell them apart. */
function ofThisClient(parts: readonly Owned[]): string {
  if (parts.some(({ owner }) => owner?.kind === 'other' && owner.isGuess)) return ''
  const named = parts.filter(({ owner, words }) => owner?.kind === 'own' && hasWords(words))
  if (named.length > 0) return named.map(({ words }) => words).join(' ')
  const isClear = parts.every(({ owner }) => owner?.kind !== 'other' || owner.words.length > 1)
  const [first] = parts
  return isClear && first !== undefined && first.words.length > 1 ? first.words : ''
}

/** Are two told apart, or is one said to be another? */
const saysOfTwo = (parts: readonly Owned[]): boolean => {
  const owners = new Set(parts.flatMap(({ owner }) => (owner === null ? [] : [JSON.stringify(owner)])))
  return owners.size > 1 || parts.some(({ owner }) => owner?.kind === 'other')
}

/** Says what was not taken and how to put it where it belongs. */
function tellTheirs(draft: Draft, live: LiveFrame, theirs: readonly Owned[]): void {
  for (const { owner, words } of theirs) {
    if (owner === null || owner.kind === 'own') continue
    const page = owner.kind === 'known' ? 'repair/of-known-client' : 'repair/of-another-client'
    const [first] = draft.say.filter((saying) => saying.page === page)
    if (first !== undefined) continue
    const client = owner.kind === 'known' ? owner.name : owner.words
    draft.speak(page, { with: { words: { brief: words }, name: nameOf(live.frame), client: { brief: client } } })
  }
}
