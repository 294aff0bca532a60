import { deadlinesOf, isReport } from '../../flows/incident/deadlines.ts'
import { verdictOf } from '../../flows/incident/rules.ts'
import type { Answers } from '../../flows/shared/flow.ts'
import type { Param } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { answeredAt, clientOf, type Incident } from '../conversation/incident.ts'
import { currentAnswers } from '../conversation/incident-answers.ts'
import type { Answer } from '../conversation/session.ts'
import { evidenceBlocks } from './incident-evidence.ts'
import { answerParam, pageOf, SECTIONS, saidParam } from './incident-sections.ts'
import { timelineRows } from './incident-timeline.ts'
import type { RecordWords } from './record-words.ts'
import type { DocumentBlock, WrittenDocument } from './write-docx.ts'
import { instantIn, offsetIn, zoneSaying } from './zoned.ts'

/** The share of a line that each column of a table takes. */
const WIDTHS = { facts: [3, 10], answers: [4, 6, 4], actions: [3, 5, 2, 4], timeline: [4, 10] } as const

/**
 * The whole of an incident as a document, as far as it was told by `at` (epoch ms): what stands now, part by part, and
 * then every line of the log, corrections with what they replaced. What nobody said is left out.
 */
export function incidentRecord(
  incident: Incident,
  at: number,
  words: (saying: Saying) => string,
  timeZone: string,
): { name: string; content: WrittenDocument } {
  const say: RecordWords = {
    text: (value) => words({ page: 'incident/doc-value', with: { value } }),
    instant: (when) => instantIn(when, timeZone),
  }
  const page = (id: string): string => words({ page: `incident/doc-${id}` })
  const section = (id: string, blocks: readonly DocumentBlock[]): DocumentBlock[] =>
    blocks.length === 0 ? [] : [{ kind: 'heading', level: 1, text: page(id) }, ...blocks]
  const title = words({ page: 'incident/doc-title', with: { number: incident.number } })
  const answers = currentAnswers(incident)
  const instants = [at, incident.openedAt, ...incident.log.map((entry) => entry.at)]
  const blocks: DocumentBlock[] = [
    { kind: 'paragraph', text: words(zoneSaying(instants, timeZone)) },
    factsTable(incident, at, answers, say),
    ...SECTIONS.flatMap(({ id, questions, by }) => {
      const given = (by === 'log' ? saidInLog(incident, questions) : inOrder(answers, questions)).map(
        (answer): Said => ({ ...answer, words: wordsGiven(incident, answer) }),
      )
      return section(id, id === 'actions' ? actionBlocks(given, say) : answerBlocks(given, say))
    }),
    ...section('deadlines', deadlineBlocks(incident, at, answers, say, timeZone)),
    ...section('evidence', evidenceBlocks(incident, say)),
    ...section('timeline', [
      {
        kind: 'table',
        head: ['column-time', 'column-line'].map(page),
        rows: timelineRows(incident, say),
        widths: WIDTHS.timeline,
      },
    ]),
    { kind: 'paragraph', text: page('end') },
  ]
  return { name: `${title}.docx`, content: { title, blocks } }
}

function factsTable(incident: Incident, at: number, answers: readonly Answer[], say: RecordWords): DocumentBlock {
  const { number, input, openedAt, closedAt } = incident
  const verdict = verdictOf(asRecord(answers))
  const facts: readonly (readonly [string, Param] | null)[] = [
    ['number', number],
    ['client', clientOf(incident) ?? { page: 'incident/doc-skipped' }],
    typeof input.project === 'string' ? ['project', input.project] : null,
    ['opened', say.instant(openedAt)],
    ['closed', closedAt === null ? { page: 'incident/doc-open' } : say.instant(closedAt)],
    [
      'verdict',
      verdict === undefined ? { page: 'incident/doc-no-verdict' } : { option: verdict, of: pageOf('outcome') },
    ],
    ['as-of', say.instant(at)],
  ]
  const rows = facts
    .filter((fact) => fact !== null)
    .map(([id, value]) => [say.text({ page: `incident/doc-fact-${id}` }), say.text(value)])
  return { kind: 'table', head: [], rows, widths: WIDTHS.facts }
}

/** An answer and the words it was given in, where these say more. */
type Said = Answer & { readonly words: string | undefined }

/** The client's own words first, as a quotation; the other answers as a table. */
function answerBlocks(answers: readonly Said[], say: RecordWords): DocumentBlock[] {
  const quoted = answers.filter(({ questionId, value }) => questionId === 'words' && value.kind === 'text')
  const rows = answers.filter((answer) => !quoted.includes(answer)).map((answer) => answerRow(answer, say))
  return [
    ...quoted.flatMap(({ value, at }): DocumentBlock[] => [
      { kind: 'paragraph', text: say.text({ page: 'incident/doc-words', with: { at: say.instant(at) } }) },
      { kind: 'quote', text: say.text(answerParam('words', value)) },
    ]),
    ...table(['column-what', 'column-answer', 'column-noted'], rows, WIDTHS.answers, say),
  ]
}

function actionBlocks(answers: readonly Said[], say: RecordWords): DocumentBlock[] {
  const who = say.text({ page: 'incident/doc-who' })
  const rows = answers.map((answer) => answerRow(answer, say).toSpliced(2, 0, who))
  return table(['column-action', 'column-result', 'column-who', 'column-noted'], rows, WIDTHS.actions, say)
}

function answerRow({ questionId, value, at, words }: Said, say: RecordWords): string[] {
  const answer = saidParam(questionId, value, words)
  return [say.text({ title: pageOf(questionId) }), say.text(answer), say.text(say.instant(at))]
}

function wordsGiven({ log }: Incident, { questionId, messageId }: Answer): string | undefined {
  const line = log.find(
    (entry) => entry.messageId === messageId && entry.what.kind === 'answer' && entry.what.questionId === questionId,
  )
  return line?.what.kind === 'answer' ? line.what.words : undefined
}

function deadlineBlocks(
  incident: Incident,
  at: number,
  answers: readonly Answer[],
  say: RecordWords,
  timeZone: string,
): DocumentBlock[] {
  const { openedAt, closedAt, input, log } = incident
  const told = log.filter(({ what }) => what.kind === 'answer' && isReport(what.questionId, what.value))
  const due = deadlinesOf({
    openedAt,
    closedAt,
    noticeHours: input.noticeHours,
    answers: asRecord(answers),
    receiptAt: answeredAt(incident, 'receipt'),
    toldAt: told.at(-1)?.at ?? null,
    offset: offsetIn(openedAt, timeZone),
  })
  const rows = due.map(({ id, dueAt, source }) => [
    say.text({ page: `incident/due-${id}` }),
    say.text({ page: dueAt < at ? 'incident/doc-overdue' : 'incident/doc-due', with: { at: say.instant(dueAt) } }),
    say.text({ page: source === 'advice' ? 'incident/doc-advice' : `incident/due-${source}` }),
  ])
  return table(['column-due', 'column-latest', 'column-source'], rows, WIDTHS.answers, say)
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  say: RecordWords,
): DocumentBlock[] {
  if (rows.length === 0) return []
  return [{ kind: 'table', head: head.map((id) => say.text({ page: `incident/doc-${id}` })), rows, widths }]
}

const inOrder = (answers: readonly Answer[], questions: readonly string[]): Answer[] =>
  questions.flatMap((id) => answers.filter(({ questionId }) => questionId === id))

/** Every time that one of these was answered: a message that was sent was sent, whatever was answered later. */
const saidInLog = ({ log }: Incident, questions: readonly string[]): Answer[] =>
  log.flatMap(({ at, messageId, what }) =>
    what.kind === 'answer' && questions.includes(what.questionId)
      ? [{ questionId: what.questionId, value: what.value, at, messageId }]
      : [],
  )

const asRecord = (answers: readonly Answer[]): Answers =>
  Object.fromEntries(answers.map(({ questionId, value }) => [questionId, value]))
