import { reminderPick } from '../../flows/reminder-pick/machine.ts'
import type { PickInput } from '../../flows/shared/pick.ts'
import type { Option, Param } from '../../flows/shared/question.ts'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { isOnce, REFUSED_PAGES } from '../../flows/shared/time-question.ts'
import type { Reminder } from '../reminders/reminder.ts'
import { pause, reschedule, resume } from '../reminders/state.ts'
import { ordinal } from './answers/numbers.ts'
import { sendCalendar } from './calendar.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { bare, normalise } from './normalise.ts'
import type { ManageAction } from './reminder-words.ts'
import {
  called,
  dropReminder,
  itemParam,
  listed,
  nameParam,
  putReminder,
  sayConditions,
  timeParams,
  whatParam,
  wishes,
} from './reminders.ts'
import { changed } from './reschedule.ts'
import { timeValue } from './time-answer.ts'
import { momentParam } from './time-words.ts'

/** "我的提醒": each with its number, what it is about, how often, and when next. */
export function showReminders(draft: Draft): void {
  const reminders = listed(draft)
  const deadlines = draft.reminders.filter(({ subject, dueAt }) => subject.kind === 'deadline' && dueAt !== null)
  if (reminders.length === 0 && deadlines.length === 0) draft.speak('remind/none')
  else {
    const items = reminders.map((one, index): Param => {
      const page = one.paused ? 'remind/row-paused' : isOnce(one.schedule) ? 'remind/row-once' : 'remind/row'
      return {
        page,
        with: { number: index + 1, what: whatParam(draft, one), ...timeParams(one), at: nextParam(draft, one) },
      }
    })
    if (items.length > 0) draft.speak('remind/list', { with: { items: { lines: items } } })
    if (deadlines.length > 0) {
      const lines = deadlines.map(
        (one): Param => ({
          page: 'remind/deadline-row',
          with: { what: nameParam(draft, one), at: nextParam(draft, one) },
        }),
      )
      draft.speak('remind/list-deadlines', { with: { items: { lines } } })
    }
    if (draft.settings.off) draft.speak('remind/list-off')
    else if (items.length > 0) draft.speak('remind/list-how')
  }
  draft.ask()
}

/** When it is told next: after a snooze or the quiet hours, if these put it off. */
function nextParam({ now }: Draft, { dueAt, snoozedUntil, nextAt }: Reminder): Param {
  const times = [nextAt ?? dueAt, snoozedUntil].filter((at) => at !== null)
  return times.length === 0 ? { page: 'remind/over' } : momentParam(Math.min(...times), now.at, now.zone)
}

/** What is to be done with a reminder; `words` are the time, for a change. */
interface Wanted {
  readonly action: ManageAction
  readonly words: string
}

interface PickedInput extends PickInput {
  readonly wanted: Wanted
}

/** By what a reminder is meant: its number in the list, words of what it is about, or "the last". */
type Target = { readonly number: number } | { readonly name: string } | 'last'

/**
 * Changes, stops, resumes, deletes or exports a reminder that is named: 第1个改到下午两点, 把备份的改成每月1号, 暂停第2个. False
 * when the message is no such request, or may as well be about something else.
 */
export function manageReminder(draft: Draft): boolean {
  const parsed = parse(draft)
  if (parsed === undefined) return false
  const { wanted, target, isAbout } = parsed
  const reminders = listed(draft)
  const isFree = draft.live === undefined
  const isReview = draft.live !== undefined && pendingQuestion(draft.live)?.kind === 'review'
  if (isReview && !isAbout) return false
  if (reminders.length === 0) {
    if (!isAbout) return false
    draft.speak('remind/none')
    draft.ask()
    return true
  }
  if (target !== 'last' && 'number' in target) {
    if (!isAbout && !isFree && wanted.action !== 'change') return false
    const meant = reminders[target.number - 1]
    if (meant === undefined) {
      draft.speak('remind/no-such', { with: { number: target.number, last: reminders.length } })
      draft.ask()
    } else actOn(draft, [meant], wanted)
    return true
  }
  if (target === 'last') {
    if (!isAbout) return false
    const [last] = [...reminders].sort((one, other) => touchedAt(other) - touchedAt(one))
    if (last !== undefined) actOn(draft, [last], wanted)
    return true
  }
  const meant = called(draft, reminders, target.name)
  if (meant.length === 0) {
    if (!isAbout) return false
    draft.speak('remind/not-found', { with: { name: { brief: target.name } } })
    draft.ask()
    return true
  }
  if (wanted.action !== 'change' && wanted.action !== 'calendar' && !isAbout) return false
  actOn(draft, meant, wanted)
  return true
}

const touchedAt = ({ createdAt, told }: Reminder): number => Math.max(createdAt, told?.at ?? 0)

function parse(draft: Draft): { wanted: Wanted; target: Target; isAbout: boolean } | undefined {
  const { manage } = draft.knowledge.reminders.phrases
  const text = normalise(draft.text).replace(/\s+/g, '')
  const isAbout = /提醒|闹钟/u.test(text)
  const words = withoutAny(text, manage.before)
  for (const arrow of manage.change) {
    const at = words.indexOf(arrow)
    if (at < 0) continue
    const target = targetIn(draft, words.slice(0, at))
    const time = words.slice(at + arrow.length)
    const isNumbered = target !== undefined && target !== 'last' && 'number' in target && draft.live === undefined
    if (target !== undefined && time !== '' && (isTime(draft, time) || isAbout || isNumbered))
      return { wanted: { action: 'change', words: time }, target, isAbout }
  }
  for (const action of ['calendar', 'pause', 'resume', 'delete'] as const) {
    for (const verb of manage[action]) {
      const rest = words.startsWith(verb)
        ? words.slice(verb.length)
        : trimmed(words).endsWith(verb)
          ? trimmed(words).slice(0, -verb.length)
          : undefined
      const target = rest === undefined ? undefined : targetIn(draft, rest)
      if (target !== undefined && !(target === 'last' && !isAbout))
        return { wanted: { action, words: '' }, target, isAbout }
    }
  }
  return undefined
}

const isTime = (draft: Draft, words: string): boolean => changed(ANY, words, draft.now) !== undefined

const ANY: Schedule = { start: '2000-01-01T09:00:00', zone: 'UTC', rules: [] }

function withoutAny(words: string, before: readonly string[]): string {
  let left = trimmed(words)
  for (;;) {
    const word = before.find((one) => left.startsWith(one))
    if (word === undefined) return left
    left = trimmed(left.slice(word.length))
  }
}

const trimmed = (words: string): string => words.replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}吧了呢啊]+$/gu, '')

function targetIn(draft: Draft, words: string): Target | undefined {
  const { manage } = draft.knowledge.reminders.phrases
  let left = withoutAny(words, manage.before)
  if (manage.last.has(bare(left))) return 'last'
  const number = numberIn(left)
  if (number !== undefined) return { number }
  for (;;) {
    const word = manage.after.find((one) => left.endsWith(one))
    if (word === undefined) break
    left = trimmed(left.slice(0, -word.length))
    const inner = numberIn(left)
    if (inner !== undefined) return { number: inner }
  }
  if (manage.last.has(bare(left))) return 'last'
  return bare(left).length >= 2 && bare(left).length <= 20 ? { name: bare(left) } : undefined
}

/** 第1个, 第二条, 1号: told apart from 一 in a name by what stands around it. */
function numberIn(words: string): number | undefined {
  const match = /^(?:提醒)?第?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:个|条|号|项)?(?:提醒)?$/u.exec(words)
  return match?.[1] === undefined ? undefined : ordinal(match[1])
}

function actOn(draft: Draft, meant: readonly Reminder[], wanted: Wanted): void {
  const [only] = meant
  if (meant.length === 1 && only !== undefined) act(draft, only, wanted)
  else {
    const options: Option[] = meant.map((one) => ({ id: one.id, label: itemParam(draft, one) }))
    draft.push(reminderPick, { options, wanted } satisfies PickedInput)
  }
  draft.ask()
}

/** "Which one?" has been answered. False when it was about a reminder that was told. */
export function pickedReminder(draft: Draft, input: Readonly<Record<string, unknown>>, id: string): boolean {
  const { wanted } = input as unknown as Partial<PickedInput>
  const meant = draft.reminders.find((one) => one.id === id)
  if (wanted === undefined) return false
  if (meant === undefined) draft.speak('remind/gone')
  else act(draft, meant, wanted)
  draft.ask()
  return true
}

function act(draft: Draft, reminder: Reminder, { action, words }: Wanted): void {
  const what = whatParam(draft, reminder)
  switch (action) {
    case 'change':
      change(draft, reminder, words)
      return
    case 'pause':
      putReminder(draft, pause(reminder, wishes(draft)))
      draft.speak('remind/paused', { with: { what } })
      return
    case 'resume': {
      const next = resume(reminder, wishes(draft), draft.now.at)
      putReminder(draft, next)
      draft.speak('remind/resumed', { with: { what, ...timeParams(next) } })
      sayConditions(draft, [next])
      return
    }
    case 'delete':
      dropReminder(draft, reminder.id)
      draft.speak('remind/deleted', { with: { what, ...timeParams(reminder) } })
      return
    case 'calendar':
      sendCalendar(draft, [reminder])
  }
}

/** Gives a reminder another time; what is missing of it, or cannot be, is said with an example. */
function change(draft: Draft, reminder: Reminder, words: string): void {
  const what = whatParam(draft, reminder)
  const reading = changed(reminder.schedule, words, draft.now)
  const value = reading && timeValue(reading)
  if (value?.state !== 'known' && value?.state !== 'guessed') {
    draft.speak(value?.state === 'refused' ? REFUSED_PAGES[value.why] : 'remind/change-how', {
      with: { what, instead: { page: 'remind/unchanged', with: timeParams(reminder) } },
    })
    return
  }
  const next = reschedule(reminder, value.schedule, wishes(draft), draft.now.at)
  if (next.dueAt === null) {
    draft.speak('remind/cannot-past', { with: { instead: { page: 'remind/unchanged', with: timeParams(reminder) } } })
    return
  }
  putReminder(draft, next)
  draft.speak(isOnce(next.schedule) ? 'remind/changed-once' : 'remind/changed', { with: { what, ...timeParams(next) } })
  sayConditions(draft, [next])
}
