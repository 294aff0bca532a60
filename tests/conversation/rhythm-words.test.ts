import { expect, test } from 'vitest'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { rhythmParam, tellingCount } from '../../src/conversation/rhythm-words.ts'
import { momentParam, momentsParam } from '../../src/conversation/time-words.ts'
import { renderTurn } from '../../src/guidance/render.ts'
import { shipped } from '../content/content.ts'

const library = await shipped
const ZONE = 'Asia/Shanghai'
const say = (param: ReturnType<typeof rhythmParam>): string =>
  renderTurn([{ page: 'remind/calendar-entry', with: { what: param } }], {
    page: (id) => library.pages.get(id),
    globals: library.globals,
  }).join('\n')
const of = (rules: readonly string[], rest: Partial<Schedule> = {}): Schedule => ({
  start: '2026-11-27T15:00:00',
  zone: ZONE,
  rules,
  ...rest,
})

test.each<[string, Schedule]>([
  ['每周五 15:00', of(['FREQ=WEEKLY;BYDAY=FR;BYHOUR=15;BYMINUTE=0'])],
  ['每周五 15:00', of(['FREQ=WEEKLY'])],
  ['每周一、周三、周五 9:00', of(['FREQ=WEEKLY;BYDAY=FR,MO,WE;BYHOUR=9;BYMINUTE=0'])],
  ['每周六、周日 10:30', of(['FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=10;BYMINUTE=30'])],
  ['每周一到周五 9:00', of(['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0'])],
  ['工作日 9:00', of(['FREQ=DAILY;BYHOUR=9;BYMINUTE=0'], { workdays: true })],
  ['每两周一次，周三 9:00', of(['FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;BYHOUR=9;BYMINUTE=0'])],
  ['每3周一次，周五 15:00', of(['FREQ=WEEKLY;INTERVAL=3'])],
  ['每天 21:00', of(['FREQ=DAILY;BYHOUR=21;BYMINUTE=0'])],
  ['每天 9:30、17:20', of(['FREQ=DAILY;BYHOUR=17;BYMINUTE=20', 'FREQ=DAILY;BYHOUR=9;BYMINUTE=30'])],
  ['每两天一次 8:00', of(['FREQ=DAILY;INTERVAL=2;BYHOUR=8;BYMINUTE=0'])],
  ['每月1号 10:00', of(['FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=10;BYMINUTE=0'])],
  ['每月1号、15号 10:00', of(['FREQ=MONTHLY;BYMONTHDAY=1,15;BYHOUR=10;BYMINUTE=0'])],
  ['每月最后一天 10:00', of(['FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=10;BYMINUTE=0'])],
  ['每月倒数第3天 10:00', of(['FREQ=MONTHLY;BYMONTHDAY=-3;BYHOUR=10;BYMINUTE=0'])],
  ['每月第2个周五 15:00', of(['FREQ=MONTHLY;BYDAY=2FR'])],
  ['每月最后一个周五 15:00', of(['FREQ=MONTHLY;BYDAY=-1FR'])],
  ['每月最后一个工作日 9:00', of(['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYHOUR=9;BYMINUTE=0'])],
  ['每3个月一次，1号 10:00', of(['FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=10;BYMINUTE=0'])],
  ['每年11月27日 15:00', of(['FREQ=YEARLY'])],
  ['每年3月15日 9:00', of(['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15;BYHOUR=9;BYMINUTE=0'])],
  ['每年1月1日、4月1日、7月1日、10月1日 9:00', of(['FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0'])],
  ['每90分钟', of([], { everyMs: 5_400_000 })],
  ['每小时', of([], { everyMs: 3_600_000 })],
  ['每两小时', of([], { everyMs: 7_200_000 })],
  ['每周五 15:00，到2026年12月31日为止', of(['FREQ=WEEKLY'], { until: '2026-12-31T23:59:59' })],
  ['只这一次', of([])],
])('%s', (words, schedule) => {
  expect(say(rhythmParam(schedule))).toBe(words)
})

test.each<[number, Schedule]>([
  [1, of(['FREQ=WEEKLY'])],
  [2, of(['FREQ=WEEKLY;INTERVAL=2'])],
  [2, of([], { everyMs: 5_400_000 })],
  [2, of([], { also: ['2026-11-28T09:00:00'] })],
])('so many next times are told: %d', (count, schedule) => {
  expect(tellingCount(schedule)).toBe(count)
})

const NOW = Date.parse('2026-11-23T12:00:00+08:00')
test.each([
  ['11月27日 周五 15:00', '2026-11-27T15:00:00+08:00'],
  ['今天 11月23日 周一 18:05', '2026-11-23T18:05:00+08:00'],
  ['明天 11月24日 周二 9:00', '2026-11-24T09:00:00+08:00'],
  ['2027年1月1日 周五 0:00', '2027-01-01T00:00:00+08:00'],
])('%s', (words, at) => {
  expect(say(momentParam(Date.parse(at), NOW, ZONE))).toBe(words)
})

test('is told on the clock of the zone', () => {
  expect(say(momentParam(NOW, NOW, 'America/New_York'))).toBe('今天 11月22日 周日 23:00')
})

test('tells the day of several moments once', () => {
  const at = ['13:00', '14:00'].map((time) => Date.parse(`2026-11-23T${time}:00+08:00`))
  expect(say(momentsParam([...at, Date.parse('2026-11-25T09:00:00+08:00')], NOW, ZONE))).toBe(
    '今天 11月23日 周一 13:00、14:00、11月25日 周三 9:00',
  )
})
