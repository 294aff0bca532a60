import { Temporal } from 'temporal-polyfill'
import type { Param } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'

const BEIJING = 'Asia/Shanghai'

const zoned = (at: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)

/** An instant (epoch ms) as a placeholder's value, on the calendar and clock of an IANA zone. */
export function instantIn(at: number, timeZone: string): Param {
  const local = zoned(at, timeZone)
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return { page: 'incident/instant', with: { day: { date: local.toPlainDate().toString() }, time } }
}

/** How far the zone's clock was ahead of UTC at an instant, ms. */
export const offsetIn = (at: number, timeZone: string): number => zoned(at, timeZone).offsetNanoseconds / 1_000_000

/** In which zone these instants are told; with summer time in between, in which of its offsets. */
export function zoneSaying(instants: readonly number[], timeZone: string): Saying {
  if (timeZone === BEIJING) return { page: 'incident/doc-zone-beijing' }
  const offsets = new Set(instants.map((at) => `UTC${shortOffset(zoned(at, timeZone).offset)}`))
  return { page: 'incident/doc-zone', with: { zone: timeZone, offsets: { list: [...offsets] } } }
}

/** `+08:00` as people write it: +8; +05:30 stays +5:30. */
function shortOffset(offset: string): string {
  const [hours = '', minutes] = offset.slice(1).split(':')
  return `${offset[0]}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`
}
