import { answerBy, nextReportBy } from '../../flows/incident/promise.ts'
import type { Param, Params } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { occurrences } from '../reminders/recur.ts'
import { bare } from './normalise.ts'
import { rhythmParam, tellingCount } from './rhythm-words.ts'
import { momentsParam } from './time-words.ts'
import type { Moment } from './turn.ts'

type Now = Pick<Moment, 'at' | 'hour' | 'zone'>

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
  if ('within' in value) return value.again ? { page: nextReportBy(now.hour).page } : promise(now.hour, value.within)
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

/** In so many hours, where the agreement gives less time than one would take. */
function promise(hour: number, within: number | null): Param {
  const by = answerBy(hour)
  return within !== null && within < by.hour - hour
    ? { page: 'incident/by-hours', with: { count: within } }
    : { page: by.page }
}
