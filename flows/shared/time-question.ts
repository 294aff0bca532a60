import type { Answers } from './flow.ts'
import type { Param, Question } from './question.ts'
import { isOnce, type Schedule } from './schedule.ts'
import type { TimeAsked, TimeRefused, TimeValue } from './time-value.ts'

/** What is known of the time that a question asks for; null: nothing. */
export function timeOf(answers: Answers, questionId: string): TimeValue | null {
  const value = answers[questionId]
  return value?.kind === 'time' ? value : null
}

/** Is nothing left to be asked about the time? */
export const isKnown = (value: TimeValue | null): value is Extract<TimeValue, { state: 'known' }> =>
  value?.state === 'known'

/** What is said of a time that cannot be. */
export const REFUSED_PAGES: Readonly<Record<TimeRefused, string>> = {
  past: 'remind/cannot-past',
  noSuchDay: 'remind/cannot-day',
  noSuchTime: 'remind/cannot-time',
  zero: 'remind/cannot-zero',
  tooOften: 'remind/cannot-often',
  tooFar: 'remind/cannot-far',
  unseen: 'remind/cannot-see',
  unsupported: 'remind/cannot-count',
}

/** Two moments are told in the question itself: one line is read more easily than three. */
const IN_A_LINE: ReadonlySet<string> = new Set(['tomorrow', 'clash'])

const eitherOf = ([one, other]: readonly Schedule[]): Readonly<Record<string, Param>> => ({
  one: one === undefined ? '' : { next: one, count: 1 },
  other: other === undefined ? '' : { next: other, count: 1 },
})

const NOTHING: TimeAsked = { open: null, proposal: null, declines: false }

/**
 * The question for a time that is not known yet: `first` as long as nothing is, then for what is missing, whether what
 * was guessed is right, or whether another time will do in place of what cannot be.
 */
export function timeQuestion(id: string, value: TimeValue | null, first: Omit<Question, 'id' | 'kind'>): Question {
  const { time: asked = NOTHING, skippable } = first
  const about = first.with?.about ?? ''
  const base = { id, kind: 'time', ...(skippable && { skippable }) } as const
  switch (value?.state) {
    case 'open':
      if (value.why === 'when') return { ...base, ...first, page: 'remind/ask-when', with: { about } }
      return {
        ...base,
        page: value.why === 'anchor' ? `remind/ask-anchor-${value.anchor?.of ?? 'end'}` : `remind/ask-${value.why}`,
        time: { ...NOTHING, open: value },
        with: { about, ...(IN_A_LINE.has(value.why) && eitherOf(value.choices)) },
        options: (IN_A_LINE.has(value.why) ? [] : value.choices).map((schedule, index) => ({
          id: String(index),
          label: { next: schedule, count: 1 },
        })),
      }
    case 'guessed':
      return {
        ...base,
        page: isOnce(value.schedule) ? 'remind/ask-sure-once' : 'remind/ask-sure',
        time: { ...asked, proposal: value.schedule },
        with: { about, at: { next: value.schedule }, rhythm: { rhythm: value.schedule } },
      }
    case 'refused':
      return {
        ...base,
        page: REFUSED_PAGES[value.why],
        time: { ...asked, proposal: value.suggestion },
        with: {
          instead:
            value.suggestion === null
              ? { page: 'remind/another' }
              : {
                  page: isOnce(value.suggestion) ? 'remind/instead' : 'remind/instead-rhythm',
                  with: { at: { next: value.suggestion, count: 1 }, rhythm: { rhythm: value.suggestion } },
                },
        },
      }
    default:
      return { ...base, ...first }
  }
}
