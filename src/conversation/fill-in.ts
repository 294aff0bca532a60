import type { Param, Params } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { occurrences } from '../reminders/recur.ts'
import { bare } from './normalise.ts'
import { rhythmParam, tellingCount } from './rhythm-words.ts'
import { momentsParam } from './time-words.ts'
import type { Moment } from './turn.ts'

type Now = Pick<Moment, 'at' | 'hour' | 'zone'>

/** Until when an answer can be promised by the hour at which it is asked for, and how many hours off that is at most. */
const PROMISES = [
  { until: 8, page: 'incident/by-morning', hour: 10 },
  { until: 14, page: 'incident/by-evening', hour: 18 },
  { until: 19, page: 'incident/by-night', hour: 21 },
  { until: 24, page: 'incident/by-tomorrow', hour: 34 },
] as const

/** Until when the next report can be promised: within a day, and not in the middle of one's own working day. */
const NEXT_REPORT = [
  { until: 10, page: 'incident/by-night' },
  { until: 18, page: 'incident/by-tomorrow' },
  { until: 24, page: 'incident/by-next-evening' },
] as const

/** What goes to a client about an incident. */
const DRAFT = /^incident\/draft-/

/**
 * The sayings with what only this moment and these lists know: a time that can be kept for every promise, the next times
 * of a schedule, and a gap for every word of the person's own that must not be said to a client.
 */
export function fillIn(say: readonly Saying[], now: Now, forbidden: readonly string[]): Saying[] {
  return say.map((saying) => {
    const { with: values, options } = saying
    return {
      ...saying,
      ...(values && { with: params(values, now, DRAFT.test(saying.page) ? forbidden : []) }),
      ...(options && { options: options.map((option) => param(option, now, [])) }),
    }
  })
}

function params(values: Params, now: Now, forbidden: readonly string[]): Params {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, param(value, now, forbidden)]))
}

function param(value: Param, now: Now, forbidden: readonly string[]): Param {
  if (typeof value === 'string') return isForbidden(value, forbidden) ? { page: 'incident/gap' } : value
  if (typeof value === 'number') return value
  if ('within' in value) return value.again ? nextReport(now.hour) : promise(now.hour, value.within)
  if ('next' in value) return nextParam(value.next, value.count ?? tellingCount(value.next), now)
  if ('rhythm' in value) return rhythmParam(value.rhythm)
  if ('brief' in value) return { brief: param(value.brief, now, forbidden) }
  if ('list' in value) return { list: value.list.map((one) => param(one, now, forbidden)) }
  if ('lines' in value) return { lines: value.lines.map((one) => param(one, now, forbidden)) }
  if ('page' in value && value.with !== undefined) return { ...value, with: params(value.with, now, forbidden) }
  return value
}

const isForbidden = (text: string, forbidden: readonly string[]): boolean => {
  const plain = bare(text)
  return forbidden.some((phrase) => plain.includes(phrase))
}

function nextParam(schedule: Schedule, count: number, { at, zone }: Now): Param {
  return momentsParam(occurrences(schedule, at, count), at, zone)
}

function promise(hour: number, within: number | null): Param {
  const by = PROMISES.find(({ until }) => hour < until) ?? PROMISES[0]
  return within !== null && within < by.hour - hour
    ? { page: 'incident/by-hours', with: { count: within } }
    : { page: by.page }
}

const nextReport = (hour: number): Param => ({
  page: (NEXT_REPORT.find(({ until }) => hour < until) ?? NEXT_REPORT[0]).page,
})
