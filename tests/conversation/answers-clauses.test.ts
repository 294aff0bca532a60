import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { nda } from '../../flows/nda/machine.ts'
import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { readAnswer } from '../../src/conversation/answers/read.ts'
import { answerFrame, pendingQuestion, startFrame } from '../../src/conversation/frame.ts'
import { loadLibrary } from '../../src/guidance/library.ts'

const { knowledge } = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))

/** Every question of the agreement's two reviews, with and without a text, as it is asked. */
const questions = new Map([...asked('nothing'), ...asked('hurry')].map((question) => [question.id, question]))

function* asked(stage: string): Generator<Question> {
  let live = startFrame(nda, {}, 0)
  for (let question = pendingQuestion(live); question !== undefined; question = pendingQuestion(live)) {
    yield question
    const value: AnswerValue =
      question.id === 'stage'
        ? { kind: 'choice', id: stage }
        : question.id === 'signed'
          ? { kind: 'choice', id: 'paper' }
          : question.kind === 'review' || question.id === 'rest'
            ? { kind: 'yes' }
            : { kind: 'unsure' }
    live = answerFrame(live, { questionId: question.id, value, messageId: 'm', at: 0 }).live
  }
}

const rows = readFileSync(new URL('clause-rows.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.includes('|'))
  .slice(1)
  .flatMap((line) => {
    const [id = '', option = '', words = ''] = line.split('|').map((part) => part.trim())
    const questionId = questions.has(`clause.${id}`) ? `clause.${id}` : id
    return words.split('·').map((text) => [questionId, text.trim(), option] as const)
  })

function heard(questionId: string, text: string): string {
  const question = questions.get(questionId)
  const page = question && knowledge.page(question.page)
  if (question === undefined || page === undefined) throw new Error(questionId)
  const { phrases, yesNo, clauses } = knowledge
  const reading = readAnswer(text, { question, page, phrases, yesNo, clauses, today: '2026-11-23' })
  if (reading.kind !== 'answer') return '?'
  return reading.value.kind === 'choice' ? reading.value.id : reading.value.kind
}

test('every clause that is asked about has rows', () => {
  const clauses = [...questions.keys()].filter((id) => id.startsWith('clause.'))
  const told = new Set(rows.map(([id]) => id))
  expect(clauses.filter((id) => !told.has(id))).toEqual([])
})

test.each(rows)('%s: %s', (questionId, text, option) => {
  expect(heard(questionId, text)).toBe(option)
})
