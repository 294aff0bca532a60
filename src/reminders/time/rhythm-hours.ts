import type { Guess } from '../reading.ts'
import { MINUTE } from '../wall.ts'
import { DEFAULT_MINUTES, HALF_DAY, type Hour, hourOf, likelyHalf, NEXT_DAY, together } from './hours.ts'
import type { Moment } from './moment.ts'
import { asking, type Outcome, refusing } from './outcome.ts'
import type { Segment, Spoken } from './spoken.ts'

/** Minutes of the day of each firing, or what has to be asked. */
export function minutesOf(
  { times, rhythm }: Segment,
  spoken: Spoken,
  moment: Moment,
): { readonly known: readonly number[]; readonly guessed: readonly Guess[] } | Outcome {
  if (rhythm?.every === 'hourMark') return hourMarks(times.length === 0 ? null : spoken, moment)
  if (times.length === 0) {
    return { known: [DEFAULT_MINUTES], guessed: ['hour'] }
  }
  const hours = together(
    times.map((time) => hourOf(time, moment.minutes)),
    times,
  )
  const known: number[] = []
  const guessed: Guess[] = []
  for (const hour of hours) {
    const settled = settle(hour)
    if (settled.is === 'not') return refusing(settled.why)
    if (settled.is === 'open') return asking('half')
    known.push(settled.minutes)
    if ('guessed' in settled) guessed.push(...settled.guessed)
    if (settled.is === 'small' && rhythm?.every !== 'day') guessed.push('day')
  }
  return { known, guessed }
}

/** Each day it is the same night: so 晚上12点 needs no question. */
function settle(hour: Hour): Hour {
  if (hour.is === 'open') return likelyHalf(hour.minutes) ?? hour
  if (hour.is === 'small') return { ...hour, minutes: hour.minutes + (hour.next ? NEXT_DAY : 0) }
  return hour
}

const hourMarks = (spoken: Spoken | null, moment: Moment): { known: number[]; guessed: Guess[] } => {
  const [from, to] = spoken === null ? [0, 23 * 60] : hoursBetween(spoken, moment)
  const known = Array.from({ length: 24 }, (_, hour) => hour * 60).filter((minutes) => minutes >= from && minutes <= to)
  return { known, guessed: [] }
}

/** 早9点到晚6点: the hours in which it repeats, minutes. */
export function hoursBetween({ segments, untilTime }: Spoken, moment: Moment): [number, number] {
  const minutes = (time: Parameters<typeof hourOf>[0] | null | undefined, otherwise: number): number => {
    if (time == null) return otherwise
    const hour = hourOf(time, moment.minutes)
    return hour.is === 'not' ? otherwise : hour.minutes
  }
  const from = minutes(segments[0]?.times[0], 0)
  let to = minutes(untilTime, 23 * 60)
  if (to <= from && to + HALF_DAY > from) to += HALF_DAY
  return [from, to]
}

/** 提前五分钟, of each of them. */
export function early(minutes: readonly number[], { lead }: Spoken): number[] {
  const before = lead === null ? 0 : (lead.days + lead.months * 30) * NEXT_DAY + Math.round(lead.ms / MINUTE)
  return minutes.map((each) => each - before)
}

/** 每周一、周三9点: the hour is said of both. */
export function segmentsWithTimes({ segments }: Spoken): Segment[] {
  return segments.map((segment, index) => {
    if (segment.times.length > 0) return segment
    const times = segments.slice(index + 1).find((later) => later.times.length > 0)?.times ?? []
    return { ...segment, times }
  })
}
