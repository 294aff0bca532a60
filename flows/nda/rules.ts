import type { Answers } from '../shared/flow.ts'
import type { Param } from '../shared/question.ts'
import { chosen } from '../shared/record-answer.ts'
import type { Saying } from '../shared/saying.ts'

/** What the article says to read (what is confidential, what must be done, what a breach costs), and what costs a living. */
const IMPORTANT = ['definition', 'permitted-recipients', 'liquidated-damages', 'non-compete', 'ip-ownership'] as const
/** The other clauses that must be read; without a text somebody may stop before these. */
const FURTHER = [
  'damages',
  'deduction',
  'exclusions',
  'compelled-disclosure',
  'lawful-reporting',
  'personal-information',
  'unilateral-change',
] as const
/** What can be asked about, first first. How long secrecy lasts is asked for the record. */
export const CLAUSES = [...IMPORTANT, ...FURTHER] as const
/** Nobody promises silence for longer, in months. */
const LONGEST_TERM = 60

/** Five clauses that can be found in any agreement within ninety seconds. */
const HURRIED = ['definition', 'term', 'liquidated-damages', 'non-compete', 'ip-ownership'] as const

/** What nobody should take part in, however it is worded: handing on people's data, keeping a crime quiet. */
const REFUSED = ['lawful-reporting', 'personal-information'] as const
const SIGNED: ReadonlySet<string> = new Set(['paper', 'chat', 'click'])
/** More questions in one message would not be answered. */
const QUESTIONS = 8

/** What is worth asking for, but no reason not to sign; everything else that is weak is. */
const MILD: ReadonlySet<string> = new Set(['compelled-disclosure', 'permitted-recipients'])

/** Was it only to be looked at quickly, before a signature that is due in minutes? */
export function isHurried(answers: Answers): boolean {
  return chosen(answers, 'stage') === 'hurry'
}

/** The clauses still to be asked about, first first: what the contract's text has left open, or all without a text. */
export function openClauses(answers: Answers): readonly string[] {
  const text = answers.text
  const asked: readonly string[] = isHurried(answers)
    ? HURRIED
    : text?.kind === 'contract'
      ? CLAUSES.filter((type) => text.open.includes(type))
      : answers.rest?.kind === 'yes'
        ? CLAUSES
        : IMPORTANT
  return asked.filter((type) => answers[`clause.${type}`] === undefined)
}

/** How many clauses are left for whoever wants to be asked on; none once that is settled, or where a text was read. */
export function furtherClauses(answers: Answers): number {
  if (isHurried(answers) || answers.rest !== undefined || answers.text?.kind === 'contract') return 0
  return FURTHER.filter((type) => answers[`clause.${type}`] === undefined).length
}

/** Has nobody seen an agreement yet, nor agreed to anything? Then there is nothing to ask about but the text. */
export function isUnseen(answers: Answers): boolean {
  const signed = answers.signed
  return (
    chosen(answers, 'stage') === 'nothing' && (signed?.kind === 'unsure' || chosen(answers, 'signed') === 'not-yet')
  )
}

/** The clauses that are bad or missing, in the order asked. */
export function weakClauses(answers: Answers): readonly string[] {
  return [...HURRIED.slice(0, 2), ...CLAUSES]
    .filter((type, index, all) => all.indexOf(type) === index)
    .filter((type) => {
      if (type === 'term' && isEndless(answers)) return true
      return ['bad', 'missing'].includes(chosen(answers, `clause.${type}`) ?? '')
    })
}

/** Is secrecy for ever, or for too long, by what was told? A contract's text has its flag for that. */
function isEndless({ term, text }: Answers): boolean {
  if (term?.kind !== 'duration' || text?.kind === 'contract') return false
  return term.unit === 'forever' || (term.unit === 'month' && term.count > LONGEST_TERM)
}

/** What comes of the five answers, in one line, and what each weak clause is asked to become. */
export function verdict(answers: Answers): readonly Saying[] {
  const weak = weakClauses(answers)
  const isGrave = weak.some((type) => !MILD.has(type))
  const open = HURRIED.filter((type) => ['unsure', 'skipped'].includes(answers[`clause.${type}`]?.kind ?? ''))
  const first: Saying = isGrave
    ? { page: 'nda/verdict-talk', with: { count: weak.length, clauses: names(weak) } }
    : open.length > 0
      ? { page: 'nda/verdict-unread', with: { clauses: names(open) } }
      : { page: 'nda/verdict-nothing-seen' }
  return weak.length > 0 ? [first, { page: 'nda/message-follows' }, messageToClient(answers)] : [first]
}

const names = (types: readonly string[]): Param => ({ list: types.map((type) => ({ title: `clause/${type}` })) })

/**
 * One polite message that asks the client about what was found in the contract and about every weak clause, alone in
 * its bubble.
 */
export function messageToClient(answers: Answers, isEnglish = isEnglishText(answers), most = QUESTIONS): Saying {
  if (isRefused(answers)) return decline(isEnglish)
  const clauses = [...weakClauses(answers), ...unknownClauses(answers)]
  const asked = [...readQuestions(answers).map(askOfFlag), ...clauses.map(askOfClause)]
  return message(asked.slice(0, most), isSigned(answers), isEnglish)
}

/** Was the contract that was read an English one? */
export function isEnglishText({ text }: Answers): boolean {
  return text?.kind === 'contract' && text.english === true
}

/** What is said to a client whose demands no wording can mend. */
export function decline(isEnglish: boolean): Saying {
  return { page: isEnglish ? 'nda/message-decline-english' : 'nda/message-decline', alone: true }
}

const askOfFlag = (id: string): string => `flag-ask/${id}`
const askOfClause = (type: string): string => `clause/${type}`

function readQuestions({ text }: Answers): readonly string[] {
  return text?.kind === 'contract' ? text.questions : []
}

/** Is there something in it that no wording can mend? */
export function isRefused(answers: Answers): boolean {
  const { text } = answers
  return refusedClauses(answers).length > 0 || (text?.kind === 'contract' && text.counts.refuse > 0)
}

/** Is it signed, or agreed to, already? */
export function isSigned(answers: Answers): boolean {
  return SIGNED.has(chosen(answers, 'signed') ?? '') || chosen(answers, 'stage') === 'signed'
}

/** What the answers of the guided review come to, in a line; nothing where a contract's text has been judged. */
export function filedVerdict(answers: Answers): readonly Saying[] {
  const refused = refusedClauses(answers)
  if (refused.length > 0) return [{ page: 'nda/verdict-decline', with: { clauses: names(refused) } }]
  const weak = weakClauses(answers)
  if (weak.length === 0 || answers.text?.kind === 'contract') return []
  const page = isSigned(answers) ? 'nda/verdict-signed' : 'nda/verdict-talk'
  return [{ page, with: { count: weak.length, clauses: names(weak) } }]
}

const COUNTED = ['refuse', 'must', 'should', 'fine', 'unclear'] as const

/** How many places of each kind a reading found, the worst first; what was found nowhere is left out. */
export function countsOf(counts: Readonly<Record<(typeof COUNTED)[number], number>>): Param {
  const found = COUNTED.filter((one) => counts[one] > 0)
  return { list: found.map((one) => ({ page: `nda/count-${one}`, with: { count: counts[one] } })) }
}

/** The message to the client from the flags of a contract that was read. */
export function askClient(flags: readonly string[], signed: boolean, isEnglish: boolean): Saying {
  return message(flags.map(askOfFlag), signed, isEnglish)
}

/** `asked`: pages that are called by their clause and say what to ask for, the most pressing first. */
function message(asked: readonly string[], signed: boolean, isEnglish: boolean): Saying {
  const [only] = asked
  if (only !== undefined && asked.length === 1 && !signed && !isEnglish)
    return { page: 'nda/message-one', with: { clause: { title: only }, ask: { page: only } }, alone: true }
  const lines = asked.slice(0, QUESTIONS).map((page, index): Param => {
    const ask = isEnglish ? `${page}-english` : page
    return {
      page: isEnglish ? 'nda/message-line-english' : 'nda/message-line',
      with: { number: index + 1, clause: { title: ask }, ask: { page: ask } },
    }
  })
  const inChinese = signed ? 'nda/message-signed' : 'nda/message'
  const inEnglish = signed ? 'nda/message-signed-english' : 'nda/message-english'
  return { page: isEnglish ? inEnglish : inChinese, with: { items: { lines } }, alone: true }
}

/** Is there anything to say to the client? What must not be done is no matter for a friendly message once it is signed. */
export function hasMessage(answers: Answers): boolean {
  const asked = [...readQuestions(answers), ...weakClauses(answers), ...unknownClauses(answers)]
  return isRefused(answers) ? !isSigned(answers) : asked.length > 0
}

/** What the freelancer could not tell: the client has to be asked. */
function unknownClauses(answers: Answers): readonly string[] {
  return CLAUSES.filter((type) => answers[`clause.${type}`]?.kind === 'unsure')
}

/** No wording mends these. */
function refusedClauses(answers: Answers): readonly string[] {
  return REFUSED.filter((type) => chosen(answers, `clause.${type}`) === 'bad')
}

/** The sentence that gains time, by the hour at which it was asked for: no promise that cannot be kept tonight. */
export function gainTime(hour: number, isEnglish: boolean): Saying {
  const part = partOfDay(hour)
  return { page: isEnglish ? `nda/gain-time-${part}-english` : `nda/gain-time-${part}`, alone: true }
}

/** The same in fewer words, or softer ones. */
export function sooner(hour: number, how: 'short' | 'soft'): Saying {
  return { page: `nda/gain-time-${how}`, with: { when: { page: `nda/gain-time-by-${partOfDay(hour)}` } }, alone: true }
}

const partOfDay = (hour: number): string => (hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 20 ? 'day' : 'evening')
