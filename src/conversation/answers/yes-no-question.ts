import { normalise } from '../normalise.ts'
import {
  LETTERS,
  MODAL,
  NOUN,
  OTHER_VERB,
  type OwnWords,
  type Token,
  tokenise,
  UNKNOWN,
  VERB,
  type YesNoPhrases,
} from './yes-no-words.ts'

/** What the wording of a question makes of the answers to it. */
export interface AskedQuestion {
  readonly own: OwnWords
  /** Asks whether something has happened (签了吗), what one means to do (要签吗), or how things are (是书面的吗). */
  readonly about: 'done' | 'intention' | 'state'
  /** 你没签吗: a bare 对 to it may mean either. */
  readonly negated: boolean
  /** 客户确认了吗: it is about what somebody else did. */
  readonly ofThem: boolean
  readonly has: boolean
  readonly is: boolean
  /** 删了吗, 收了吗: a bare 有 or 没了 may speak of the thing instead. */
  readonly ofGone: boolean
  /** 同意了吗: a bare 同意 will do, while 签 is no answer to 签了吗. */
  readonly stative: boolean
  /** Is the wording known at all? */
  readonly known: boolean
}

/** How much of a question is looked at, in UTF-16 units: linear time whatever is asked. */
const QUESTION_LIMIT = 300
const V_NOT_V = /([\p{Script=Han}]{1,2})(?:了没|[没不])有?\1/gu
const TAG = /[,、]?(?:对吗|对吧|对不对|是吗|是吧|是不是|对么|没错吧)$/u

/** Reads from its wording what a yes/no question is about. */
export function readQuestion(question: string, phrases: YesNoPhrases): AskedQuestion {
  const whole = normalise(question).slice(0, QUESTION_LIMIT)
  const sentence = asking(whole).replace(TAG, '')
  const maybeNot = /[是]不是/u.test(sentence)
  const either =
    /有没有|有木有|是否|有无|能否|可否/u.test(sentence) ||
    [...sentence.matchAll(V_NOT_V)].some(([found]) => found !== '是不是')
  const hasDone = /有(?:没|木)有(?!$)|([\p{Script=Han}])没有?\1|没有?$|[了过]没?[吗吧么嘛]?$/u.test(sentence)
  const plain = sentence
    .replace(/有(?:没|木)有|有无/gu, '有')
    .replace(/是不是|是否/gu, '是')
    .replace(/(\p{Script=Han})[没不](\1\p{Script=Han})/gu, '$2')
    .replace(V_NOT_V, '$1')
    .replace(/(?<=.)(?:没有|没|不)$/u, '')
  const tokens = tokenise(plain, phrases, {
    verb: (word) => ((phrases.verbs.get(word)?.asked.length ?? 0) > 0 ? VERB : undefined),
    noun: (word) => phrases.nouns.has(word),
  })
  const letters = tokens.map(({ letter }) => letter).join('')
  const groups = askedGroups(tokens, phrases)
  const plainVerbs = [...groups].filter((group) => !phrases.modals.has(group))
  const done =
    hasDone || (/[lg]/.test(letters) && !isIntention(groups, phrases)) || /已经|还没|m/u.test(letters + plain)
  return {
    own: ownWords(tokens, groups, plainVerbs.length + groups.size > 0, phrases),
    about: /平时|定期|每[天周月次]|经常|通常/u.test(sentence)
      ? 'state'
      : done
        ? 'done'
        : isIntention(groups, phrases)
          ? 'intention'
          : 'state',
    negated: !either && isNegated(tokens, maybeNot),
    ofThem: isOfThem(tokens),
    has: /H|mf?[oOP.]/.test(letters),
    is: /Y/.test(letters),
    ofGone: plainVerbs.some((group) => phrases.goneVerbs.has(group)),
    stative: plainVerbs.length > 0 && plainVerbs.every((group) => phrases.statives.has(group)),
    known: whole !== '',
  }
}

/** The part that asks: what stands before the last question mark, after the full stop before it. */
function asking(text: string): string {
  const parts = [...text.matchAll(/[^。!?;\n]+[?]?/g)].map(([part]) => part)
  const found =
    parts.findLast((part) => part.endsWith('?')) ?? parts.findLast((part) => /(?:吗|么|没有?|不)$/u.test(part)) ?? text
  return found.replace(/[?\s]+$/g, '').trim()
}

/** The verbs that it asks with. 不用 asks with 用; 你没备份 has only a noun that may be a verb as well. */
function askedGroups(tokens: readonly Token[], { verbs, modals, speaking }: YesNoPhrases): Set<number> {
  const declined = tokens
    .filter(({ letter }) => letter === LETTERS.decline)
    .flatMap(({ text }) => verbs.get(text.slice(1)))
    .flatMap((known) => [...(known?.asked ?? []), ...(known?.said ?? [])])
    .filter((group) => modals.has(group))
  const asked = tokens.flatMap(({ letter, text }) => (letter === VERB ? (verbs.get(text)?.asked ?? []) : []))
  if (isOfThem(tokens) && speaking.has(asked[0] ?? -1)) return new Set(asked.slice(0, 1))
  const plain = [...asked, ...declined]
  if (plain.some((group) => !modals.has(group)) || declined.length > 0) return new Set(plain)
  return new Set([
    ...plain,
    ...tokens.flatMap(({ letter, text }) => (letter === NOUN ? (verbs.get(text)?.said ?? []) : [])),
  ])
}

const isIntention = (groups: ReadonlySet<number>, { modals }: YesNoPhrases): boolean =>
  [...groups].some((group) => modals.has(group))

/** Is it 没签吗? Not when the 没 belongs to a noun: 没签的合同还有吗. */
function isNegated(tokens: readonly Token[], maybeNot: boolean): boolean {
  const letters = tokens.map(({ letter }) => letter).join('')
  const inNoun = /[mbxR][^d]{0,6}d[O.Vo]/.exec(letters)
  const rest = inNoun === null ? letters : letters.slice(inNoun.index + inNoun[0].length)
  return /[mbR]/.test(rest) || (!maybeNot && /x/.test(rest))
}

/** Is its subject the client, not the one who answers? */
function isOfThem(tokens: readonly Token[]): boolean {
  const verb = tokens.findIndex(({ letter }) => letter === VERB || letter === 'H' || letter === 'Y')
  const before = verb < 0 ? tokens : tokens.slice(0, verb)
  const letters = before.map(({ letter, text }) => (text === '你' || text === '您' ? 'X' : letter)).join('')
  return /(?:^|[^T])o(?!d)/.test(letters) && !/X/.test(letters)
}

function ownWords(
  tokens: readonly Token[],
  groups: ReadonlySet<number>,
  hasVerb: boolean,
  phrases: YesNoPhrases,
): OwnWords {
  const anything = tokens.length === 0
  const is = tokens.some(({ letter }) => letter === LETTERS.agree)
  const named = `${UNKNOWN}${LETTERS.partial}${is ? LETTERS.plain : ''}`
  const runs = tokens.flatMap(({ letter, text }) => (named.includes(letter) ? [text] : []))
  const echoes = hasVerb
    ? []
    : tokens.flatMap(({ letter, text }, at) =>
        letter === UNKNOWN && /[lgw]/.test(tokens[at + 1]?.letter ?? '') ? [text, text.slice(-2), text.slice(-1)] : [],
      )
  const nounGroups = new Set(
    tokens.flatMap(({ letter, text }) => (letter === NOUN ? (phrases.nouns.get(text)?.asked ?? []) : [])),
  )
  return {
    verb(word) {
      const known = phrases.verbs.get(word)
      if (echoes.includes(word)) return VERB
      if (known === undefined) return undefined
      const active = [...known.asked, ...known.said].filter((group) => anything || groups.has(group))
      if (active.length > 0) return active.every((group) => phrases.modals.has(group)) ? MODAL : VERB
      const stem = phrases.verbs.get(word.replace(/[了过]$/u, ''))
      if (stem?.said.some((group) => groups.has(group))) return undefined
      return known.asked.length > 0 ? OTHER_VERB : undefined
    },
    noun(word) {
      if (phrases.things.has(word)) return true
      if (phrases.nouns.get(word)?.asked.some((group) => nounGroups.has(group))) return true
      return runs.some((run) => run === word || (word.length > 1 && run.includes(word)))
    },
  }
}
