import { expect, test } from 'vitest'
import { localTime } from '../../src/conversation/local-time.ts'

// 11:05 in China, 03:05 UTC.
const NOW = { at: Date.UTC(2026, 10, 23, 3, 5), today: '2026-11-23', hour: 11, zone: 'Asia/Shanghai' }

test.each([
  [Date.UTC(2026, 10, 23, 3, 5), '2026-11-23 11:05'],
  [Date.UTC(2026, 10, 22, 16, 0), '2026-11-23 00:00'],
  [Date.UTC(2026, 10, 22, 15, 59), '2026-11-22 23:59'],
  [Date.UTC(2026, 9, 31, 16, 30), '2026-11-01 00:30'],
  [Date.UTC(2025, 11, 31, 15, 0), '2025-12-31 23:00'],
])('%i is %s on the clock that shows 11:05 now', (at, wanted) => {
  const { day, time } = localTime(at, NOW)
  expect(`${day} ${time}`).toBe(wanted)
})
