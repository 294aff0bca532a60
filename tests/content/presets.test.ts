import { expect, test } from 'vitest'
import { readTime } from '../../src/reminders/read-time.ts'
import { nextAfter } from '../../src/reminders/recur.ts'
import { shipped } from './content.ts'

const { knowledge } = await shipped
const NOW = { at: Date.parse('2026-11-23T12:00:00+08:00'), zone: 'Asia/Shanghai' }

test.each(knowledge.reminders.presets.map(({ id, rhythm }) => [id, rhythm]))(
  '%s comes again and again, at an hour that is told: %s',
  (_, rhythm) => {
    const reading = readTime(rhythm, NOW)
    expect(reading).toMatchObject({ kind: 'recurring', content: '' })
    if (reading.kind !== 'recurring') return
    expect(reading.guessed.filter((guess) => guess !== 'start')).toEqual([])
    expect(nextAfter(reading.schedule, NOW.at)).toBeGreaterThan(NOW.at)
  },
)

test('the four that the article names come first', () => {
  expect(knowledge.reminders.presets.slice(0, 4).map(({ section }) => section)).toEqual([
    'tools.backup',
    'management.cleanup',
    'trust.report',
    'growth.training',
  ])
})

test('how often a client is told is a rhythm, too', () => {
  expect(knowledge.reminders.phrases.reports.size).toBe(2)
  for (const words of knowledge.reminders.phrases.reports.values())
    expect(readTime(words, NOW)).toMatchObject({ kind: 'recurring', content: '' })
})
