import { hasAny } from '../has-any.ts'
import { normalise, squeezed } from '../normalise.ts'
import { readRun } from './yes-no-clause.ts'
import { leavesOpen } from './yes-no-open.ts'
import { type AskedQuestion, readQuestion } from './yes-no-question.ts'
import type { Clause } from './yes-no-said.ts'
import { splitClauses } from './yes-no-split.ts'
import { tokenise } from './yes-no-tokens.ts'
import { decide, type YesNo } from './yes-no-verdict.ts'
import type { YesNoPhrases } from './yes-no-words.ts'

export type { YesNo } from './yes-no-verdict.ts'
export type { YesNoPhrases } from './yes-no-words.ts'

/** The longest message that can be a yes or a no, in UTF-16 units without punctuation: what is longer tells a story. */
const ANSWER_LIMIT = 120

/** What WeChat puts before a reply that quotes: the quoted message, and a line. */
const QUOTED_BEFORE = /^「[^」]*」[\s\n]*-[-\s]*-/
/** Left out, not taken for the end of a clause: in 客户说「删了」 it is the client who speaks. */
const QUOTES = /[“”"「」『』《》]/g
/** [捂脸], as some puppets write an emoji of WeChat's own. */
const STICKER_NAME = /\[[\p{L}\p{N}]{1,6}\]/gu
const STRETCH = /([^\p{L}\p{N}' ]*)([\p{L}\p{N}' ]*)([^\p{L}\p{N}' ]*)/gu

/**
 * Reads an answer to a yes/no question as people say it: 没错, 不是没签, 对方要求签但我没签.
 *
 * Only closed lists of words, and clauses known from the first word to the last: a guessed answer would end up in a
 * record. What the person says of the question's own verb counts for more than a bare 对 or 不 beside it; where two
 * statements disagree, the later counts only if it is said to correct or to follow the earlier. `question` is the
 * wording as they read it, '' if unknown. Takes time linear in the text, and looks at no clause twice.
 */
export function readYesNo(text: string, question: string, phrases: YesNoPhrases): YesNo {
  const asked = readQuestion(question, phrases)
  const clauses = readClauses(text, asked, phrases)
  if (clauses === undefined) return 'other'
  const verdict = decide(clauses, asked)
  return (verdict === 'other' || verdict === 'yes') && leavesOpen(text, phrases) ? 'vague' : verdict
}

/**
 * Is the answer that they do not know? The same as `readYesNo` giving `unsure`, but most texts have no word for it and are
 * not looked at further; every question that can be left open asks this of every message.
 */
export function isUnsure(text: string, question: string, phrases: YesNoPhrases): boolean {
  return hasAny(squeezed(text), doubtWords(phrases)) && readYesNo(text, question, phrases) === 'unsure'
}

const doubts = new WeakMap<YesNoPhrases, readonly string[]>()

function doubtWords(phrases: YesNoPhrases): readonly string[] {
  const known = doubts.get(phrases)
  if (known !== undefined) return known
  const kinds = [...phrases.words, ...phrases.afterVerb]
  const words = kinds.flatMap(([word, kind]) => (kind === 'unsure' || kind === 'forgot' ? [squeezed(word)] : []))
  doubts.set(phrases, words)
  return words
}

function readClauses(text: string, asked: AskedQuestion, phrases: YesNoPhrases): Clause[] | undefined {
  const form = normalise(text.replace(QUOTED_BEFORE, ''))
    .replace(/’/g, "'")
    .replace(QUOTES, '')
    .replace(STICKER_NAME, ',')
  const clauses: Clause[] = []
  let read = 0
  let tail = ''
  for (const [, , words = '', after = ''] of form.matchAll(STRETCH)) {
    if (words !== '') tail = after
    for (const [part, isLast] of parts(words)) {
      read += part.length
      if (read > ANSWER_LIMIT) return undefined
      const runs = splitClauses(tokenise(part, phrases, asked.own))
      runs.forEach((tokens, at) => {
        const ends = isLast && at === runs.length - 1
        clauses.push(...readRun(tokens, asked, ends && after.includes('?')))
      })
    }
  }
  const hesitates = clauses.length > 0 && clauses.every(isHum) && DOTS.test(tail)
  return hesitates ? [...clauses, HESITATION] : clauses
}

/** 嗯…… is no 嗯. */
const DOTS = /\.{3}|。{3}/
const HESITATION: Clause = {
  said: { kind: 'vague', partial: false },
  turns: false,
  byMe: false,
  half: undefined,
  former: false,
  tells: false,
  concedes: false,
  mixed: false,
  gists: [],
  length: 0,
}
const isHum = ({ said }: Clause): boolean => said.kind === 'head' && said.heads.every((head) => head === 'hum')

/** Where people write Chinese, a space is a comma; between Latin letters it is a space. */
function parts(words: string): [string, boolean][] {
  const list = words.split(/(?<![a-z'])\s+|\s+(?![a-z'])/).filter((part) => part.trim() !== '')
  return list.map((part, at) => [part, at === list.length - 1])
}
