import { DAY, HOUR, MINUTE, type Wall, wallOf } from './wall.ts'

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
/** 1970-01-01 was a Thursday. */
const MONDAY = -3 * DAY

/** The rule's parts that are worked out here; with any other it is none of ours. */
const PART =
  /^(?:FREQ=(?:DAILY|WEEKLY)|INTERVAL=[1-9]\d{0,3}|BYDAY=[A-Z]{2}(?:,[A-Z]{2})*|BY(?:HOUR|MINUTE)=\d\d?(?:,\d\d?)*)$/

/**
 * The firings of an everyday rule, so many days or weeks apart, on the wall clock: from a time on, in order. Null: it is not
 * one of those, or none at all.
 *
 * Most reminders have such a rule, and a sum takes a tenth of what the expansion of any rule there may be takes, which
 * counts when thousands fall due at one moment.
 */
export function plainRule(rule: string, start: string, from: Wall): Generator<Wall, undefined> | null {
  const parts = rule.split(';')
  if (!parts.every((part) => PART.test(part))) return null
  const named = new Map(parts.map((part) => part.split('=', 2) as [string, string]))
  if (named.size < parts.length) return null
  const isWeekly = named.get('FREQ') === 'WEEKLY'
  const days = named.get('BYDAY')?.split(',')
  if (!named.has('FREQ') || (days !== undefined && !isWeekly) || days?.some((day) => !CODES.includes(day))) return null
  const first = wallOf(start)
  const midnight = Math.floor(first / DAY) * DAY
  const times = timesOfDay(named, first - midnight)
  if (times === null) return null
  const monday = MONDAY + Math.floor((midnight - MONDAY) / (7 * DAY)) * 7 * DAY
  const offsets = isWeekly ? (days?.map((day) => CODES.indexOf(day) * DAY) ?? [midnight - monday]) : [0]
  const period = Number(named.get('INTERVAL') ?? 1) * (isWeekly ? 7 * DAY : DAY)
  const firings = offsets.flatMap((offset) => times.map((time) => offset + time))
  return steps(isWeekly ? monday : midnight, period, ascending(firings), Math.max(first, from))
}

/** The times of the day on which it fires, ms; those that it does not name are those of its start. Null: there is no such time. */
function timesOfDay(named: ReadonlyMap<string, string>, ofStart: number): readonly number[] | null {
  const listed = (name: string): readonly number[] | undefined => named.get(name)?.split(',').map(Number)
  const hours = listed('BYHOUR') ?? [Math.floor(ofStart / HOUR)]
  const minutes = listed('BYMINUTE') ?? [Math.floor((ofStart % HOUR) / MINUTE)]
  if (hours.some((hour) => hour > 23) || minutes.some((minute) => minute > 59)) return null
  return hours.flatMap((hour) => minutes.map((minute) => hour * HOUR + minute * MINUTE + (ofStart % MINUTE)))
}

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((one, other) => one - other)

function* steps(base: Wall, period: number, firings: readonly number[], from: Wall): Generator<Wall, undefined> {
  for (let at = base + Math.floor((from - base) / period) * period; ; at += period)
    for (const firing of firings) if (at + firing >= from) yield at + firing
}
