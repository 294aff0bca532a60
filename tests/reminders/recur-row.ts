import { createHash } from 'node:crypto'
import { lunarDay } from '../../src/reminders/china.ts'
import { occurrences } from '../../src/reminders/recur.ts'

/** Everything that could depend on the machine's own zone, as one line: run as a process of its own. */
const hash = createHash('sha256')
const after = Date.parse('2025-12-30T00:00Z')
for (const zone of ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Sydney']) {
  for (const rules of [
    ['FREQ=DAILY;BYHOUR=2;BYMINUTE=30'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;BYHOUR=0;BYMINUTE=15'],
    [],
  ]) {
    const start = '2016-02-28T02:30:00'
    const found = [
      ...occurrences({ start, zone, rules, also: ['2026-03-08T02:30:00'] }, after, 400),
      ...occurrences({ start, zone, rules, workdays: true }, after, 400),
    ]
    hash.update(found.join())
  }
  hash.update(occurrences({ start: '2026-03-01T00:00:00', zone, rules: [], everyMs: 5_400_000 }, after, 9).join())
}
for (let year = 2024; year < 2034; year++) {
  for (let month = 1; month <= 12; month++) hash.update(`${lunarDay(year, month, 1)} ${lunarDay(year, month, 30)}`)
}
process.stdout.write(hash.digest('hex'))
