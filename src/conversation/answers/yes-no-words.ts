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

/** What the question makes of a word: its verb, another verb, its noun. */
export interface OwnWords {
  verb(word: string): typeof VERB | typeof MODAL | typeof OTHER_VERB | typeof AGAINST | typeof MINE | undefined
  noun(word: string): boolean
}
