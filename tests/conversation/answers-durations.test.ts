import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Duration } from '../../flows/shared/question.ts'
import { readDuration } from '../../src/conversation/answers/duration.ts'

const QUESTION = { id: 'term', page: 'nda/ask-term', kind: 'duration' } as const
const read = (text: string) => readDuration(text, { question: QUESTION })

const months = (count: number, from?: Duration['from']) => ({ count, unit: 'month', ...(from && { from }) })
const days = (count: number, from?: Duration['from']) => ({ count, unit: 'day', ...(from && { from }) })
const hours = (count: number) => ({ count, unit: 'hour' })
const forever = (from?: Duration['from']) => ({ count: 0, unit: 'forever', ...(from && { from }) })
const untilPublic = { count: 0, unit: 'public' }

describe('a length is read as people type it', () => {
  test.each([
    ['两年', months(24)],
    ['2年', months(24)],
    ['2 年', months(24)],
    ['２年', months(24)],
    ['二年', months(24)],
    ['兩年', months(24)],
    ['十年', months(120)],
    ['24个月', months(24)],
    ['二十四个月', months(24)],
    ['6個月', months(6)],
    ['一年半', months(18)],
    ['1年半', months(18)],
    ['1.5年', months(18)],
    ['半年', months(6)],
    ['两年零六个月', months(30)],
    ['两年半', months(30)],
    ['一个半月', days(45)],
    ['半个月', days(15)],
    ['90天', days(90)],
    ['30日', days(30)],
    ['一百八十天', days(180)],
    ['10个工作日', days(10)],
    ['一周', days(7)],
    ['两个星期', days(14)],
    ['半天', hours(12)],
    ['24小时', hours(24)],
    ['48个小时', hours(48)],
    ['大概两年吧', months(24)],
    ['两年左右', months(24)],
    ['三年以内', months(36)],
    ['保密期限两年', months(24)],
    ['好像是五年', months(60)],
    ['2 years', months(24)],
    ['6 months', months(6)],
    ['两年。', months(24)],
    ['合作结束后三年', months(36, 'end')],
    ['合作结束之后3年', months(36, 'end')],
    ['项目做完后两年', months(24, 'end')],
    ['合同终止之日起两年', months(24, 'end')],
    ['离职后一年', months(12, 'end')],
    ['交稿后半年', months(6, 'end')],
    ['签订之日起两年', months(24, 'signing')],
    ['自签署之日起24个月', months(24, 'signing')],
    ['签了之后两年', months(24, 'signing')],
    ['从披露之日起3年', months(36, 'disclosure')],
    ['收到资料后一年', months(12, 'disclosure')],
    ['永久', forever()],
    ['永久有效', forever()],
    ['一辈子', forever()],
    ['没有期限', forever()],
    ['无限期', forever()],
    ['长期有效', forever()],
    ['合作结束后永久', forever('end')],
    ['直到公开为止', untilPublic],
    ['到客户公开之前', untilPublic],
    ['公开前', untilPublic],
    ['信息公开之日止', untilPublic],
  ] as const)('%s', (text, expected) => {
    expect(read(text)).toEqual({ kind: 'answer', value: { kind: 'duration', ...expected } })
  })
})

test.each(['两三年', '一两年', '一到两年', '2-3年', '三年或五年', '两年到三年', '三四个月'])(
  '%s is asked about',
  (text) => {
    expect(read(text)).toEqual({ kind: 'unclearLength' })
  },
)

test.each([
  '',
  '年',
  '很久',
  '两',
  '2',
  '去年',
  '2026年',
  '明年',
  '三月',
  '0年',
  '下个月',
  '一年前签的',
  '两年多前',
  '三年级',
  '两个客户',
  '到2027年底',
  '零天',
  '半',
])('%s is no length', (text) => {
  expect(read(text).kind).toBe('notUnderstood')
})

test('every number of years comes out as so many months, wherever it counts from', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99 }),
      fc.constantFrom('', '合作结束后', '签订之日起', '大概'),
      (years, start) => {
        expect(read(`${start}${years}年`)).toMatchObject({ value: { count: years * 12, unit: 'month' } })
      },
    ),
  )
})

test('any words are read without a fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      expect(['answer', 'unclearLength', 'notUnderstood']).toContain(read(text).kind)
    }),
  )
})
