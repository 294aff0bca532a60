import { DRAFTS, type DraftId } from '../../flows/incident/drafts.ts'
import type { AlarmGuess, TopicRanking } from '../guidance/search/index.ts'
import type { TopicId } from '../guidance/topics.ts'
import type { ContractReading } from '../nda/reading.ts'
import type { ClausePhrases } from './answers/clause-words.ts'
import type { Telling, ToldAnswer } from './answers/told.ts'
import type { YesNoPhrases } from './answers/yes-no.ts'
import type { AsidePhrases } from './aside-words.ts'
import type { CorrectionPhrases } from './correction-words.ts'
import { OWN_DATA, type OwnDataPhrases } from './own-data-words.ts'
import type { RemarkPhrases } from './remarks.ts'
import type { Preset, ReminderPhrases } from './reminder-words.ts'
import type { SlangPhrases } from './slang-words.ts'
import type { TermPhrases } from './term-words.ts'
import type { UrgentCase, UrgentPhrases } from './urgent.ts'

export type { ClausePhrases, ClauseQuestion, ClauseToken } from './answers/clause-words.ts'

/** What can be said at any point, whatever the question. */
export const COMMANDS = [
  'menu',
  'more',
  'records',
  'amend',
  'close',
  'drop',
  'privacy',
  ...OWN_DATA,
  'human',
  'forget',
  'cancel',
  'back',
  'skip',
  'again',
  'resume',
  'restart',
  'status',
  'why',
  'hello',
  'thanks',
  'questions',
  'english',
  'chinese',
  'review',
  'handle',
  'anew',
  'incidents',
  'lawyer',
  'remind',
  'reminders',
  'reminding',
  'presets',
  'reminders-off',
  'reminders-on',
  'quiet-off',
  'quiet-how',
  'pressing',
  'calendar',
] as const
export type Command = (typeof COMMANDS)[number]

/** Something asked for by its name: a command, a topic, or a section by its page. */
export type Request =
  | { readonly kind: 'command'; readonly id: Command }
  | { readonly kind: 'topic'; readonly id: TopicId }
  | { readonly kind: 'section'; readonly id: string }

/** How people say things, from data/phrases/: all entries already normalised by `normalise`. */
export interface Phrases {
  /** What is asked for by name at any point. */
  readonly always: ReadonlyMap<string, Request>
  /** The safe ones of these by how they sound, for slips of the input method. */
  readonly sounds: ReadonlyMap<string, string>
  /** What is asked for only while no answer in words is awaited: these words may as well be one. */
  readonly unasked: ReadonlyMap<string, Request>
  readonly yes: ReadonlySet<string>
  readonly no: ReadonlySet<string>
  readonly unsure: ReadonlySet<string>
  readonly all: ReadonlySet<string>
  readonly none: ReadonlySet<string>
  readonly suggest: ReadonlySet<string>
  /** What is said to 'your data is about to be erased': keep it. */
  readonly keepOn: ReadonlySet<string>
  readonly slang: SlangPhrases
  readonly wishes: readonly Wish[]
  /** What a code name that the bot proposes begins with; a letter follows. */
  readonly codeName: string
  /** Words before and after what is left out: 除了…都要. */
  readonly except: {
    readonly before: readonly string[]
    readonly after: readonly string[]
    readonly rest: readonly string[]
  }
  /** How a correction begins, what stands between a question's name and the new answer, and whole phrases for "let me change one". */
  readonly correcting: {
    readonly whole: ReadonlySet<string>
    readonly starts: readonly string[]
    /** Words of hesitation before these. */
    readonly before: readonly string[]
    /** Beginnings after which there must be a break: 不对. */
    readonly apart: readonly string[]
    readonly leads: readonly string[]
    readonly arrows: readonly string[]
  }
  /** What a question is called when it is answered before it is asked: 客户是…, 项目:…. */
  readonly fields: readonly { readonly id: string; readonly words: readonly string[] }[]
  /** "切到 B": to another client's record. */
  readonly switching: readonly string[]
  /** Words that may follow the items of a choice: 1和3都要. */
  readonly wanted: readonly string[]
  /** Words before the only items of a choice: 只有1. */
  readonly only: readonly string[]
  /** Words around what is to be changed at the review: 改2, 客户写错了. */
  readonly change: { readonly before: readonly string[]; readonly after: readonly string[] }
  /** What people say instead of an answer. */
  readonly asides: AsidePhrases
  /** How people say which answer was wrong, and what it should be. */
  readonly corrections: CorrectionPhrases
  /** Beginnings and endings by which a message is a question back, not an answer. */
  readonly asking: {
    readonly starts: readonly string[]
    readonly ends: readonly string[]
    /** Addressed to us, with a word that asks: 你们会存啥. */
    readonly you: readonly string[]
    readonly what: readonly string[]
    /** Of these, what asks whether we keep things or tell others. */
    readonly privacy: readonly string[]
  }
  /** Beginnings by which a message tells what somebody else said. */
  readonly reporting: readonly string[]
}

/** How people hand over a contract and look at what was found, in the form of `normalise` without spaces. */
export interface ContractPhrases {
  /** Whole messages, in the form of `bare`. */
  readonly finished: ReadonlySet<string>
  readonly more: ReadonlySet<string>
  readonly signs: readonly string[]
  readonly endings: readonly string[]
  /** What a client's demands in a chat contain. */
  readonly terms: readonly string[]
  /** A client's demands, a list a kind; those of `paying` count with a figure behind them. */
  readonly demands: Readonly<Record<'secrecy' | 'paying' | 'work' | 'length' | 'material', readonly string[]>>
  /** What says that the words are a client's. */
  readonly quoting: readonly string[]
  /** What somebody says who tells of what happened to them. */
  readonly own: readonly string[]
  /** What somebody says about a contract and no contract contains. */
  readonly talk: readonly string[]
  readonly hurry: {
    /** Taken away first: in these there is no signing and no haste. */
    readonly neutral: readonly string[]
    readonly sign: readonly string[]
    readonly soon: readonly string[]
    readonly unless: readonly string[]
    /** What must be said besides where any words would be an answer, or a piece of a contract. */
    readonly pressed: readonly string[]
    /** What alone says so where an agreement is talked about. */
    readonly rushed: readonly string[]
    /** What stands before the time that is left. */
    readonly left: readonly string[]
  }
  readonly detail: { readonly before: readonly string[]; readonly after: readonly string[] }
}

/** What is said about a contract that was read, in the form of `normalise` without spaces; `whole` in that of `bare`. */
export interface ContractTalk {
  readonly verdict: TalkWords
  /** Which place is the worst: by words that say so alone, or by one that asks which and one that says how bad. */
  readonly worst: {
    readonly find: readonly string[]
    readonly which: readonly string[]
    readonly bad: readonly string[]
  }
  /** What comes of not signing. */
  readonly unsigned: readonly string[]
  /** What only the facts and a lawyer can tell: is it void, is one an employee. */
  readonly unsettled: readonly string[]
  /** `how` it came, not of `others`, and, close behind, that it is `done`: 最后还是签了. */
  readonly signed: TalkWords & Readonly<Record<'how' | 'others' | 'done', readonly string[]>>
  /** Somebody is about to sign, and says so or asks. */
  readonly about: readonly string[]
  /** The client is to be kept waiting: that, and that words are wanted. */
  readonly stall: { readonly find: readonly string[]; readonly asks: readonly string[] }
  /** Money was asked for before any work: what it is called, and that it is paid, or whether it comes back. */
  readonly paid: { readonly what: readonly string[]; readonly done: readonly string[] }
  /** A text is offered for reading: what it is, and that it is handed over. */
  readonly offer: {
    readonly what: readonly string[]
    readonly hands: readonly string[]
    readonly unless: readonly string[]
  }
  readonly fixed: TalkWords
  /** What to say to the client. */
  readonly messages: TalkWords
  /** How the message for the client is to be otherwise; the whole of what is said. */
  readonly reword: Readonly<Record<Rewording, ReadonlySet<string>>>
  readonly declining: TalkWords & { readonly how: readonly string[] }
  /** What may follow the number of a place. */
  readonly tails: ReadonlySet<string>
  readonly asks: readonly string[]
  /** What each clause is called, the longest words first. */
  readonly clauses: readonly (readonly [word: string, type: string])[]
  /** Enough of it for now. */
  readonly leaves: readonly string[]
  /** Another contract is meant than the one that was read. */
  readonly another: readonly string[]
  /** How far it is, in free words; the first that is heard counts. */
  readonly stages: readonly {
    readonly kind: StageKind
    readonly find: readonly string[]
    readonly unless: readonly string[]
  }[]
  /** The text will come in a moment. */
  readonly waits: readonly string[]
  /** A link that does not open. */
  readonly dead: readonly string[]
  /** Whether what is signed can still be changed. */
  readonly mend: readonly string[]
  /** The section, or the page of a term, about a clause that is asked about before any contract is read; longest words first. */
  readonly sections: readonly (readonly [word: string, page: string])[]
}

/** Only one question, a shorter message, a softer one, another one. */
export const REWORDINGS = ['one', 'shorter', 'softer', 'otherwise'] as const
export type Rewording = (typeof REWORDINGS)[number]

/** What is told of an agreement before its text is there, in the order in which it is tried. */
export const STAGE_KINDS = ['notAsked', 'signed', 'long', 'image', 'link', 'nothing', 'text'] as const
export type StageKind = (typeof STAGE_KINDS)[number]

export interface TalkWords {
  readonly find: readonly string[]
  readonly whole: ReadonlySet<string>
  readonly unless: readonly string[]
}

/** What is wanted where a message has a word of each list, and none of `unless`; all in the form of `squeezed`. */
export interface Wish {
  readonly request: Extract<Request, { kind: 'command' | 'topic' }>
  readonly has: readonly (readonly string[])[]
  readonly unless: readonly string[]
}

/** What can be done about a client's record by naming the client. */
export const RECORD_ACTIONS = ['close', 'amend', 'delete', 'show', 'new'] as const
export type RecordAction = (typeof RECORD_ACTIONS)[number]

/** How people speak of records, from data/phrases/records.yaml. */
export interface RecordPhrases {
  /** What is left of a sentence without the client's name: 项目结束了, 删掉; in bare form. */
  readonly ofClient: ReadonlyMap<string, RecordAction>
  /** The same and what counts only while nothing is asked. */
  readonly ofClientUnasked: ReadonlyMap<string, RecordAction>
  /** Words about a client's name, longest first: 把小鱼那份. */
  readonly around: { readonly before: readonly string[]; readonly after: readonly string[] }
  readonly review: {
    /** Besides yes: let it be filed. */
    readonly file: ReadonlySet<string>
    /** Not now: it is kept as it is. */
    readonly notYet: ReadonlySet<string>
    /** What the lines are called for short, by question id, and a requirement that was added later. */
    readonly short: readonly { readonly id: string; readonly words: readonly string[] }[]
    readonly note: readonly string[]
  }
  /** What takes back a requirement that has just been added; in bare form. */
  readonly dropNote: ReadonlySet<string>
  readonly opening: OpeningPhrases
  readonly owners: OwnerPhrases
  readonly story: StoryPhrases
  /** Words by which a part of a message is about a question of closing a project. */
  readonly closing: readonly { readonly id: string; readonly words: readonly string[] }[]
}

/** How people tell of a job and what must not be told about it, in the form of `squeezed`, the longest first. */
export interface StoryPhrases {
  /** That there is a job, or somebody whose it is: 接了, 客户. */
  readonly work: readonly string[]
  /** That something is to be kept: 不能往外说. */
  readonly keeps: readonly string[]
  /** That it is about more than one client: 两个客户. */
  readonly several: readonly string[]
  /** What stands between two parts where nobody writes a mark: 然后. */
  readonly joins: readonly string[]
  /** What begins a new thought in a long run of words: 做完, 文件. */
  readonly starts: readonly string[]
  /** Who said what follows: 客户跟我说. */
  readonly says: readonly string[]
}

/** How people say which client a part of a message is about, each list the longest first. */
export interface OwnerPhrases {
  /** What may stand behind a client's name: 那边, 的. */
  readonly tails: readonly string[]
  /** Behind any name these say that it is a client's, beside one who is known: 那边. */
  readonly strong: readonly string[]
  /** Another client without a name: 另一家. */
  readonly others: readonly string[]
  /** The one at hand without a name: 这家. */
  readonly own: readonly string[]
  /** What is in no client's name: 我, 老板. */
  readonly notOwners: readonly string[]
  /** What joins a part to the one before: 然后, 但是. */
  readonly joins: readonly string[]
}

/** How people say that something is to be recorded, in the form of `squeezed`. */
export interface OpeningPhrases {
  /** Enough by itself: 登记. */
  readonly record: readonly string[]
  /** Needs something to record: 建. */
  readonly make: readonly string[]
  /** What is recorded: 案子, 客户. */
  readonly what: readonly string[]
  /** What a client's name stands behind, the longest first: 客户叫. */
  readonly named: readonly string[]
  /** What no name begins with: in 客户叫我去 the client wants something done. */
  readonly notName: readonly string[]
  /** What is read, not recorded: 协议. */
  readonly agreement: readonly string[]
  readonly look: readonly string[]
  /** Said of one that somebody holds in their hands and does not understand. */
  readonly unclear: readonly string[]
  readonly around: readonly string[]
}

/** What can be done with an incident that was named. */
export const INCIDENT_ACTIONS = ['resume', 'show', 'export', 'draft', 'note', 'reopen', 'delete'] as const
export type IncidentAction = (typeof INCIDENT_ACTIONS)[number]

/** The messages to the client that can be asked for by name. */
export { DRAFTS }

/** How people speak of an incident, in the form of `bare`, the longest words first. */
export interface IncidentPhrases {
  /** What is to be done with it, before or after its name: 继续, 导出. */
  readonly actions: readonly (readonly [word: string, action: IncidentAction])[]
  /** What an incident is called before its number. */
  readonly nouns: readonly string[]
  /** The message to the client that is asked for; null: the one that is due. */
  readonly drafts: ReadonlyMap<string, DraftId | null>
  /** What must not be said to a client. */
  readonly forbidden: readonly string[]
  /** How the questions of an incident are answered in passing, by page; the first that is told counts. */
  readonly answers: ReadonlyMap<string, readonly ToldAnswer[]>
  /** By page: what a part of a message must name to answer a question that comes later. */
  readonly subjects: ReadonlyMap<string, readonly string[]>
  /**
   * After an alarm, before it is dealt with together: that is asked for, or what to say to the client first; `again` is
   * asking for the words to the client where it is asked whether they were sent, `doubt` that the client
   * only doubts, `reported` what the other side said or did since.
   */
  readonly alone: Readonly<Record<'together' | 'again' | 'first' | 'doubt' | 'reported', readonly Telling[]>>
  /** What is asked back, and the page that answers it; `at` these questions, or at any. */
  readonly questions: readonly (Telling & { readonly page: string; readonly at: readonly string[] })[]
  /** What comes first in one sort of leak or reproach, where the first thing to do for all of them would not fit. */
  readonly firstSteps: readonly (Telling & {
    readonly page: string
    readonly of: 'leaked' | 'accused'
  })[]
  /** Said by somebody in distress who has harmed themselves or is about to. */
  readonly inDanger: readonly Telling[]
}

/** What the conversation may know about a page: never its prose, except what people choose by. */
export interface PageFacts {
  readonly title: string
  /** The question as the person reads it, without what is filled in. */
  readonly wording: string
  /** `also` are other words for an option, `like` things that are instances of it. */
  readonly options: ReadonlyMap<
    string,
    { readonly label: string; readonly also: readonly string[]; readonly like: readonly string[] }
  >
  readonly hasMore: boolean
}

/** Everything the conversation knows, loaded once from data/. */
export interface Knowledge {
  readonly phrases: Phrases
  readonly urgent: UrgentPhrases
  readonly yesNo: YesNoPhrases
  readonly remarks: RemarkPhrases
  readonly ownData: OwnDataPhrases
  readonly terms: TermPhrases
  readonly contract: ContractPhrases
  readonly clauses: ClausePhrases
  readonly contractTalk: ContractTalk
  readonly records: RecordPhrases
  readonly incidents: IncidentPhrases
  /** What is asked often, and the page that answers it; `told`: while nothing is pending, no question is needed. */
  readonly questions: readonly (Telling & { readonly page: string; readonly told: boolean })[]
  readonly reminders: {
    readonly phrases: ReminderPhrases
    /** The guidance's reminders, in the order offered. */
    readonly presets: readonly Preset[]
  }
  readonly limits: {
    readonly contractCharacters: number
    readonly fileMegabytes: number
    readonly evidenceMegabytes: number
    /** How long somebody may be silent before what is kept of them is erased; null: for ever. */
    readonly retentionDays: number | null
  }
  readContract(text: string): ContractReading
  page(id: string): PageFacts | undefined
  /** Which topic a free-text message is about. */
  findTopic(text: string): TopicRanking
  /** Which emergency a message sounds like, whether or not it is one. */
  guessUrgent(text: string): AlarmGuess<UrgentCase>
  /** The section of a topic that fits a message best, or undefined when none stands out. */
  findSection(topic: TopicId, text: string): string | undefined
  /** A topic's sections, in the outline's order. */
  sections(topic: TopicId): readonly string[]
}
