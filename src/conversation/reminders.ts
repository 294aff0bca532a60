import type { NewReminder } from '../../flows/shared/flow.ts'
import type { Param } from '../../flows/shared/question.ts'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { isOnce } from '../../flows/shared/schedule.ts'
import { workdaysKnownUntil } from '../reminders/china.ts'
import { type Wishes, wishesOf } from '../reminders/quiet.ts'
import type { Reminder, ReminderSettings, Subject } from '../reminders/reminder.ts'
import { firstState, isOver, tellingTime, withWishes } from '../reminders/state.ts'
import { HOUR } from '../reminders/wall.ts'
import { withNewest } from './after-effects.ts'
import type { Draft } from './draft.ts'
import { bare } from './normalise.ts'
import { tellingCount } from './rhythm-words.ts'
import { whatOf } from './tell-reminders.ts'
import { momentParam } from './time-words.ts'
import type { Reach } from './turn.ts'

/** So many reminders one person may have; the deadlines of incidents do not count. */
export const MOST_REMINDERS = 50

export const wishes = ({ settings, now }: Pick<Draft, 'settings' | 'now'>): Wishes => wishesOf(settings, now.zone)

/** Puts a reminder into the document with this turn. */
export function putReminder(draft: Draft, reminder: Reminder): void {
  draft.effects.push({ type: 'putReminder', reminder })
  draft.reminders = withNewest(draft.reminders, reminder)
}

export function dropReminder(draft: Draft, reminderId: string): void {
  draft.effects.push({ type: 'dropReminder', reminderId })
  draft.reminders = draft.reminders.filter(({ id }) => id !== reminderId)
}

/** Changes how somebody wants to be reminded, and every reminder with it. */
export function putSettings(draft: Draft, settings: ReminderSettings): void {
  const before = draft.settings
  draft.effects.push({ type: 'setReminders', settings })
  draft.settings = settings
  const after = withWishes(draft.reminders, before, wishes(draft), draft.now.at)
  for (const [index, reminder] of draft.reminders.entries()) {
    const next = after[index]
    if (next !== undefined && JSON.stringify(next) !== JSON.stringify(reminder)) putReminder(draft, next)
  }
}

/** The reminders that somebody can number: their own and the guidance's, as long as something of them is to come. */
export const listed = ({ reminders }: Pick<Draft, 'reminders'>): readonly Reminder[] =>
  reminders.filter((reminder) => reminder.subject.kind !== 'deadline' && !isOver(reminder))

/** "Which one?" is not asked any more: something else is said about reminders. */
export const leavePick = (draft: Draft): void => draft.dropFrames(({ flow }) => flow === 'reminder-pick')

/** What a reminder is about, in words. */
export const whatParam = (draft: Draft, reminder: Reminder): Param =>
  // What is told not to be done yet is still called by its words.
  whatOf(reminder, reminder.subject.kind === 'own' ? { ...memoryOf(draft), incidents: [] } : memoryOf(draft), draft.now)

/** What a reminder is called in an answer about it: of a deadline without how long is left, which changes. */
export function nameParam(draft: Draft, reminder: Reminder): Param {
  const { subject } = reminder
  if (subject.kind !== 'deadline') return whatParam(draft, reminder)
  const number = draft.incidents.find(({ id }) => id === subject.incidentId)?.number ?? 0
  return { page: 'remind/of-incident', with: { number, what: { page: `incident/due-${subject.id}` } } }
}

/**
 * The reminders that are called that, in the form of `bare`: by their title or client, else by what their words contain.
 */
export function called(draft: Draft, reminders: readonly Reminder[], name: string): readonly Reminder[] {
  const facts = ({ subject }: Reminder) => (subject.kind === 'own' ? undefined : draft.knowledge.page(pageOf(subject)))
  const byName = reminders.filter((one) => {
    const client = draft.cases.find(({ id }) => id === one.caseId)?.client
    return [client, facts(one)?.title].some((word) => word !== undefined && bare(word) === name)
  })
  if (byName.length > 0) return byName
  return reminders.filter((one) => {
    const words =
      one.subject.kind === 'own' ? one.subject.text : `${facts(one)?.title ?? ''} ${facts(one)?.wording ?? ''}`
    return bare(words).includes(name)
  })
}

/** The page that says what one of the guidance's reminders, or a deadline, is about. */
export const pageOf = (subject: Exclude<Subject, { kind: 'own' }>): string =>
  subject.kind === 'preset' ? `reminders/what-${subject.id}` : `incident/due-${subject.id}`

const memoryOf = ({ session, cases, incidents, reminders, settings, held }: Draft) => ({
  session,
  cases,
  incidents,
  reminders,
  settings,
  held,
})

/** A reminder as it begins; `index` tells those of one message apart. */
export function newReminder(
  draft: Draft,
  index: number,
  {
    subject,
    caseId,
    schedule,
    pressing = false,
  }: { subject: Subject; caseId: string | null; schedule: Schedule; pressing?: boolean },
): Reminder {
  const { at } = draft.now
  return {
    id: `${draft.event.id}.${index}`,
    subject,
    caseId,
    schedule,
    createdAt: at,
    paused: false,
    ...firstState(schedule, { pressing }, wishes(draft), at),
    told: null,
    snoozedUntil: null,
    settled: null,
    pressing,
  }
}

/** Sets what was asked for and says when it will be told, or why it is not set. */
export function setReminders(draft: Draft, wanted: readonly NewReminder[]): void {
  const known = listed(draft)
  // Those that the same message has set before.
  const before = known.filter(({ id }) => id.startsWith(`${draft.event.id}.`)).length
  const fresh = wanted
    .map(({ text, preset, caseId, schedule }, index) => {
      const subject: Subject =
        preset === null
          ? { kind: 'own', text: text ?? draft.knowledge.reminders.phrases.request.unnamed }
          : { kind: 'preset', id: preset }
      return newReminder(draft, before + index, { subject, caseId: caseId ?? caseIn(draft, text), schedule })
    })
    .filter((reminder) => !known.some((one) => isSame(one, reminder)))
  const [only] = fresh
  if (only !== undefined && fresh.every(isOver)) {
    draft.speak('remind/cannot-past', { with: { instead: '' } })
    return
  }
  if (only === undefined) {
    draft.speak('remind/same')
    return
  }
  if (known.length + fresh.length > MOST_REMINDERS) {
    draft.speak('remind/full', { with: { count: known.length, limit: MOST_REMINDERS } })
    return
  }
  const isFirst = draft.reminders.length === 0
  for (const reminder of fresh) putReminder(draft, reminder)
  if (fresh.length === 1) saySet(draft, only)
  else
    draft.speak('remind/set-several', {
      with: { count: fresh.length, items: { lines: fresh.map((one) => itemParam(draft, one)) } },
    })
  sayConditions(draft, fresh)
  if (isFirst) draft.speak('remind/first')
}

const isSame = (one: Reminder, other: Reminder): boolean =>
  JSON.stringify([one.subject, one.caseId, one.schedule]) ===
  JSON.stringify([other.subject, other.caseId, other.schedule])

/** The record of the client who is named in the words. */
function caseIn({ cases }: Draft, text: string | null): string | null {
  const plain = bare(text ?? '')
  const named = cases.filter(({ client }) => client.length > 1 && plain.includes(bare(client)))
  return named.length === 1 ? (named[0]?.id ?? null) : null
}

/** When a reminder comes next, and how often. */
export function timeParams(reminder: Reminder): { rhythm: Param; at: Param } {
  const { schedule } = reminder
  return { rhythm: { rhythm: schedule }, at: { next: schedule } }
}

/** A reminder as a line of a list. */
export function itemParam(draft: Draft, reminder: Reminder): Param {
  const page = isOnce(reminder.schedule) ? 'remind/item-once' : 'remind/item'
  return { page, with: { what: whatParam(draft, reminder), ...timeParams(reminder) } }
}

function saySet(draft: Draft, reminder: Reminder): void {
  const count = tellingCount(reminder.schedule)
  const page = isOnce(reminder.schedule) ? 'remind/set-once' : count > 1 ? 'remind/set-two' : 'remind/set'
  draft.speak(page, { with: { what: whatParam(draft, reminder), ...timeParams(reminder) } })
}

/** What stands between a reminder and its time: everything is off, the quiet hours, a channel that waits for the person. */
export function sayConditions(draft: Draft, reminders: readonly Reminder[]): void {
  const { settings, now } = draft
  if (settings.off) draft.speak('remind/set-off')
  else {
    const [moved] = reminders.flatMap((reminder) => {
      const told = reminder.dueAt === null ? null : tellingTime(reminder.dueAt, reminder, wishes(draft))
      return told === null || told === reminder.dueAt ? [] : [told]
    })
    if (moved !== undefined) draft.speak('remind/set-quiet', { with: { at: momentParam(moved, now.at, now.zone) } })
  }
  if (reminders.some(({ schedule }) => schedule.workdays)) sayWorkdays(draft)
  sayReach(draft)
}

/** Public holidays are known for a year or two ahead. */
function sayWorkdays(draft: Draft): void {
  const [year, month, day] = workdaysKnownUntil().split('-').map(Number)
  draft.speak('remind/workdays-until', {
    with: { day: { page: 'time/day-of-year', with: { year: year ?? 0, month: month ?? 0, day: day ?? 0 } } },
  })
}

const isUnlimited = ({ writesFirst, windowMs }: Reach): boolean => writesFirst && windowMs === null

/** Can it be promised without more that somebody is reminded? */
export const reachesAtAnyTime = ({ event: { reach }, settings }: Draft): boolean =>
  !settings.off && (reach === undefined || isUnlimited(reach))

/** Where the bot may not write first, a promise to remind would be a lie. */
function sayReach(draft: Draft): void {
  const { reach } = draft.event
  if (reach === undefined || isUnlimited(reach)) return
  const way = { page: reach.files ? 'remind/way-calendar' : 'remind/way-phone' }
  if (reach.windowMs === null) draft.speak('remind/reach', { with: { way } })
  else draft.speak('remind/reach-window', { with: { hours: Math.floor(reach.windowMs / HOUR), way } })
}
