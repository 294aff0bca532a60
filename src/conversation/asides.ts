import { ASIDES, type Aside, type Filler } from './aside-words.ts'
import type { Command, Phrases, Request } from './knowledge.ts'
import { squeezed } from './normalise.ts'

/** A message that consists of known words from one end to the other. */
export interface Cover {
  readonly asides: ReadonlySet<Aside>
  /** The command, topic or section that is asked for. */
  readonly request: Request | undefined
  /** Is more than one thing asked for? */
  readonly isMixed: boolean
  /** The other client who is spoken of, in the form of `squeezed`. */
  readonly client: string | undefined
}

/** Longer than this, in UTF-16 units, a message says more than these words do. */
const LONGEST = 40
const LONGEST_WORD = 12

/** Commands that may be asked for in more words: none of them changes or deletes a record. */
const COMMANDS_IN_WORDS: ReadonlySet<string> = new Set<Command>([
  'menu',
  'more',
  'records',
  'reminders',
  'privacy',
  'human',
  'resume',
])

/** What a word can be in this message. */
interface Meaning {
  readonly role: Aside | Filler | 'request' | 'client'
  readonly request?: Request
  readonly isSection?: boolean
}

/**
 * Cuts a message into the words of data/phrases/asides.yaml, the names of what can be asked for, and the clients' names;
 * undefined when one word of it is none of these, or when they make no sense together. Nothing is guessed: an answer in
 * somebody's own words has a word of its own.
 */
export function coverOf(
  text: string,
  { asides, always, unasked }: Pick<Phrases, 'asides' | 'always' | 'unasked'>,
  { questionId = '', clients = [] }: { readonly questionId?: string; readonly clients?: readonly string[] } = {},
): Cover | undefined {
  const letters = squeezed(text)
  if (letters === '' || letters.length > LONGEST) return undefined
  const own = asides.atQuestion.get(questionId)
  const meaningOf = (word: string): Meaning | undefined => {
    if (clients.includes(word)) return { role: 'client' }
    const aside = own?.get(word) ?? asides.words.get(word)
    if (aside !== undefined) return { role: aside }
    const request = always.get(word) ?? unasked.get(word)
    if (request === undefined) return undefined
    return roleOfRequest(word, request, !always.has(word))
  }
  const dead = new Set<string>()
  const walk = (at: number, roles: readonly string[], cover: Cover): Cover | undefined => {
    if (at === letters.length) return isSense(roles, cover) ? cover : undefined
    const key = `${at} ${roles.join(' ')}`
    if (dead.has(key)) return undefined
    for (let end = Math.min(letters.length, at + LONGEST_WORD); end > at; end--) {
      const word = letters.slice(at, end)
      const meaning = meaningOf(word)
      const found = meaning && walk(end, withRole(roles, meaning), extend(cover, word, meaning))
      if (found !== undefined) return found
    }
    dead.add(key)
    return undefined
  }
  return walk(0, [], { asides: new Set(), request: undefined, isMixed: false, client: undefined })
}

function roleOfRequest(word: string, request: Request, isLoose: boolean): Meaning | undefined {
  if (request.kind === 'command') {
    const aside = ASIDES.find((one) => one === request.id)
    // 什么 and 啥 ask to hear the question again only when nothing else is said.
    if (aside !== undefined)
      return word.length > 1 && !/^(?:什么|啥)$/u.test(word) && !isLoose ? { role: aside } : undefined
    return COMMANDS_IN_WORDS.has(request.id) ? { role: 'request', request, isSection: isLoose } : undefined
  }
  return { role: 'request', request, isSection: isLoose }
}

const withRole = (roles: readonly string[], { role, isSection }: Meaning): readonly string[] => {
  const name = isSection ? 'section' : role
  return roles.includes(name) ? roles : [...roles, name].sort()
}

function extend(cover: Cover, word: string, { role, request }: Meaning): Cover {
  if (role === 'client') return { ...cover, client: word }
  if (role === 'request')
    return { ...cover, request, isMixed: cover.request !== undefined && cover.request.id !== request?.id }
  const aside = ASIDES.find((one) => one === role)
  return aside === undefined ? cover : { ...cover, asides: new Set([...cover.asides, aside]) }
}

const ABOUT_SOMEBODY: ReadonlySet<Aside> = new Set(['unsure', 'noDemand', 'noWho', 'whoForgotten'])
/** "NDA 是啥意思" is a question about it, not a request for it. */
const ABOUT_THE_QUESTION: ReadonlySet<Aside> = new Set(['why', 'again', 'status', 'unsure'])
const ABOUT_THE_MATTER: ReadonlySet<Aside> = new Set([...ABOUT_SOMEBODY, 'skip', 'wait', 'refuse'])

/** "客户没说" is unsure, "客户走了" is nothing we know; "看看备份" asks for a section, "备份" is an answer. */
function isSense(roles: readonly string[], { asides, request, isMixed, client }: Cover): boolean {
  if (isMixed || (request !== undefined && [...asides].some((one) => ABOUT_THE_QUESTION.has(one)))) return false
  if (asides.size === 0 && request === undefined && client === undefined) return false
  const isAsked = roles.includes('looks') || roles.includes('asks')
  if (client !== undefined && !isAsked && !asides.has('otherClient')) return false
  if (roles.includes('section') && !roles.includes('looks')) return false
  const allowed = (set: ReadonlySet<Aside>): boolean =>
    request === undefined && client === undefined && [...asides].every((one) => set.has(one))
  if (roles.includes('who') && !allowed(ABOUT_SOMEBODY)) return false
  return !roles.includes('matter') || allowed(ABOUT_THE_MATTER)
}
