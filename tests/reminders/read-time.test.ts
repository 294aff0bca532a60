import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { completeTime, readTime } from '../../src/reminders/read-time.ts'
import type { TimeReading } from '../../src/reminders/reading.ts'
import { nextAfter, occurrences } from '../../src/reminders/recur.ts'
import { firstOf } from '../../src/reminders/time/first.ts'
import { ROWS } from '../../src/reminders/time/scan.ts'
import { processorTime } from '../conversation/processor-time.ts'
import { rowOf } from './row-of.ts'
import { instant, ZONES } from './schedules.ts'

const linesOf = (name: string): string[] =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

const momentOf = (local: string, zone: string): { at: number; zone: string } => ({
  at: Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds,
  zone,
})

/** The rows of the table with the moment at which each is said. */
function rows(): { text: string; expected: string; now: { at: number; zone: string }; year: string }[] {
  let now = momentOf('2026-11-25T10:00', 'Asia/Shanghai')
  let year = '2026'
  return linesOf('time-rows.txt').flatMap((line) => {
    if (line.startsWith('@ ')) {
      const [local = '', zone = ''] = line.slice(2).split(' ')
      now = momentOf(local, zone)
      year = local.slice(0, 4)
      return []
    }
    const [text = '', expected = ''] = line.split(' => ')
    return [{ text, expected, now, year }]
  })
}

describe('the table of sentences', () => {
  it('has enough of them', () => {
    expect(rows().length).toBeGreaterThanOrEqual(400)
  })

  it.each(rows().map((row) => [row.text, row] as const))('%s', (text, { expected, now, year }) => {
    expect(rowOf(readTime(text, now), year)).toBe(expected)
  })

  it('is read the same with more around it', () => {
    for (const { text, now, year } of rows()) {
      const alone = readTime(text, now)
      if (alone.kind === 'none') continue
      expect(rowOf(readTime(`  ${text}。`, now), year)).toBe(rowOf(alone, year))
    }
  })
})

describe('an answer to what was asked', () => {
  const now = momentOf('2026-11-25T10:00', 'Asia/Shanghai')
  let ask: TimeReading = { kind: 'none', content: '' }
  const cases = linesOf('answer-rows.txt').flatMap((line) => {
    const [text = '', expected = ''] = line.split(' => ')
    if (!line.startsWith('> ')) {
      ask = readTime(text, now)
      return [{ name: text, reading: ask, expected }]
    }
    const asked = ask
    if (asked.kind !== 'ask') throw new Error(`nothing is asked before ${line}`)
    return [{ name: `${asked.soFar} ${line}`, reading: completeTime(asked, text.slice(2), now), expected }]
  })

  it.each(cases)('$name', ({ reading, expected }) => {
    expect(rowOf(reading, '2026')).toBe(expected)
  })
})

const PIECES = [
  ...[
    '明天',
    '后天',
    '下周三',
    '周五',
    '每天',
    '每周',
    '每两周',
    '每月',
    '工作日',
    '12月3号',
    '15号',
    '月底',
    '除夕',
    '今天',
    '周末',
  ],
  ...[
    '早上',
    '下午',
    '晚上',
    '夜里',
    '凌晨',
    '8点',
    '三点半',
    '9:30',
    '12点',
    '24点',
    '一刻',
    '半小时后',
    '三天后',
    '90分钟',
    '20',
  ],
  ...[
    '提醒我',
    '记得',
    '交稿',
    '备份',
    '把3号稿',
    '第三版',
    '的',
    '和',
    '、',
    ',',
    '前',
    '到',
    '从',
    '起',
    '开始',
    '提前',
    '一天',
    '每',
    '0',
    ' ',
  ],
]

describe('whatever is said', () => {
  const words = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 9 }).map((pieces) => pieces.join(''))
  const now = fc.record({ at: instant, zone: fc.constantFrom(...ZONES) })

  it('gives a schedule that fires after now, at its start first', () => {
    fc.assert(
      fc.property(words, now, (text, moment) => {
        const reading = readTime(text, moment)
        if (reading.kind !== 'once' && reading.kind !== 'recurring') return
        const next = nextAfter(reading.schedule, moment.at)
        expect(next, JSON.stringify(reading)).not.toBeNull()
        const start = Temporal.PlainDateTime.from(reading.schedule.start).toZonedDateTime(moment.zone)
        expect(start.epochMilliseconds).toBe(next)
        expect(new Set(reading.guessed).size).toBe(reading.guessed.length)
        if (reading.kind === 'recurring') expect(occurrences(reading.schedule, moment.at, 3).length).toBeGreaterThan(0)
      }),
      { seed: 20261130, numRuns: 3_000 },
    )
  })

  it('offers only choices that are still to come', () => {
    fc.assert(
      fc.property(words, now, (text, moment) => {
        const reading = readTime(text, moment)
        const choices = reading.kind === 'ask' ? reading.choices : []
        for (const choice of choices) expect(nextAfter(choice, moment.at)).not.toBeNull()
      }),
      { seed: 20261130, numRuns: 1_000 },
    )
  })

  it('keeps its content out of the person’s own words', () => {
    fc.assert(
      fc.property(words, now, (text, moment) => {
        const { content } = readTime(text, moment)
        let at = 0
        for (const char of content.replaceAll('，', '')) {
          at = text.indexOf(char, at)
          expect(at).toBeGreaterThanOrEqual(0)
          at++
        }
      }),
      { seed: 20261130, numRuns: 1_000 },
    )
  })

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), words, now, (noise, text, moment) => {
        readTime(`${noise}${text}`, moment)
        readTime(`${text}${noise}`, moment)
      }),
      { seed: 20261130, numRuns: 500 },
    )
  })
})

describe('the rows of the grammar', () => {
  it('begin with characters that are known', () => {
    for (const { pattern } of ROWS) expect(firstOf(pattern.source), pattern.source).toMatchObject({ any: false })
  })

  it('are found by their first character as well as by trying all of them', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }), (pieces) => {
        const text = pieces.join('')
        for (const { pattern } of ROWS) {
          for (let at = 0; at < text.length; at++) {
            pattern.lastIndex = at
            if ((pattern.exec(text)?.[0] ?? '') !== '')
              expect(firstOf(pattern.source).chars.has(text[at] as string), pattern.source).toBe(true)
          }
        }
      }),
      { seed: 20261130, numRuns: 30 },
    )
  })
})

it('is linear in what is pasted', () => {
  const moment = momentOf('2026-11-25T10:00', 'Asia/Shanghai')
  const cost = (piece: string, length: number): number => {
    const text = piece.repeat(length / piece.length)
    return processorTime(() => readTime(text, moment))
  }
  for (const piece of ['1', '一', '每', '提醒我', '明天9点,', '1.2-3:4/5', '周一、', '明天下午三点']) {
    cost(piece, 5_000)
    expect(cost(piece, 20_000), piece).toBeLessThan(20 * Math.max(cost(piece, 5_000), 50))
  }
})
