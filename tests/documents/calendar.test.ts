import { expect, test } from 'vitest'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { calendarFile } from '../../src/documents/calendar.ts'

const AT = Date.parse('2026-11-23T12:00:00+08:00')
const words = ({ page, with: values }: { page: string; with?: Record<string, unknown> }): string =>
  page === 'remind/calendar-name' ? '守密提醒' : String(values?.what)

const linesOf = (schedule: Partial<Schedule>): string[] => {
  const { name, bytes } = calendarFile(
    [
      {
        id: 'm1.0',
        what: '备份聊天记录',
        schedule: { start: '2026-11-27T15:00:00', zone: 'Asia/Shanghai', rules: [], ...schedule },
      },
    ],
    AT,
    words as never,
  )
  expect(name).toBe('守密提醒.ics')
  return new TextDecoder().decode(bytes).split('\r\n')
}
const valuesOf = (lines: readonly string[], name: string): string[] =>
  lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1))

test('a rhythm is one event with its rule, on whatever clock the phone has', () => {
  const lines = linesOf({ rules: ['FREQ=WEEKLY;BYDAY=FR;BYHOUR=15;BYMINUTE=0'] })
  expect(valuesOf(lines, 'DTSTART')).toEqual(['20261127T150000'])
  expect(valuesOf(lines, 'RRULE')).toEqual(['FREQ=WEEKLY;BYDAY=FR;BYHOUR=15;BYMINUTE=0'])
  expect(valuesOf(lines, 'SUMMARY')).toEqual(['备份聊天记录'])
  expect(valuesOf(lines, 'DTSTAMP')).toEqual(['20261123T040000Z'])
  expect(valuesOf(lines, 'ACTION')).toEqual(['DISPLAY'])
  expect(lines.some((line) => line.includes('TZID'))).toBe(false)
})

test('what comes once has no rule', () => {
  const lines = linesOf({ also: ['2026-11-28T09:30:00'] })
  expect(valuesOf(lines, 'DTSTART')).toEqual(['20261127T150000', '20261128T093000'])
  expect(valuesOf(lines, 'RRULE')).toEqual([])
  expect(new Set(valuesOf(lines, 'UID')).size).toBe(2)
})

test('working days are Monday to Friday at the same times', () => {
  const lines = linesOf({ rules: ['FREQ=DAILY;BYHOUR=9;BYMINUTE=0'], workdays: true })
  expect(valuesOf(lines, 'RRULE')).toEqual(['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0'])
})

test('a rhythm in elapsed time, and an end', () => {
  expect(valuesOf(linesOf({ everyMs: 5_400_000 }), 'RRULE')).toEqual(['FREQ=MINUTELY;INTERVAL=90'])
  expect(valuesOf(linesOf({ rules: ['FREQ=DAILY'], until: '2026-12-31T23:59:59' }), 'RRULE')).toEqual([
    'FREQ=DAILY;UNTIL=20261231T235959',
  ])
})
