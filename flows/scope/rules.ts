import { addressClient, speaksOfClient } from '../shared/address-client.ts'
import type { Answers } from '../shared/flow.ts'
import { inWriting } from '../shared/in-writing.ts'
import type { AnswerValue, Param } from '../shared/question.ts'
import type { Saying } from '../shared/saying.ts'
import { valueParam } from '../shared/value.ts'

/** The kinds of confidential information asked about, in the order shown; the first three are the article's. */
export const CATEGORIES = ['personal', 'trade-secret', 'project', 'account', 'other'] as const

/** How it is to be protected, and to what degree. */
const PROTECTIONS = ['access', 'storage', 'transfer', 'deletion'] as const

/** The page of a question; details have one for each category because what to name differs. */
export function pageOf(questionId: string): string {
  const [name, category] = questionId.split('.')
  return category === undefined ? `scope/ask-${name}` : `scope/ask-details-${category}`
}

/** The categories that the client wants kept, in the order shown; none while that is open. */
function categoriesOf(answers: Answers): readonly string[] {
  const value = answers.categories
  return value?.kind === 'several' ? CATEGORIES.filter((id) => value.ids.includes(id)) : []
}

/** The details still to be asked, first first. */
export function openDetails(answers: Answers): readonly string[] {
  return categoriesOf(answers)
    .map((category) => `details.${category}`)
    .filter((id) => answers[id] === undefined)
}

/** Did the client confirm the scope, so that a day can be asked for? */
export function isConfirmed(answers: Answers): boolean {
  return answers['confirmed-by']?.kind === 'text'
}

/** Is this answered with something to go by, not with "don't know" or "skip"? */
function isKnown(value: AnswerValue | undefined): value is AnswerValue {
  return value !== undefined && value.kind !== 'unsure' && value.kind !== 'skipped'
}

/** What the client has not said yet: question ids, in the order asked. The freelancer has to ask for these. */
export function openPoints(answers: Answers): readonly string[] {
  const asked = ['categories', ...categoriesOf(answers).map((category) => `details.${category}`), ...PROTECTIONS]
  return asked.filter((id) => !isKnown(answers[id]))
}

/** The sections that match what was answered, the most fitting first. */
export function matchingSections(answers: Answers): readonly string[] {
  const sections = categoriesOf(answers).flatMap((category) =>
    category === 'personal' || category === 'trade-secret' || category === 'project' ? [`scope.${category}`] : [],
  )
  const transfer = answers.transfer
  const sending = transfer?.kind === 'choice' && transfer.id === 'encrypted' ? [] : ['tools.encrypt']
  const help = answers.access?.kind === 'choice' && answers.access.id === 'me' ? [] : ['management.access']
  return [...new Set([...sections, ...sending, ...help, 'scope.record', 'management.cleanup'])]
}

/**
 * The message that the freelancer forwards to the client to confirm the scope: what is understood, then what is open.
 *
 * It leaves out the code name and who confirmed it, which are the freelancer's own notes.
 */
export function messageToClient(answers: Answers): Saying {
  const items = [
    ...categoriesOf(answers).map((category): Param => {
      const details = answers[`details.${category}`]
      const label: Param = { option: category, of: 'scope/ask-categories' }
      return isKnown(details)
        ? {
            page: 'scope/message-category',
            with: { category: label, details: toClient(pageOf(`details.${category}`), details) },
          }
        : { page: 'scope/message-category-open', with: { category: label } }
    }),
    ...PROTECTIONS.flatMap((id): Param[] => {
      const value = answers[id]
      return isKnown(value)
        ? [{ page: `scope/message-${id}`, with: { value: toClient(`scope/message-${id}`, value) } }]
        : []
    }),
  ]
  const open = openPoints(answers).map((id): Param => ({ page: `scope/open-${id.replace('.', '-')}` }))
  const project = answers.project
  const about: Param =
    project?.kind === 'text'
      ? { page: 'scope/message-about', with: { project: project.text } }
      : { page: 'scope/message-about-all' }
  const parts = [
    ...(items.length > 0 ? [{ page: 'scope/message-known', with: { items: { lines: items } } }] : []),
    ...(open.length > 0
      ? [
          {
            page: items.length > 0 ? 'scope/message-open' : 'scope/message-open-only',
            with: { items: { lines: open } },
          },
        ]
      : []),
  ]
  const closing = open.length === 0 ? 'confirm' : items.length === 0 ? 'answer' : 'answer-and-confirm'
  return {
    page: 'scope/message',
    with: { about, parts: { lines: parts }, closing: { page: `scope/message-${closing}` } },
    alone: true,
  }
}

/** Do the freelancer's own words in that message want a look before they are forwarded? */
export function wantsALook(answers: Answers): boolean {
  return Object.entries(answers).some(
    ([id, value]) => value.kind === 'text' && isInMessage(id) && speaksOfClient(value.text),
  )
}

const isInMessage = (id: string): boolean =>
  id.startsWith('details.') || (PROTECTIONS as readonly string[]).includes(id)

function toClient(page: string, value: AnswerValue): Param {
  return valueParam(
    { page },
    value.kind === 'text' ? { kind: 'text', text: addressClient(inWriting(value.text)) } : value,
  )
}
