import type { TimeReading } from './reading.ts'
import { choose, wordsOf } from './time/choose.ts'
import { complete } from './time/complete.ts'
import { contentOf } from './time/content.ts'
import { momentOf, type Now } from './time/moment.ts'
import { plain } from './time/plain.ts'
import { read } from './time/read.ts'
import { scan } from './time/scan.ts'

type Asked = Extract<TimeReading, { kind: 'ask' }>

/**
 * Reads from a person's words when they want to be reminded, and of what.
 *
 * Conventions, each told back because of `guessed`: a day without an hour is 9:00 (今天 without one is asked about), 早上 is
 * 9:00, 下午 15:00, 晚上 20:00; 8点 to 11点 of a named day or a rhythm is the morning, 12点 noon, an earlier hour or one
 * without a day is asked about; 8:30 is what a 24-hour clock shows; 三天后 is at the same hour as now; 周五前 is on Friday; a
 * date that is over is next year's. What begins in the small hours is told back as the day of the calendar.
 */
export function readTime(text: string, now: Now): TimeReading {
  const words = plain(text)
  const tokens = scan(words)
  const chosen = choose(words, tokens)
  const content = contentOf(text, words, tokens, chosen)
  return read(chosen, { content, soFar: wordsOf(words, chosen), words }, momentOf(now))
}

/**
 * Reads an answer to a question about a time (下午, 八点, 周三): what was asked for is added to what was said before or put
 * in its place. A bare number is one of the choices where there are any, else an hour. An answer without any time leaves
 * the question as it is.
 */
export function completeTime(ask: Asked, answer: string, now: Now): TimeReading {
  return complete(ask, answer, now)
}
