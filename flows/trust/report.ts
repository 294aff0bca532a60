import { addressClient, addressHim, namesClient, speaksOfClient } from '../shared/address-client.ts'
import type { Answers, FlowContext } from '../shared/flow.ts'
import type { AnswerValue, Param } from '../shared/question.ts'
import type { Saying } from '../shared/saying.ts'
import { valueParam } from '../shared/value.ts'
import { adjustments, doubtOf, isAdjusted, recordOf, type TrustRecord } from './rules.ts'

const GAP: Param = { page: 'trust/message-gap' }

/** The doubts that no line of the report answers by itself: each has a line of its own, to be filled in. */
const ASKED_FOR: ReadonlySet<string> = new Set(['shared', 'reused', 'own'])

/**
 * The report on progress and confidentiality that the freelancer forwards, alone in its bubble.
 *
 * What the client doubts comes first. The record of this one client fills it; what the record does not know is a gap,
 * never a guess, and what the client was heard to say stays out of it.
 */
export function reportToClient(context: FlowContext): Saying {
  const { answers } = context
  const record = recordOf(context)
  const doubt = doubtOf(answers)
  const lines = [
    ...(ASKED_FOR.has(doubt) ? [{ id: doubt, line: withValue(`trust/message-${doubt}`, GAP) }] : []),
    ...(record?.isOver ? [] : statusLines(answers, record)),
    ...(record?.ended ? endLines(record.ended.answers) : []),
  ]
  const ordered = [...lines.filter(({ id }) => id === doubt), ...lines.filter(({ id }) => id !== doubt)]
  const about: Param = record?.project
    ? { page: 'trust/message-about', with: { project: record.project } }
    : { page: 'trust/message-about-all' }
  const over = record?.isOver ? record.ended : null
  return {
    page: over === null ? 'trust/message' : 'trust/message-over',
    with: {
      about,
      ...(over && { day: { date: over.on } }),
      items: { lines: ordered.map(({ line }) => line) },
      closing: { page: `trust/message-${closingOf(answers, record)}` },
    },
    alone: true,
  }
}

/** Do words of the freelancer's own in that message speak of the client, so that they want a look before they are sent? */
export function wantsALook(context: FlowContext): boolean {
  const { answers } = context
  const facts = recordOf(context)?.facts ?? {}
  const filed = Object.values(facts).some((value) => value.kind === 'text' && speaksOfClient(value.text))
  const told = [answers.progress, answers.adjust, answers.rhythm]
  return filed || told.some((value) => value?.kind === 'text' && namesClient(value.text))
}

/** What the client is asked at the end, unless that was asked already. */
function closingOf(answers: Answers, record: TrustRecord | undefined): string {
  if (isAdjusted(answers)) return 'adjusted'
  return record?.isOver || doubtOf(answers) === 'unclear' ? 'ask-doubt' : 'ask-feeling'
}

interface Line {
  readonly id: string
  readonly line: Param
}

/** How the work stands, what is held and where, who can see it, what is deleted when, what was agreed. */
function statusLines(answers: Answers, record: TrustRecord | undefined): Line[] {
  const facts = record?.facts ?? {}
  const { progress, rhythm } = answers
  return [
    {
      id: 'progress',
      line: withValue('trust/message-progress', progress?.kind === 'text' ? addressHim(progress.text) : GAP),
    },
    { id: 'holds', line: withValue('trust/message-holds', held(facts)) },
    factLine(facts, 'storage') ?? gapLine('storage'),
    factLine(facts, 'access') ?? gapLine('access'),
    ...['transfer', 'deletion', 'returns'].flatMap((id) => factLine(facts, id) ?? []),
    { id: 'deleted', line: withValue('trust/message-deleted', GAP) },
    ...(isAdjusted(answers) ? [{ id: 'adjust', line: withValue('trust/message-adjust', adjusted(answers)) }] : []),
    ...(isSaid(rhythm) ? [{ id: 'rhythm', line: withValue('trust/message-rhythm', inMessage('rhythm', rhythm)) }] : []),
  ]
}

/** What became of the client's material, as it was filed at the end; what was not done is a gap. */
function endLines(answers: Answers): Line[] {
  const material = answers.material
  const isDone = material?.kind === 'choice' && material.id !== 'not-yet'
  const parts = [
    { page: isDone ? `records/message-${material.id}` : 'trust/message-material' },
    { page: answers.backups?.kind === 'yes' ? 'records/message-backups' : 'trust/message-backups' },
    { page: answers.access?.kind === 'yes' ? 'records/message-access' : 'trust/message-accounts' },
  ]
  return parts.map((line, index) => ({ id: index === 0 ? 'deleted' : line.page, line }))
}

/** The kinds of material, each with what was named. */
function held(facts: Answers): Param {
  const value = facts.categories
  if (value?.kind !== 'several' || value.ids.length === 0) return GAP
  return {
    list: value.ids.map((id): Param => {
      const category: Param = { option: id, of: 'scope/ask-categories' }
      const details = facts[`details.${id}`]
      return details?.kind === 'text'
        ? { page: 'trust/message-kind', with: { category, details: ownWords(details) } }
        : category
    }),
  }
}

function factLine(facts: Answers, id: string): Line | undefined {
  const value = facts[id]
  if (!isSaid(value)) return undefined
  const page = id === 'returns' ? 'trust/message-returns' : `scope/message-${id}`
  return { id, line: withValue(page, value.kind === 'text' ? ownWords(value) : valueParam({ page }, value)) }
}

const gapLine = (id: string): Line => ({ id, line: withValue(`scope/message-${id}`, GAP) })

function adjusted({ adjust }: Answers): Param {
  if (adjust?.kind === 'several') return inMessage('adjust', { kind: 'several', ids: adjustments(adjust.ids) })
  return adjust === undefined ? GAP : inMessage('adjust', adjust)
}

const inMessage = (id: string, value: AnswerValue): Param =>
  value.kind === 'text' ? addressHim(value.text) : valueParam({ page: `trust/message-${id}` }, value)

const isSaid = (value: AnswerValue | undefined): value is AnswerValue =>
  value !== undefined && value.kind !== 'unsure' && value.kind !== 'skipped'

const ownWords = ({ text }: { readonly text: string }): Param => addressClient(text)

const withValue = (page: string, value: Param): Param => ({ page, with: { value } })
