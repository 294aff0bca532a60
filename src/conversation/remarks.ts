import { hasWords, normalise } from './normalise.ts'
import { isSpelt } from './spelt.ts'

/** What people say by the way, in the order in which a message is tried for it; data/phrases/remarks.yaml explains each. */
export const REMARK_KINDS = [
  'falseAlarm',
  'settled',
  'recalled',
  'panic',
  'tired',
  'unclear',
  'next',
  'privacy',
  'cost',
  'maker',
  'machine',
  'sigh',
  'laugh',
  'noted',
] as const
export type RemarkKind = (typeof REMARK_KINDS)[number]

/** The words of one kind of remark: it is made of nothing else, and of at least one of `words`. */
export interface RemarkWords {
  readonly words: ReadonlySet<string>
  readonly others: ReadonlySet<string>
  /** One of these has to be in it, too, if there are any. */
  readonly needs: readonly string[]
}

/** How people say things by the way, all entries in the form of `normalise` without spaces. */
export interface RemarkPhrases {
  readonly kinds: Readonly<Record<RemarkKind, RemarkWords>>
  readonly faces: ReadonlySet<string>
}

/** Remarks are short; a longer message says something. */
const LONGEST = 40
const LONGEST_WORD = 8

/** A length of time, as in 2分钟内撤回了: it says nothing by itself. */
const TIME = /[\d一二两三四五六七八九十几半]+(?:秒钟?|分钟?|个?小时|天)(?:之内|以内|内|之前|前|多)?/gu

/** A face as WeChat writes it when it is copied or typed: [捂脸]. */
const FACE = /\[([^[\]\s]{1,6})\]/gu

/**
 * The kinds of remark that a message may be, first first; empty when it says something else.
 *
 * Every letter must belong to a listed word, so that 我很慌 is a remark and 我很慌,文件发错了 is not: what says more than a
 * remark must never be answered as one.
 */
export function remarksIn(text: string, { kinds, faces }: RemarkPhrases): readonly RemarkKind[] {
  if (text.length > LONGEST) return []
  const letters = withoutFaces(normalise(text), faces)
    .replace(TIME, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
  if (letters === '') return []
  return REMARK_KINDS.filter((kind) => isMadeOf(letters, kinds[kind]))
}

/** Is the message nothing but faces, as emoji or as WeChat writes them? */
export function isOnlyFaces(text: string, { faces }: RemarkPhrases): boolean {
  const rest = withoutFaces(normalise(text), faces)
  return !hasWords(rest) && (rest.trim() !== normalise(text) || /\p{Extended_Pictographic}/u.test(rest))
}

/** Is the message a mere question mark? */
export function isOnlyQuestionMark(text: string): boolean {
  return /^[?\s!.]*\?[?\s!.]*$/u.test(normalise(text))
}

function withoutFaces(normal: string, faces: ReadonlySet<string>): string {
  return normal.replace(FACE, (written, name: string) => (faces.has(name) ? '' : written))
}

/** Can the letters be parted into listed words, one of the kind's own among them? */
function isMadeOf(letters: string, { words, others, needs }: RemarkWords): boolean {
  if (needs.length > 0 && !needs.some((need) => letters.includes(need))) return false
  if (!isSpelt(letters, [words, others])) return false
  // For each place: can what is before it be parted so, and is one of the kind's own words in that?
  const reached: ('no' | 'others' | 'own')[] = ['others']
  for (let end = 1; end <= letters.length; end++) {
    let best: 'no' | 'others' | 'own' = 'no'
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start++) {
      const before = reached[start]
      if (before === 'no' || before === undefined) continue
      const part = letters.slice(start, end)
      if (words.has(part)) best = 'own'
      else if (others.has(part) && best !== 'own') best = before
    }
    reached.push(best)
  }
  return reached.at(-1) === 'own'
}
