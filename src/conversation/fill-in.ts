import type { Param, Params } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { bare } from './normalise.ts'

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
 * The sayings with what only this moment and these lists know: a time that can be kept for every promise, and a gap for
 * every word of the person's own that must not be said to a client.
 */
export function fillIn(say: readonly Saying[], hour: number, forbidden: readonly string[]): Saying[] {
  return say.map((saying) => {
    if (saying.with === undefined) return saying
    return { ...saying, with: params(saying.with, hour, DRAFT.test(saying.page) ? forbidden : []) }
  })
}

function params(values: Params, hour: number, forbidden: readonly string[]): Params {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, param(value, hour, forbidden)]))
}

function param(value: Param, hour: number, forbidden: readonly string[]): Param {
  if (typeof value === 'string') return isForbidden(value, forbidden) ? { page: 'incident/gap' } : value
  if (typeof value === 'number') return value
  if ('within' in value) return value.again ? nextReport(hour) : promise(hour, value.within)
  if ('brief' in value) return { brief: param(value.brief, hour, forbidden) }
  if ('list' in value) return { list: value.list.map((one) => param(one, hour, forbidden)) }
  if ('lines' in value) return { lines: value.lines.map((one) => param(one, hour, forbidden)) }
  if ('page' in value && value.with !== undefined) return { ...value, with: params(value.with, hour, forbidden) }
  return value
}

const isForbidden = (text: string, forbidden: readonly string[]): boolean => {
  const plain = bare(text)
  return forbidden.some((phrase) => plain.includes(phrase))
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
