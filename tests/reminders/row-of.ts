import type { Schedule } from '../../flows/shared/schedule.ts'
import type { TimeReading } from '../../src/reminders/reading.ts'

/**
 * A reading as one line of the table: `11-27 15:00` (of another year: `2027-01-05 09:00`), `WEEKLY;BYDAY=FR 15:00 from
 * 11-27`, `? half 11-25 19:00 | 11-26 07:00`, `! past (11-26 08:00)`, `-` for nothing about time; then what was guessed and
 * what is left of the words: `~hour : 备份`.
 */
export function rowOf(reading: TimeReading, year: string): string {
  const at = (local: string): string => {
    const [day = '', time = ''] = local.replace(/:00$/, '').split('T')
    return `${day.startsWith(`${year}-`) ? day.slice(5) : day} ${time}`
  }
  const rule = (text: string): string => {
    const hours = /;BYHOUR=([\d,]+);BYMINUTE=(\d+)$/.exec(text)
    const two = (figure: string | undefined): string => (figure ?? '').padStart(2, '0')
    const times = (hours?.[1] ?? '').split(',').map((hour) => `${two(hour)}:${two(hours?.[2])}`)
    return `${text.replace(/^FREQ=/, '').replace(/;BYHOUR=.*$/, '')} ${times.join(',')}`
  }
  const schedule = ({ start, rules, also = [], everyMs, workdays, until }: Schedule): string => {
    if (everyMs === undefined && rules.length === 0) return [start, ...also].map(at).join(', ')
    const what = everyMs === undefined ? rules.map(rule).join(' + ') : `EVERY ${everyMs / 60_000} min`
    const end = until === undefined ? '' : ` until ${at(until.replace(/T23:59:59$/, 'T24:00:00'))}`
    return `${what} from ${at(start)}${workdays === true ? ' workdays' : ''}${end}`
  }
  const content = reading.content === '' ? '' : ` : ${reading.content}`
  switch (reading.kind) {
    case 'once':
    case 'recurring':
      return `${schedule(reading.schedule)}${reading.guessed.length === 0 ? '' : ` ~${reading.guessed.join()}`}${content}`
    case 'ask': {
      const { anchor } = reading
      const counted =
        anchor === undefined ? '' : ` ${anchor.of}${anchor.days < 0 ? '' : '+'}${anchor.days}d ${anchor.time ?? ''}`
      const choices = reading.choices.map((choice) => ` ${schedule(choice)}`).join(' |')
      return `? ${reading.why}${counted.trimEnd()}${choices}${content}`
    }
    case 'refuse':
      return `! ${reading.why}${reading.suggestion === undefined ? '' : ` (${schedule(reading.suggestion)})`}${content}`
    case 'none':
      return `-${content}`
  }
}
