import { Temporal } from 'temporal-polyfill'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { readTime } from '../reminders/read-time.ts'
import type { TimeReading } from '../reminders/reading.ts'
import type { Draft } from './draft.ts'
import { changed } from './reschedule.ts'

type Asking = Pick<Draft, 'now' | 'knowledge'>

/**
 * Reads a request for a reminder as somebody says it in passing: a time that is corrected at the end counts (改合同,哦不四点),
 * and one that is named of another place is that place's (纽约时间上午9点).
 */
export function readRequest(draft: Asking, words: string): TimeReading {
  return corrected(draft, words) ?? readThere(draft, words)
}

/** Does the end of the words take back what they said before? */
export const takesBack = (words: string): boolean => CORRECTED.test(words.trim())

/** What takes back the time that was said, and the time that counts. */
const CORRECTED =
  /^(.{4,}?)[\s,，。;；…]*(?:[哦噢喔啊呃额]\s*不是?|不对|不是|说错了?|搞错了?|记错了?|打错了?)[\s,，。;；…]*(?:应该)?是?([^,，。]{2,16})$/u

/** Undefined where nothing is taken back, or what stands there is no time alone. */
function corrected(draft: Asking, words: string): TimeReading | undefined {
  const [, said = '', meant = ''] = CORRECTED.exec(words.trim()) ?? []
  if (said === '') return undefined
  const first = readThere(draft, said)
  if (first.kind !== 'once' && first.kind !== 'recurring') return undefined
  const second = changed(first.schedule, meant, draft.now)
  if (second === undefined || second.content !== '' || (second.kind === 'ask' && second.why === 'when'))
    return undefined
  return { ...second, content: first.content }
}

/** A time of another place: the speaker's day, that place's clock. It is told back, because the days of the two differ. */
function readThere({ now, knowledge }: Asking, words: string): TimeReading {
  const { places } = knowledge.reminders.phrases.zone
  for (const [found, place = ''] of words.matchAll(PLACE)) {
    const name = [...places.keys()].find((one) => place.endsWith(one))
    const zone = name === undefined ? undefined : places.get(name)
    if (name === undefined || zone === undefined) continue
    const reading = readTime(words.replace(found.slice(place.length - name.length), ''), now)
    return zone === now.zone ? reading : there(reading, zone, now)
  }
  return readTime(words, now)
}

const PLACE =
  /([\p{Script=Han}A-Za-z]{2,6}?)(?:当地)?时间的?(?=[\s,，]*[今明后大下周星礼每上中早晚凌\d一二两三四五六七八九十])/gu

/** The times that another place's clock shows so. A rhythm stays on that clock, and so keeps its hour when its summer begins. */
function there(reading: TimeReading, zone: string, now: Asking['now']): TimeReading {
  const moved = (schedule: Schedule): Schedule => onClock(schedule, zone, now)
  switch (reading.kind) {
    case 'once':
      return { ...reading, schedule: moved(reading.schedule), guessed: [...reading.guessed, 'day'] }
    case 'recurring':
      return { ...reading, schedule: { ...reading.schedule, zone }, guessed: [...reading.guessed, 'start'] }
    case 'ask':
      return { ...reading, choices: reading.choices.map(moved) }
    case 'refuse':
      return { kind: 'refuse', why: reading.why, content: reading.content }
    default:
      return reading
  }
}

/** The next moment at which it is so late there, on the clock of here. */
function onClock(schedule: Schedule, zone: string, { at, zone: here }: Asking['now']): Schedule {
  if (schedule.rules.length > 0 || schedule.everyMs !== undefined) return { ...schedule, zone }
  const moved = (local: string): string => {
    let found = Temporal.PlainDateTime.from(local).toZonedDateTime(zone)
    while (found.epochMilliseconds <= at) found = found.add({ days: 1 })
    return found.withTimeZone(here).toPlainDateTime().toString({ smallestUnit: 'second' })
  }
  const { also } = schedule
  return { ...schedule, start: moved(schedule.start), zone: here, ...(also && { also: also.map(moved) }) }
}
