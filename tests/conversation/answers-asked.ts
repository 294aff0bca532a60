import { fileURLToPath } from 'node:url'
import { FLOWS } from '../../flows/index.ts'
import type { Flow, FlowInput } from '../../flows/shared/flow.ts'
import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { readAnswer } from '../../src/conversation/answers/read.ts'
import { answerFrame, pendingQuestion, startFrame } from '../../src/conversation/frame.ts'
import type { PageFacts } from '../../src/conversation/knowledge.ts'
import { loadLibrary } from '../../src/guidance/library.ts'

const { knowledge } = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))

/** The question itself, from its flow: the one that is pending after these answers. */
function questionAfter(flowId: string, input: FlowInput, ...values: readonly AnswerValue[]): Question {
  const flow = FLOWS[flowId] as Flow
  const live = values.reduce(
    (now, value) => {
      const questionId = pendingQuestion(now)?.id ?? ''
      return answerFrame(now, { questionId, value, messageId: 'm', at: 0 }).live
    },
    startFrame(flow, input, 0),
  )
  return pendingQuestion(live) as Question
}

const choice = (id: string): AnswerValue => ({ kind: 'choice', id })
const unsure: AnswerValue = { kind: 'unsure' }
const byName: AnswerValue = { kind: 'text', text: '对接人' }
const oneRecord = { records: [{ id: '1', client: '客户A', project: null, closed: false, flow: 'scope' }] }

/** A page that no flow has: a plain yes or no, with words of its own for both. */
const REPORTS: PageFacts = {
  title: '有没有定期汇报',
  wording: '你平时有没有定期跟他说进展，并确认保密没出问题？回「有」或「没有」。',
  options: new Map([
    ['yes', { label: '有', also: ['有汇报', '一直有', '定期有', '每周都有', '经常'], like: [] }],
    ['no', { label: '没有', also: ['没怎么说', '偶尔', '很少', '不太有', '不怎么'], like: [] }],
  ]),
  hasMore: true,
}

/** Questions of the flows, as they are asked; the tables go by these names. */
const QUESTIONS = {
  client: questionAfter('scope', { suggestion: '客户A' }),
  project: questionAfter('scope', {}, byName),
  categories: questionAfter('scope', {}, byName, unsure),
  access: questionAfter('scope', {}, byName, unsure, unsure),
  storage: questionAfter('scope', {}, byName, unsure, unsure, unsure),
  confirmedBy: questionAfter('scope', {}, byName, unsure, unsure, unsure, unsure, unsure, unsure),
  day: questionAfter('scope', {}, byName, unsure, unsure, unsure, unsure, unsure, unsure, byName),
  review: questionAfter('scope', {}, byName, unsure, unsure, unsure, unsure, unsure, unsure, unsure),
  need: questionAfter('tools', {}),
  reports: { id: 'reports', page: 'reports', kind: 'yesno', skippable: true, unsure: true } satisfies Question,
  mood: questionAfter('trust', {}),
  doubt: questionAfter('trust', {}, choice('worries')),
  adjust: questionAfter('trust', {}, choice('worries'), unsure, unsure, unsure, unsure),
  rhythm: questionAfter('trust', {}, choice('worries'), unsure, unsure, unsure, unsure, unsure),
  material: questionAfter('closing', { caseId: '1', record: '客户A', project: null }),
  notice: questionAfter('closing', { caseId: '1', record: '客户A', project: null }, unsure, unsure, unsure),
  remove: questionAfter('records', { ...oneRecord, action: null }, choice('delete')),
  erase: questionAfter('forget', {}),
  end: questionAfter(
    'nda',
    {},
    choice('nothing'),
    byName,
    choice('chat'),
    ...Array(5).fill(unsure),
    { kind: 'no' },
    unsure,
    unsure,
  ),
}

/**
 * How a message is read as the answer to a question, on one line, so that a table says everything; the day is Monday
 * 2026-11-23 if no other is given.
 *
 * `1 3`: the first and the third option; `!7`: there is no seventh; `?工资表`: not understood, and said so; `「…」`: kept in
 * the person's own words; `?`: nothing was understood.
 */
export function heard(id: keyof typeof QUESTIONS, text: string, today = '2026-11-23'): string {
  const question = QUESTIONS[id]
  const page = question.page === 'reports' ? REPORTS : knowledge.page(question.page)
  if (page === undefined) throw new Error(question.page)
  const { phrases, yesNo, clauses } = knowledge
  const reading = readAnswer(text, { question, page, phrases, yesNo, clauses, today })
  switch (reading.kind) {
    case 'answer': {
      const { value, outOfRange = [], unclear = [] } = reading
      const left = [...outOfRange.map((number) => `!${number}`), ...unclear.map((words) => `?${words}`)]
      return [taken(value, question), ...left].join(' ')
    }
    case 'outOfRange':
      return reading.numbers.map((number) => `!${number}`).join(' ')
    case 'ambiguous':
      return `ambiguous ${reading.ids.join(' ')}`
    case 'vague':
    case 'notUnderstood':
      return '?'
    default:
      return reading.kind
  }
}

function taken(value: AnswerValue, { options = [] }: Question): string {
  switch (value.kind) {
    case 'several':
      return value.ids.map((id) => options.findIndex((option) => option.id === id) + 1).join(' ') || 'none'
    case 'choice':
      return value.id
    case 'text':
      return `「${value.text}」`
    case 'date':
      return value.date
    default:
      return value.kind
  }
}
