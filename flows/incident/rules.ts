import type { Answers, FlowContext } from '../shared/flow.ts'
import { chosen } from '../shared/record-answer.ts'
import { inputOf } from './input.ts'

/** Where a leak can have come from: each is looked at by itself. */
export const CHECKS = ['access', 'sent', 'links', 'devices', 'helpers', 'lost'] as const

/** How one comes to know of it oneself; what must be done at once differs. */
export const HOWS = ['wrong-recipient', 'link', 'lost', 'hacked', 'paper', 'upload', 'other'] as const

/** What stops it, in the order in which it counts for each way. */
const STOPS: Readonly<Record<(typeof HOWS)[number], readonly string[]>> = {
  'wrong-recipient': ['recalled', 'recipient', 'link'],
  link: ['link', 'access', 'password', 'recipient'],
  lost: ['devices', 'password', 'locked'],
  hacked: ['offline', 'password', 'devices'],
  paper: ['searched', 'returned', 'holder'],
  upload: ['withdrawn', 'training', 'support'],
  other: ['recalled', 'link', 'access', 'password', 'devices', 'recipient'],
}

export const CATEGORIES = ['personal', 'trade-secret', 'project', 'account', 'other'] as const

/** What came of it; undetermined is no failure, but has duties of its own. */
export type Verdict = 'confirmed' | 'unfounded' | 'undetermined'

export const isSelfFound = (answers: Answers): boolean => chosen(answers, 'origin') === 'self'

/** Does the answer say that the message has gone out, or that the client knows already? */
export const isTold = (answers: Answers, questionId: string): boolean =>
  ['sent', 'told'].includes(chosen(answers, questionId) ?? '')

/** What can be ticked off as stopped. */
export function stopsOf(answers: Answers): readonly string[] {
  const how = HOWS.find((one) => one === chosen(answers, 'how'))
  return STOPS[how ?? 'other']
}

export function severalOf(answers: Answers, questionId: string): readonly string[] {
  const value = answers[questionId]
  return value?.kind === 'several' ? value.ids : []
}

export const textOf = (answers: Answers, questionId: string): string | null => {
  const value = answers[questionId]
  return value?.kind === 'text' ? value.text : null
}

/** Personal information is in it, or nobody can rule it out: then the law's duties are kept to be on the safe side. */
export const hasPersonal = (answers: Answers): boolean =>
  severalOf(answers, 'categories').includes('personal') || answers.categories?.kind === 'unsure'

/** Where somebody who noticed it alone has found something already: nobody is asked for what was just told. */
const FOUND_BY: Readonly<Partial<Record<(typeof HOWS)[number], (typeof CHECKS)[number]>>> = {
  'wrong-recipient': 'sent',
  link: 'links',
  lost: 'lost',
  upload: 'helpers',
}

const isFoundAlready = (answers: Answers, id: string): boolean => {
  const how = HOWS.find((one) => one === chosen(answers, 'how'))
  return isSelfFound(answers) && how !== undefined && FOUND_BY[how] === id
}

/** The self-checks that are to be made, in order. */
export const checksToMake = (answers: Answers): readonly string[] => CHECKS.filter((id) => !isFoundAlready(answers, id))

/** Those of them that are still open. */
export const openChecks = (answers: Answers): readonly string[] =>
  checksToMake(answers).filter((id) => answers[`check.${id}`] === undefined)

/** What a self-check came to; those that were answered for all at once count as clear. */
export function checkOf(answers: Answers, id: string): 'clear' | 'found' | 'open' {
  if (isFoundAlready(answers, id)) return 'found'
  if (chosen(answers, 'checks') === 'all-clear') return 'clear'
  const value = chosen(answers, `check.${id}`)
  return value === 'clear' || value === 'found' ? value : 'open'
}

const checksThat = (answers: Answers, result: ReturnType<typeof checkOf>): readonly string[] =>
  CHECKS.filter((id) => checkOf(answers, id) === result)

export const foundChecks = (answers: Answers): readonly string[] => checksThat(answers, 'found')
export const clearChecks = (answers: Answers): readonly string[] => checksThat(answers, 'clear')

/** The outcome so far: the last word on it, also after it was first left open. Undefined before the first. */
export function verdictOf(answers: Answers): Verdict | undefined {
  const last = [chosen(answers, 'still'), chosen(answers, 'verdict')].find(
    (one) => one !== undefined && one !== 'still',
  )
  if (last === 'confirmed' || last === 'unfounded') return last
  const first = chosen(answers, 'contradiction') === 'undetermined' ? 'undetermined' : chosen(answers, 'outcome')
  return first === 'confirmed' || first === 'unfounded' || first === 'undetermined' ? first : undefined
}

/**
 * Does the outcome fit badly with what was checked: a leak with nothing found, or none although something was found or left
 * open?
 */
export const contradictionOf = (answers: Answers): Contradiction | undefined =>
  contradictionWith(answers, chosen(answers, 'outcome'), foundChecks(answers))

export type Contradiction = 'nothing-found' | 'something-found' | 'unchecked'

/**
 * The same of the last word on it. A thing that was lost and came back untouched contradicts nothing, and who noticed it alone
 * knows the one way that counts.
 */
export function lastContradictionOf(answers: Answers): Contradiction | undefined {
  const found = foundChecks(answers).filter((id) => !isFoundAlready(answers, id))
  const odd = contradictionWith(answers, verdictOf(answers), found)
  return odd === 'unchecked' && isSelfFound(answers) ? undefined : odd
}

function contradictionWith(
  answers: Answers,
  outcome: string | undefined,
  found: readonly string[],
): Contradiction | undefined {
  const clear = clearChecks(answers).length
  if (outcome === 'confirmed' && clear === CHECKS.length) return 'nothing-found'
  if (outcome !== 'unfounded') return undefined
  if (found.length > 0) return 'something-found'
  return clear < checksToMake(answers).length ? 'unchecked' : undefined
}

/** Is the client to be told at once, whatever is still unclear? So it is when personal information may be out. */
export const tellsAtOnce = (answers: Answers): boolean => hasPersonal(answers) && verdictOf(answers) !== 'unfounded'

/** When a day of discovery lies before there was a record of this client, it is asked about once more. */
export function isBeforeRecord(context: FlowContext, answers: Answers): boolean {
  const { filedOn } = inputOf(context)
  const value = answers.found
  return filedOn !== null && value?.kind === 'date' && value.date < filedOn
}

/** The day of discovery, corrected if it was asked about again. */
export function foundOn(answers: Answers): string | null {
  const again = answers['found.again']
  const value = again?.kind === 'date' ? again : answers.found
  return value?.kind === 'date' ? value.date : null
}

/** 两百多, 好几千, 3000: a hundred or more, in words or figures. */
const MANY = /[百千万]|\d{3}/u

function isMany(answers: Answers): boolean {
  const people = chosen(answers, 'people')
  return people === 'hundreds' || people === 'thousands' || MANY.test(textOf(answers, 'people') ?? '')
}

/** Why somebody should not go on alone. */
export const HELP_REASONS = ['lawyer', 'admission', 'crime', 'claim', 'sensitive', 'many'] as const
export type HelpReason = (typeof HELP_REASONS)[number]

/** The reasons to get help that the answers give, the weightiest first. */
export function helpReasons(answers: Answers): readonly HelpReason[] {
  const claims = severalOf(answers, 'claim')
  const holds: Readonly<Record<HelpReason, boolean>> = {
    lawyer: claims.includes('lawyer'),
    admission: claims.includes('admission'),
    crime: claims.includes('police') || chosen(answers, 'how') === 'hacked',
    claim: chosen(answers, 'claim-size') === 'above',
    sensitive: hasPersonal(answers) && answers.sensitive?.kind === 'yes',
    many: hasPersonal(answers) && isMany(answers),
  }
  return HELP_REASONS.filter((reason) => holds[reason])
}

/** With a claim, a lawyer's letter or sensitive data, what goes to the client states facts and no fault. */
export const statesFactsOnly = (answers: Answers): boolean =>
  severalOf(answers, 'claim').some((one) => one !== 'explain') || helpReasons(answers).includes('sensitive')
