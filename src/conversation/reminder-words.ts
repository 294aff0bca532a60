/** What can be said to a reminder that was told. */
export const TOLD_ACTIONS = ['how', 'done', 'later', 'skip', 'stop'] as const
export type ToldAction = (typeof TOLD_ACTIONS)[number]

/** What can be done with a reminder that is named. */
export const MANAGE_ACTIONS = ['change', 'later', 'sooner', 'pause', 'resume', 'delete', 'calendar'] as const
export type ManageAction = (typeof MANAGE_ACTIONS)[number]

/** How people speak of reminders, from data/phrases/reminders.yaml, the longest words first; in the form of `normalise` without spaces. */
export interface ReminderPhrases {
  readonly request: {
    readonly triggers: readonly string[]
    /** These count only with a time before them. */
    readonly calls: readonly string[]
    readonly verbs: readonly string[]
    readonly measures: readonly string[]
    readonly nouns: readonly string[]
    readonly heads: readonly string[]
    readonly polite: readonly string[]
    /** What may not follow the trigger, and not stand before it. */
    readonly tails: readonly string[]
    readonly not: readonly string[]
    /** Somebody else who reminds. */
    readonly subjects: readonly string[]
    /** Behind these stands whom something is done with, and not who reminds: 跟客户开会. */
    readonly objects: readonly string[]
    readonly past: readonly string[]
    /** With these begins what has to happen first: 等他回我了. */
    readonly awaits: readonly string[]
    /** With these a question is a request: 能…吗. */
    readonly asking: readonly string[]
    /** How one asks to keep something in mind; it counts with a time, while nothing is asked. */
    readonly notes: readonly string[]
    /** What a reminder is called whose content nobody told. */
    readonly unnamed: string
  }
  /** What refuses one of the guidance's reminders. */
  readonly declines: ReadonlySet<string>
  readonly told: Readonly<Record<ToldAction, ReadonlySet<string>>> & {
    /** What may follow the thing itself: 备份好了. */
    readonly tails: readonly string[]
    readonly all: ReadonlySet<string>
    /** Words that say that the told reminder is meant, whatever is being asked. */
    readonly named: readonly string[]
    /** What stands around a time to be told again at. */
    readonly again: readonly string[]
  }
  readonly manage: Readonly<Record<ManageAction, readonly string[]>> & {
    readonly before: readonly string[]
    readonly after: readonly string[]
    readonly last: ReadonlySet<string>
    /** The one that stands last in the list. */
    readonly end: ReadonlySet<string>
    readonly every: ReadonlySet<string>
  }
  readonly quiet: { readonly words: readonly string[]; readonly links: readonly string[] }
  /** How often a client is told how it stands, in words, by the answer that says so. */
  readonly reports: ReadonlyMap<string, string>
  readonly zone: {
    readonly before: readonly string[]
    readonly after: readonly string[]
    readonly sure: readonly string[]
    /** IANA names by what a place is called. */
    readonly places: ReadonlyMap<string, string>
  }
}

/** One of the guidance's reminders, from data/reminders/. */
export interface Preset {
  readonly id: string
  /** When, in words that the reader of times understands. */
  readonly rhythm: string
  /** The section that tells how it is done. */
  readonly section: string
}
