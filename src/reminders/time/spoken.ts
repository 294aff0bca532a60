import type { Guess, Refusal } from '../reading.ts'
import type { Day, Meaning, Part, Rhythm, Span } from './token.ts'

export type Clock = Extract<Meaning, { kind: 'clock' }>

/** A time of day as it was said; `carried`: the part was said of the one before (下午3点和5点). */
export interface Time {
  readonly part: Part | null
  readonly clock: Clock | 'same' | null
  readonly carried: boolean
}

/** Days or a rhythm with their times: 每周一9点 and 周三14点 are two. */
export interface Segment {
  readonly days: readonly Day[]
  readonly rhythm: Rhythm | null
  readonly times: readonly Time[]
}

/** What words about time say together, before it is known when now is. */
export interface Spoken {
  readonly segments: readonly Segment[]
  readonly span: Span | null
  readonly lead: Span | null
  /** 提前一周和提前一天: the others. */
  readonly alsoLeads: readonly Span[]
  /** 周五前. */
  readonly before: boolean
  /** 国庆后. */
  readonly after: boolean
  readonly from: Day | null
  /** 这周每天: it ends with what it begins with. */
  readonly within: boolean
  readonly until: Day | null
  /** 9点到18点: the end of the hours in which it repeats. */
  readonly untilTime: Time | null
  /** Its length in days. */
  readonly lasting: number | null
  readonly except: readonly number[]
  readonly anchor: Extract<Meaning, { kind: 'anchor' }> | null
  readonly missing: 'day' | 'hour' | null
  readonly vague: 'when' | 'rhythm' | null
  readonly refuse: Refusal | null
  readonly guessed: readonly Guess[]
}

export const NO_SEGMENT: Segment = { days: [], rhythm: null, times: [] }

export const UNSAID: Spoken = {
  segments: [NO_SEGMENT],
  span: null,
  lead: null,
  alsoLeads: [],
  before: false,
  after: false,
  from: null,
  within: false,
  until: null,
  untilTime: null,
  lasting: null,
  except: [],
  anchor: null,
  missing: null,
  vague: null,
  refuse: null,
  guessed: [],
}

/** Does it say anything about when? */
export const isSaid = (spoken: Spoken): boolean =>
  hasDays(spoken) ||
  hasTimes(spoken) ||
  [spoken.span, spoken.lead, spoken.anchor, spoken.missing, spoken.vague, spoken.refuse, spoken.lasting].some(
    (each) => each !== null,
  ) ||
  spoken.except.length > 0 ||
  spoken.from !== null ||
  spoken.until !== null

export const hasTimes = ({ segments }: Spoken): boolean => segments.some(({ times }) => times.length > 0)

export const hasDays = ({ segments, span }: Spoken): boolean =>
  span !== null || segments.some(({ days, rhythm }) => days.length > 0 || rhythm !== null)
