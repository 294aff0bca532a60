import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DRAFTS, draftOf, firstDraft } from '../../flows/incident/drafts.ts'
import { incident } from '../../flows/incident/machine.ts'
import { CATEGORIES, CHECKS, HOWS } from '../../flows/incident/rules.ts'
import type { AnswerValue } from '../../flows/shared/question.ts'
import { fillIn } from '../../src/conversation/fill-in.ts'
import { bare } from '../../src/conversation/normalise.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { renderTurn } from '../../src/guidance/render.ts'

const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const { forbidden } = library.knowledge.incidents

const WORDS = [
  '第三版定稿',
  '群里的人',
  '肯定不是我',
  '都是我的错，我全赔',
  '聊天我删了',
  '是您自己人发的吧',
  '我承认违约！',
]
const unsure = fc.constantFrom<AnswerValue>({ kind: 'unsure' }, { kind: 'skipped' })
const choice = (...ids: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...ids).map((id): AnswerValue => ({ kind: 'choice', id })),
    unsure,
  )
const several = (...ids: readonly string[]) =>
  fc.oneof(
    fc.subarray([...ids]).map((list): AnswerValue => ({ kind: 'several', ids: list })),
    unsure,
  )
const words = fc.oneof(
  fc.constantFrom(...WORDS).map((text): AnswerValue => ({ kind: 'text', text })),
  unsure,
)
const date = fc.oneof(fc.constant<AnswerValue>({ kind: 'date', date: '2026-11-20' }), unsure)

const answers = fc.record(
  {
    origin: choice('accused', 'self'),
    how: choice(...HOWS),
    pause: choice('paused', 'part', 'not-yet'),
    contain: several('recalled', 'link', 'access', 'searched', 'withdrawn', 'recipient', 'nothing'),
    found: date,
    where: fc.oneof(choice('group', 'moments', 'web', 'rival', 'person'), words),
    file: words,
    seen: words,
    categories: several(...CATEGORIES),
    sensitive: fc.constantFrom<AnswerValue>({ kind: 'yes' }, { kind: 'no' }),
    people: fc.oneof(choice('few', 'dozens', 'hundreds', 'thousands'), words),
    claim: several('explain', 'money', 'lawyer', 'admission', 'police'),
    checks: choice('one-by-one', 'all-clear', 'later'),
    ...Object.fromEntries(CHECKS.map((id) => [`check.${id}`, choice('clear', 'found', 'later')])),
    findings: words,
    outcome: choice('confirmed', 'unfounded', 'undetermined'),
    verdict: choice('confirmed', 'unfounded', 'still'),
    protection: words,
    evidence: several('access', 'sent', 'links', 'devices'),
    improvements: fc.oneof(several('recipient', 'encrypt', 'access', 'links', 'storage', 'cleanup', 'report'), words),
  },
  { requiredKeys: [] },
)

const input = {
  incidentId: 'a',
  number: 1,
  recordId: null,
  record: null,
  filedOn: null,
  suggestion: '',
  project: null,
  noticeHours: null,
  receiptGiven: false,
}

/** The words of a draft as the client would read them. */
function read(
  id: (typeof DRAFTS)[number],
  given: Readonly<Record<string, AnswerValue | undefined>>,
  hour: number,
): string {
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const saying = draftOf(id, { input, answers: known as Record<string, AnswerValue> })
  const [filled] = fillIn([saying], { hour, at: 0, zone: 'Asia/Shanghai' }, forbidden)
  return renderTurn(filled === undefined ? [] : [filled], {
    page: (page) => library.pages.get(page),
    globals: library.globals,
  }).join('\n')
}

test('no draft says what must not be said to a client, whatever was answered', () => {
  fc.assert(
    fc.property(answers, fc.constantFrom(...DRAFTS), fc.nat(23), (given, id, hour) => {
      const text = read(id, given, hour)
      expect(forbidden.filter((phrase) => bare(text).includes(phrase))).toEqual([])
      expect(text).not.toMatch(/undefined|\[object|NaN|\{|\}/)
      expect(text).toContain('您')
    }),
    { numRuns: 3000, seed: 20261130 },
  )
})

test('the pages themselves are clean, and a forbidden phrase in a page would be found', () => {
  for (const id of DRAFTS) expect(forbidden.filter((phrase) => bare(read(id, {}, 12)).includes(phrase))).toEqual([])
  expect(forbidden.some((phrase) => bare('聊天我删了').includes(phrase))).toBe(true)
})

test('a promised time can be kept from the hour at which it is made', () => {
  expect(read('receipt', {}, 23)).toContain('明早10点前')
  expect(read('receipt', {}, 3)).toContain('今天上午10点前')
  expect(read('receipt', {}, 9)).toContain('今天下午6点前')
  expect(read('receipt', {}, 15)).toContain('今晚9点前')
})

test('the report after that is promised within a day, and not for the middle of one', () => {
  const still = { outcome: { kind: 'choice', id: 'undetermined' } } as const
  expect(read('undetermined', still, 3)).toContain('今晚9点前')
  expect(read('undetermined', still, 9)).toContain('今晚9点前')
  expect(read('report', still, 15)).toContain('明早10点前')
  expect(read('report', still, 23)).toContain('明天下午6点前')
})

test.each([
  ['无锡分公司报价.xlsx', true],
  ['不二家海报', true],
  ['没药树设计稿', true],
  ['无印良品图册第三版', true],
  ['好像.psd', true],
  ['没有文件', false],
  ['不知道是哪份', false],
  ['好像是第二版', false],
  ['是哪份？', false],
])('%s stands as a name: %s', (text, stands) => {
  const given = { outcome: { kind: 'choice', id: 'confirmed' }, file: { kind: 'text', text } } as const
  expect(read('confirmed', given, 12).includes(text)).toBe(stands)
})

test('what was never stopped is not said to rest, and what was not looked at is not said to be clear', () => {
  const still = { outcome: { kind: 'choice', id: 'undetermined' } } as const
  const paused = { ...still, pause: { kind: 'choice', id: 'paused' } } as const
  const looked = { ...still, checks: { kind: 'choice', id: 'all-clear' } } as const
  expect(read('undetermined', still, 12)).not.toMatch(/暂停|核对过/u)
  expect(read('undetermined', paused, 12)).toContain('仍然暂停')
  expect(read('undetermined', looked, 12)).toContain('核对过')
})

test('where nothing can be shown, nothing is said to come with it', () => {
  const none = { outcome: { kind: 'choice', id: 'unfounded' }, evidence: { kind: 'several', ids: [] } } as const
  expect(read('unfounded', none, 12)).not.toContain('附上')
  expect(read('unfounded', { ...none, evidence: { kind: 'skipped' } }, 12)).toContain('附上＿＿＿')
})

test('what was found out oneself is told as it was', () => {
  const lost = { origin: { kind: 'choice', id: 'self' }, how: { kind: 'choice', id: 'lost' } } as const
  expect(read('receipt', lost, 12)).toContain('设备丢了')
  expect(firstDraft(true, 'lost').with?.what).toEqual({ page: 'incident/what-lost' })
  expect(firstDraft(true, undefined).with?.what).toEqual({ page: 'incident/what-other' })
})

test('with a claim or sensitive data the report states facts and takes no blame', () => {
  const facts = { outcome: { kind: 'choice', id: 'confirmed' } } as const
  const claim = { ...facts, claim: { kind: 'several', ids: ['money'] } } as const
  expect(read('confirmed', facts, 12)).toContain('抱歉')
  expect(read('confirmed', claim, 12)).not.toContain('抱歉')
  expect(incident.keeps).toBe(true)
})
