import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { FLOWS } from '../../flows/index.ts'
import type { Flow, FlowInput } from '../../flows/shared/flow.ts'
import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import {
  answerFrame,
  type LiveFrame,
  pendingQuestion,
  startFrame,
  stepsOf,
  wakeFrame,
} from '../../src/conversation/frame.ts'
import type { Answer } from '../../src/conversation/session.ts'

const flowOf = (id: string): Flow => FLOWS[id] as Flow
const scope = flowOf('scope')

const INPUTS: Readonly<Record<string, FlowInput>> = {
  scope: { suggestion: '客户A' },
  records: {
    records: [
      { id: '1', client: '客户A', project: null, closed: false, flow: 'scope' },
      { id: '2', client: '客户B', project: '春季海报', closed: true },
    ],
    action: null,
  },
  closing: { caseId: '1', record: '客户A', project: null },
  resume: { options: [{ id: '1' }, { id: '2' }] },
  existing: { caseId: '1', record: '客户A·海报' },
  note: { caseId: '1', noteId: 'm', record: '客户A', text: '不能发朋友圈' },
  whose: { options: [{ id: 'unfiled' }, { id: '1' }], action: 'amend', words: '' },
  'incident-pick': { options: [{ id: '1' }, { id: 'new' }] },
  'evidence-pick': { options: [{ id: '1' }, { id: 'none' }] },
  'reminder-pick': { options: [{ id: '1' }, { id: 'all' }] },
  'incident-whose': { options: [{ id: '1' }, { id: 'other' }] },
  revise: { options: [{ id: 'client' }, { id: 'project' }] },
  heard: { words: '小鱼' },
  'go-on': { where: { name: '甲', title: { title: 'scope' } } },
}

const inputOf = (flow: Flow): FlowInput => INPUTS[flow.id] ?? {}

const answer = (questionId: string, value: AnswerValue): Answer => ({ questionId, value, messageId: 'm', at: 1 })
const text = (words: string): AnswerValue => ({ kind: 'text', text: words })
const several = (...ids: string[]): AnswerValue => ({ kind: 'several', ids })
const choice = (id: string): AnswerValue => ({ kind: 'choice', id })

const WEEKLY = { start: '2026-11-27T15:00:00', zone: 'Asia/Shanghai', rules: ['FREQ=WEEKLY'] }

/** Any answer that a question takes, picked by a number. */
function answerTo(question: Question, pick: number): AnswerValue {
  const ids = question.options?.map(({ id }) => id) ?? []
  const choices: AnswerValue[] = [
    ...(question.kind === 'text' || question.ownWords ? [text(`第${pick}个`)] : []),
    ...(question.kind === 'choice' ? ids.map(choice) : []),
    ...(question.kind === 'several'
      ? [several(...ids), several(), several(...ids.filter((_, at) => pick & (1 << at)))]
      : []),
    ...(question.kind === 'yesno' ? [{ kind: 'yes' } as const, { kind: 'no' } as const] : []),
    ...(question.kind === 'review' ? [{ kind: 'yes' } as const] : []),
    ...(question.kind === 'date' ? [{ kind: 'date', date: '2026-11-20' } as const] : []),
    ...(question.kind === 'time'
      ? [
          { kind: 'time', state: 'known', schedule: WEEKLY } as const,
          { kind: 'time', state: 'guessed', schedule: WEEKLY } as const,
          { kind: 'time', state: 'refused', why: 'past', suggestion: null } as const,
        ]
      : []),
    ...(question.unsure ? [{ kind: 'unsure' } as const] : []),
    ...(question.skippable ? [{ kind: 'skipped' } as const] : []),
  ]
  return choices[pick % choices.length] as AnswerValue
}

const throughJson = (flow: Flow, { frame }: LiveFrame): LiveFrame =>
  wakeFrame(flow, JSON.parse(JSON.stringify(frame)) as typeof frame)

/** Answers question after question; the answers are the frame's own. */
function answerAll(live: LiveFrame, ...answers: readonly Answer[]): LiveFrame {
  return answers.reduce((now, one) => answerFrame(now, one).live, live)
}

const untilCategories = [
  answer('client', text('客户A')),
  answer('project', { kind: 'skipped' }),
  answer('categories', several('personal', 'project')),
]
const untilReview = [
  ...untilCategories,
  answer('details.personal', text('手机号')),
  answer('details.project', text('上线时间')),
  answer('access', choice('me')),
  answer('storage', choice('wechat')),
  answer('transfer', choice('encrypted')),
  answer('deletion', choice('at-end')),
  answer('confirmed-by', text('对接人')),
  answer('confirmed-on', { kind: 'date', date: '2026-11-20' }),
]

describe.each(Object.values(FLOWS))('$id', (flow) => {
  test('stepping through frames, stored after every answer, is a running actor', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }), (picks) => {
        const actor = createActor(flow.machine, { input: inputOf(flow) }).start()
        let live = startFrame(flow, inputOf(flow), 0)
        for (const pick of picks) {
          const question = pendingQuestion(live)
          expect(live.snapshot.value).toEqual(actor.getSnapshot().value)
          expect(live.snapshot.context).toEqual(actor.getSnapshot().context)
          expect(question === undefined).toBe(actor.getSnapshot().status === 'done')
          if (question === undefined) break
          const value = answerTo(question, pick)
          live = answerFrame(live, answer(question.id, value)).live
          actor.send({ type: 'ANSWERED', questionId: question.id, value })
          if (pendingQuestion(live) !== undefined) live = throughJson(flow, live)
        }
        expect(pendingQuestion(live), 'every flow comes to an end').toBeUndefined()
      }),
      { seed: 20261123, numRuns: 200 },
    )
  })

  test('answers alone give the same frame as the snapshot', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 15 }), (picks) => {
        let live = startFrame(flow, inputOf(flow), 0)
        for (const pick of picks) {
          const question = pendingQuestion(live)
          if (question === undefined) return
          live = answerFrame(live, answer(question.id, answerTo(question, pick))).live
        }
        if (pendingQuestion(live) === undefined) return
        const replayed = wakeFrame(flow, { ...live.frame, snapshot: null })
        expect(replayed.frame).toEqual(live.frame)
        expect(stepsOf(replayed).map(({ question }) => question)).toEqual(stepsOf(live).map(({ question }) => question))
      }),
      { seed: 20261123, numRuns: 200 },
    )
  })
})

describe('a stored frame wakes', () => {
  const stored = answerAll(startFrame(scope, {}, 0), ...untilCategories).frame

  test('at its question', () => {
    expect(pendingQuestion(wakeFrame(scope, stored))?.id).toBe('details.personal')
  })

  test('by its answers, when its state is no longer in the machine', () => {
    const live = wakeFrame(scope, { ...stored, snapshot: { value: 'askSomethingElse', context: {} } })
    expect(pendingQuestion(live)?.id).toBe('details.personal')
    expect(live.frame.answers).toEqual(stored.answers)
  })

  test('by its answers, when the flow has a newer version, and takes that version', () => {
    const live = wakeFrame(
      { ...scope, version: scope.version + 1 },
      { ...stored, snapshot: { value: 'review', context: {} } },
    )
    expect(pendingQuestion(live)?.id).toBe('details.personal')
    expect(live.frame.version).toBe(scope.version + 1)
  })

  test('by its answers, when the snapshot is of no use at all', () => {
    for (const snapshot of [null, {}, 'review', { value: { review: 'deeper' } }]) {
      expect(pendingQuestion(wakeFrame(scope, { ...stored, snapshot }))?.id).toBe('details.personal')
    }
  })

  test('with answers to questions that are no longer asked parked, not lost', () => {
    const old = { ...stored, version: 0, answers: [...stored.answers, answer('gone', text('旧答案'))] }
    const live = wakeFrame(scope, old)
    expect(live.frame.parked).toEqual([answer('gone', text('旧答案'))])
    expect(live.frame.answers).toEqual(stored.answers)
  })
})

describe('an answer that is changed', () => {
  const atReview = answerAll(startFrame(scope, {}, 0), ...untilReview)
  const change = (live: LiveFrame, questionId: string, value: AnswerValue) =>
    answerFrame({ ...live, frame: { ...live.frame, revisiting: questionId } }, answer(questionId, value))
  const idsOf = (answers: readonly Answer[]) => answers.map(({ questionId }) => questionId)

  test('leads back to where the person was', () => {
    const { live } = change(atReview, 'client', text('客户B'))
    expect(pendingQuestion(live)?.id).toBe('review')
    expect(live.frame.answers).toContainEqual(answer('client', text('客户B')))
    expect(live.frame.answers).not.toContainEqual(answer('client', text('客户A')))
    expect(live.frame.revisiting).toBeNull()
  })

  test('parks what is no longer asked', () => {
    const { live, parked } = change(atReview, 'categories', several('project'))
    expect(idsOf(parked)).toEqual(['details.personal'])
    expect(idsOf(live.frame.parked)).toEqual(['details.personal'])
    expect(pendingQuestion(live)?.id).toBe('review')
  })

  test('takes up what was parked when it is asked again', () => {
    const without = change(atReview, 'categories', several('project')).live
    const again = change(throughJson(scope, without), 'categories', several('personal', 'project')).live
    expect(again.frame.parked).toEqual([])
    expect(again.frame.answers).toContainEqual(answer('details.personal', text('手机号')))
    expect(pendingQuestion(again)?.id).toBe('review')
  })

  test('asks only what is new, and takes up the rest behind it', () => {
    const more = change(atReview, 'categories', several('personal', 'project', 'account')).live
    expect(pendingQuestion(more)?.id).toBe('details.account')
    const done = answerFrame(throughJson(scope, more), answer('details.account', text('后台'))).live
    expect(pendingQuestion(done)?.id).toBe('review')
    expect(idsOf(done.frame.answers).toSorted()).toEqual([...idsOf(untilReview), 'details.account'].toSorted())
    expect(done.frame.parked).toEqual([])
  })

  test('keeps the steps in the order in which the flow asks', () => {
    const { live } = change(atReview, 'client', text('客户B'))
    expect(stepsOf(live).map(({ question }) => question.id)).toEqual(idsOf(untilReview))
  })
})
