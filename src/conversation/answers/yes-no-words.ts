/** The kinds of word that an answer to a yes/no question is made of. data/phrases/yes-no.yaml lists and explains them. */
export type WordKind =
  | 'agree'
  | 'have'
  | 'haveOrSome'
  | 'hum'
  | 'accept'
  | 'deny'
  | 'rhetorical'
  | 'isNot'
  | 'none'
  | 'not'
  | 'decline'
  | 'gaveUp'
  | 'wish'
  | 'later'
  | 'finished'
  | 'past'
  | 'ever'
  | 'of'
  | 'result'
  | 'cannot'
  | 'particle'
  | 'guess'
  | 'already'
  | 'plain'
  | 'all'
  | 'me'
  | 'they'
  | 'toward'
  | 'toThem'
  | 'hedge'
  | 'partial'
  | 'unsure'
  | 'forgot'
  | 'refused'
  | 'asks'
  | 'eitherOr'
  | 'redirect'
  | 'reports'
  | 'ifs'
  | 'turns'
  | 'revises'
  | 'cancels'
  | 'gone'
  | 'worry'
  | 'filler'
  | 'elsewhere'
  | 'looks'
  | 'former'
  | 'proVerb'

/** The groups that a verb or a noun belongs to; `asked` turns a group on when it stands in a question. */
export interface WordGroups {
  readonly asked: readonly number[]
  readonly said: readonly number[]
  /** Of verbs: the groups that it excludes. */
  readonly against: readonly number[]
  /** Of verbs: the groups that somebody else does because the writer did this. */
  readonly mine: readonly number[]
}

/** data/phrases/yes-no.yaml, looked up: all words already normalised by `normalise`. */
/** 有时, then 有时: what must follow each other within a few letters. */
export type Stretches = readonly string[]

export interface YesNoPhrases {
  readonly words: ReadonlyMap<string, WordKind>
  /** What is only read behind a verb: 签好, 删不掉. */
  readonly afterVerb: ReadonlyMap<string, 'result' | 'cannot'>
  readonly verbs: ReadonlyMap<string, WordGroups>
  readonly nouns: ReadonlyMap<string, WordGroups>
  /** 这个, 那份: whatever the question is about. */
  readonly things: ReadonlySet<string>
  /** What leaves a matter open: `states` wherever they stand; at the end `asks`, unless it asks of something else. */
  readonly open: {
    readonly states: readonly Stretches[]
    /** 没看懂: of the question, unless something else is said with it. */
    readonly unclear: readonly Stretches[]
    readonly asks: readonly string[]
    readonly asksOther: readonly string[]
  }
  /** The groups of verbs that ask what one means to do: 要, 打算. */
  readonly modals: ReadonlySet<number>
  /** The groups of verbs after which nothing is left, so that a bare 有 or 没了 may speak of the thing: 删, 收. */
  readonly goneVerbs: ReadonlySet<number>
  /** The groups of verbs that need no 了 to be true: 同意, 知道. */
  readonly statives: ReadonlySet<number>
  /** The groups of verbs that have another sentence in them: 客户说要删了吗 asks whether it was said. */
  readonly speaking: ReadonlySet<number>
  /** Length of the longest word, in UTF-16 units. */
  readonly longest: number
}

/** A word of a message or of a question. */
export interface Token {
  readonly letter: string
  readonly text: string
  readonly kind?: WordKind | undefined
}

/** A letter for each kind: a clause becomes a string of letters, which anchored patterns can read. */
export const LETTERS: Readonly<Record<WordKind, string>> = {
  agree: 'Y',
  have: 'H',
  haveOrSome: 'E',
  hum: 'h',
  accept: 'k',
  deny: 'N',
  rhetorical: 'D',
  isNot: 'x',
  none: 'm',
  not: 'b',
  decline: 'R',
  gaveUp: 'L',
  wish: 'i',
  later: 'u',
  finished: 'G',
  past: 'l',
  ever: 'g',
  of: 'd',
  result: 'c',
  cannot: 'C',
  particle: 'p',
  guess: 'q',
  already: 'A',
  plain: 't',
  all: 'a',
  me: 's',
  they: 'o',
  toward: 'T',
  toThem: 'f',
  hedge: 'e',
  partial: 'P',
  unsure: '?',
  forgot: 'F',
  refused: 'B',
  asks: 'w',
  eitherOr: 'Q',
  redirect: 'X',
  reports: 'r',
  ifs: 'z',
  turns: 'j',
  revises: 'J',
  cancels: 'K',
  gone: 'U',
  worry: 'S',
  filler: 'f',
  elsewhere: '.',
  looks: 'I',
  former: 't',
  proVerb: '.',
}

/** The question's own verb. */
export const VERB = 'V'
/** The question's own 要, 打算, 可以. */
export const MODAL = 'M'
export const OTHER_VERB = 'W'
/** What excludes the question's own verb: 留着, to 删了吗. */
export const AGAINST = 'Z'
/** What the writer does to bring it about: 告诉, to 客户知道吗. */
export const MINE = 'v'
/** The question's own noun. */
export const NOUN = 'O'
export const OTHER_NOUN = 'n'
export const UNKNOWN = '.'

const LATIN = /[a-z0-9']/
/** 3月5号, 两次, 上周三: when and how often change nothing. */
const COUNTED =
  /一\p{Script=Han}(?:都|也)?[不没][剩留]下?|过了?[\d一二两三四五六七八九十几半]+(?:分半|分钟|分|个?小时|天|个?月)了?|[\d一二两三四五六七八九十几]+(?:分半|分钟|秒钟?|个?小时)(?:前|之前|以前|内|以内)?|(?:第|上|前|头|这|那)?[\d一二两三四五六七八九十几]+个?(?:月份?|号|日|年|份|次|遍|回|天|周|点半?|星期|礼拜|张|版|页|条|封|家|名|段|笔|句|件|个|单|字|眼|块|毛|趟|口|声)(?:前|之前|以前|左右|多)?|(?:上|这|本)?(?:周|星期|礼拜)[一二三四五六日天末]/uy
/** 三天后, 下周一: not yet. */
const IN_DAYS =
  /[\d一二两三四五六七八九十几]+个?(?:月|年|天|周|星期|礼拜|小时)(?:后|之后|以后)|下(?:周|星期|礼拜|个月)[一二三四五六日天末]?/y

/** What the question makes of a word: its verb, another verb, its noun. */
export interface OwnWords {
  verb(word: string): typeof VERB | typeof MODAL | typeof OTHER_VERB | typeof AGAINST | typeof MINE | undefined
  noun(word: string): boolean
}

/** Cuts a text into words, at each place the longest. */
export function tokenise(text: string, phrases: YesNoPhrases, own: OwnWords): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    if (text[at] === ' ') {
      at += 1
      continue
    }
    const token = wordAt(text, at, tokens.at(-1)?.letter, phrases, own)
    at += token.text.length
    const last = tokens.at(-1)
    if (token.kind === 'proVerb' && last?.letter === LETTERS.none) {
      tokens[tokens.length - 1] = { ...last, text: last.text + token.text }
    } else if (token.letter === UNKNOWN && last?.letter === UNKNOWN) {
      tokens[tokens.length - 1] = { letter: UNKNOWN, text: last.text + token.text }
    } else tokens.push(token)
    if (isNear(token.letter) || /^得/u.test(token.text)) tokens.push(...within(token))
  }
  return tokens
}

const isBehindVerb = (before: string | undefined): boolean => before !== undefined && 'VWMc'.includes(before)

/** What stands inside a verb counts behind it: 点过头 is 点头 and 过, 打不开 cannot be done. */
function within({ letter, text: verb }: Token): Token[] {
  if (letter === LETTERS.result) return [{ letter: LETTERS.past, text: '' }]
  if (/^.不./u.test(verb)) return [{ letter: LETTERS.cannot, text: '' }]
  const aspect = /[了过]/u.exec(verb)?.[0]
  return aspect ? [{ letter: aspect === '过' ? LETTERS.ever : LETTERS.past, text: '' }] : []
}

/** A verb that is taken apart: 点过头, 停不下来, 道个歉. */
function apartAt(text: string, at: number, own: OwnWords): Token | undefined {
  const between = text[at + 1] ?? ''
  if (!/[了过个不得完]/u.test(between) || (/[不得]/u.test(between) && own.verb(text[at] ?? '') === VERB))
    return undefined
  for (let length = 2; length > 0; length -= 1) {
    const rest = text.slice(at + 2, at + 2 + length)
    const letter = own.verb(`${text[at]}${rest}`)
    if (rest.length === length && !/[我你]/u.test(rest) && isNear(letter))
      return { letter, text: text.slice(at, at + length + 2) }
  }
  return undefined
}

/** 还 gives back only where something is said of the giving: 还了, 还给他; in 还差一份 it is 'still'. */
const isStill = (text: string, at: number, word: string): boolean =>
  word === '还' && !/^(?:[了过给回掉完清的吧啊呀呢他她]|$)/u.test(text.slice(at + 1))
/** 一点都不: not at all. */
const NOT_EVEN = /^(?:一点儿?|一丁点|半点|丝毫)[都也][不没]/u

/** The question's own verb, or one that says what is with it. */
const isNear = (letter: string | undefined): letter is string =>
  letter === VERB || letter === AGAINST || letter === MINE

function wordAt(text: string, at: number, before: string | undefined, phrases: YesNoPhrases, own: OwnWords): Token {
  const behindVerb = isBehindVerb(before)
  const found = longer(sticky(IN_DAYS, text, at, 'u'), sticky(COUNTED, text, at, 't'))
  const counted = found !== undefined && isNear(own.verb(found.text.slice(-1))) ? undefined : found
  const apart = apartAt(text, at, own)
  for (
    let length = Math.max(apart?.text.length ?? 0, Math.min(phrases.longest, text.length - at));
    length > 0;
    length -= 1
  ) {
    const word = text.slice(at, at + length)
    if (length === apart?.text.length) return apart
    if (splitsLatin(text, at, length)) continue
    if (counted !== undefined && counted.text.length > length) return counted
    const after = phrases.afterVerb.get(word)
    if (behindVerb && after !== undefined) return { letter: LETTERS[after], text: word }
    const letter = own.verb(word)
    if (letter !== undefined && letter !== OTHER_VERB && !isStill(text, at, word)) return { letter, text: word }
    const kind = phrases.words.get(word)
    if (kind === 'partial' && NOT_EVEN.test(text.slice(at))) return { letter: LETTERS.plain, text: word }
    const isThing = kind === 'filler' && before !== undefined && 'mbVHlg'.includes(before)
    if ((kind === 'partial' || kind === 'plain' || isThing) && own.noun(word)) return { letter: NOUN, text: word }
    if (kind !== undefined && !givesWay(text, at, word, kind, before, phrases, own))
      return { letter: LETTERS[kind], text: word, kind }
    if (own.noun(word)) return { letter: NOUN, text: word }
    if (phrases.nouns.has(word)) return { letter: OTHER_NOUN, text: word }
    if (letter !== undefined) return { letter, text: word }
  }
  return counted ?? { letter: UNKNOWN, text: text.slice(at, at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)) }
}

/**
 * Where a listed word is cut up after all: 好了 behind a verb is 好 and 了; when 定了吗 was asked, 没定 is 没 and 定;
 * when 同意了吗 was asked, 不同意 does not begin with 不同.
 */
function givesWay(
  text: string,
  at: number,
  word: string,
  kind: WordKind,
  before: string | undefined,
  { afterVerb, longest }: YesNoPhrases,
  own: OwnWords,
): boolean {
  const isOwn = (from: number, to: number): boolean => isNear(own.verb(text.slice(from, to)))
  const end = at + word.length
  switch (kind) {
    case 'finished':
      if (word.endsWith('了') && isOwn(at, end - 1)) return true
      return isBehindVerb(before) && afterVerb.has(word[0] ?? '')
    case 'accept':
    case 'plain':
      return isBehindVerb(before) && afterVerb.has(word[0] ?? '')
    case 'unsure': {
      const negation = /^(?:还?没|不)/.exec(word)?.[0] ?? ''
      return negation !== '' && (negation !== '不' || before === LETTERS.they) && isOwn(at + negation.length, end)
    }
    case 'refused':
      return word.startsWith('不') && own.verb(word.slice(1)) === MODAL
    case 'cancels':
    case 'gone':
      return isOwn(at, at + 1) || own.verb(word.replace(/了$/u, '')) === VERB
    case 'revises':
      return word.endsWith('不') && [1, 2].some((length) => isOwn(end, end + length))
    case 'partial':
    case 'redirect':
      return word.length > 1 && isOwn(at, at + 1)
    case 'reports':
      return word.length > 1 && (isOwn(at, at + 1) || (before === MODAL && own.verb(word[0] as string) === MODAL))
    case 'filler':
      if (word.endsWith('了') && isOwn(at, end - 1)) return true
      return word.length > 1 && isOwn(end - 1, end)
    case 'they':
      return word.length > 1 && isOwn(end - 1, end)
    case 'none': {
      const negation = /^(?:还|都)?没/u.exec(word)?.[0] ?? ''
      return negation !== '' && end > at + negation.length && isOwn(at + negation.length, end)
    }
    case 'elsewhere':
      for (let from = at + 1; from < end; from += 1) {
        for (let to = end + 1; to <= Math.min(text.length, from + longest); to += 1) if (isOwn(from, to)) return true
      }
      return false
    default:
      return false
  }
}

function splitsLatin(text: string, at: number, length: number): boolean {
  const joins = (left: number) => LATIN.test(text[left] ?? '') && LATIN.test(text[left + 1] ?? '')
  return joins(at - 1) || joins(at + length - 1)
}

function sticky(pattern: RegExp, text: string, at: number, letter: string): Token | undefined {
  pattern.lastIndex = at
  const [found] = pattern.exec(text) ?? []
  return found === undefined ? undefined : { letter, text: found }
}

const longer = (one: Token | undefined, other: Token | undefined): Token | undefined =>
  (other?.text.length ?? 0) > (one?.text.length ?? 0) ? other : one
