/** What people say instead of an answer. Some of these stand for a command of the same name. */
export const ASIDES = [
  'back',
  'skip',
  'restart',
  'cancel',
  'status',
  'again',
  'why',
  'unsure',
  'noDemand',
  'newClient',
  'otherClient',
  'discard',
  'wait',
  'swear',
  'chatter',
  'noWho',
  'whoForgotten',
  'noMore',
  'these',
  'quick',
  'refuse',
] as const
export type Aside = (typeof ASIDES)[number]

/** Words that say nothing by themselves; what they may stand with is in `isSense`. */
const FILLERS = ['around', 'who', 'matter', 'looks', 'asks'] as const
export type Filler = (typeof FILLERS)[number]

/** The commands that a word in an answer may hint at. */
export const HINTED = ['back', 'skip', 'restart', 'cancel'] as const satisfies readonly Aside[]
export type HintedCommand = (typeof HINTED)[number]

/** data/phrases/asides.yaml, looked up: words in the form of `squeezed`, hints in that of `normalise`. */
export interface AsidePhrases {
  readonly words: ReadonlyMap<string, Aside | Filler>
  /** What a word means at one question only, by the question's id. */
  readonly atQuestion: ReadonlyMap<string, ReadonlyMap<string, Aside>>
  readonly hints: {
    readonly commands: readonly { readonly command: HintedCommand; readonly words: readonly string[] }[]
    readonly unsure: readonly string[]
    readonly correction: readonly string[]
    readonly swear: readonly string[]
    readonly refuse: readonly string[]
    readonly asking: readonly string[]
    readonly notAsking: readonly string[]
    readonly topic: readonly string[]
  }
  /** After words of stopping: somebody goes. */
  readonly leaving: readonly string[]
  /** That what was asked about is the answer after all, in the form of `squeezed`. */
  readonly itIs: ReadonlySet<string>
  /** That an answer which is looked at again stays as it is, in the form of `squeezed`. */
  readonly keep: ReadonlySet<string>
  /** Words that, alone or together, answer nothing: 那算吧, 哦那行. In the form of `squeezed`, longest first. */
  readonly nothing: readonly string[]
  /** What shows that words at a question are about something else. */
  readonly elsewhere: {
    readonly said: readonly string[]
    /** Where there are options to choose from, also these; but not beside a word of the question's own. */
    readonly named: readonly string[]
    /** By question id: what, said at another question, is about this one. */
    readonly signs: ReadonlyMap<string, readonly string[]>
    /** Of which question these words are wherever they stand. */
    readonly surely: ReadonlyMap<string, readonly string[]>
    /** Of which earlier answer a correction is, whatever was answered last; with a $ behind it the words end so. */
    readonly meant: ReadonlyMap<string, readonly string[]>
    /** By question id: one of these is in every answer to it. */
    readonly needs: ReadonlyMap<string, readonly string[]>
    /** By question id: what is in no name of that kind, wherever it stands. */
    readonly noName: ReadonlyMap<string, readonly string[]>
    /** What is in nobody's name, where it is asked who confirmed it. */
    readonly notWho: readonly string[]
    /** How no client's and no project's name begins. */
    readonly notNames: readonly string[]
    /** By question id: what is about this one, if it is asked. */
    readonly own: ReadonlyMap<string, readonly string[]>
  }
  /** How people ask why we ask: a beginning, words between, then a verb of asking or telling; not with `unless`. */
  readonly why: {
    readonly starts: readonly string[]
    readonly between: readonly string[]
    readonly verbs: readonly string[]
    readonly unless: readonly string[]
  }
  /** Pages of boundary/ with the words that, in a question or a request, mean them. */
  readonly boundary: readonly { readonly page: string; readonly words: readonly string[] }[]
  /** Words that are left of a message that was nothing but client data; `kinds` name what it was. */
  readonly masked: { readonly plain: readonly string[]; readonly kinds: readonly string[] }
  /** Words around an answer in somebody's own words that are no part of it, longest first. */
  readonly tidy: {
    readonly leads: readonly string[]
    readonly tails: readonly string[]
    readonly unless: readonly string[]
  }
  /** Words around a name that are no part of it, longest first. */
  readonly names: {
    readonly links: readonly string[]
    readonly leads: readonly string[]
    /** What stands before a name in a story. */
    readonly told: readonly string[]
    readonly unless: readonly string[]
    readonly tails: readonly string[]
    readonly keep: readonly string[]
    readonly confirmed: readonly string[]
  }
}
