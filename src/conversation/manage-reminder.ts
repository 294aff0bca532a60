import { reminderPick } from '../../flows/reminder-pick/machine.ts'
import type { PickInput } from '../../flows/shared/pick.ts'
import type { Option } from '../../flows/shared/question.ts'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { isOnce } from '../../flows/shared/schedule.ts'
import { REFUSED_PAGES } from '../../flows/shared/time-question.ts'
import { readTime } from '../reminders/read-time.ts'
import type { Reminder } from '../reminders/reminder.ts'
import { pause, reschedule, resume } from '../reminders/state.ts'
import { contentOf } from './asks-to-remind.ts'
import { sendCalendar } from './calendar.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { type Managing, managingIn } from './manage-words.ts'
import { namedReminders } from './named-reminder.ts'
import { bare } from './normalise.ts'
import { asksForAnother } from './remind-request.ts'
import { turnOff, turnOn } from './reminder-settings.ts'
import type { ManageAction } from './reminder-words.ts'
import {
  dropReminder,
  itemParam,
  listed,
  putReminder,
  sayConditions,
  timeParams,
  whatParam,
  wishes,
} from './reminders.ts'
import { changed, keepingOtherDays, shifted } from './reschedule.ts'
import { timeValue } from './time-answer.ts'

type Wanted = Pick<Managing, 'action' | 'words'>

interface PickedInput extends PickInput {
  readonly wanted: Wanted
}

/**
 * Changes, stops, resumes, deletes or exports a reminder that is named: 第1个改到下午两点, 把备份的改成每月1号, 暂停第2个. False
 * when the message is no such request, or may as well be about something else.
 */
export function manageReminder(draft: Draft): boolean {
  const all = managingIn(draft.text, draft.knowledge.reminders.phrases.manage)
  const isFree = draft.live === undefined || draft.live.flow.id === 'remind'
  if (isFree && listed(draft).length > 0 && turnsAll(draft, all)) return true
  if (actsOnEach(draft, all)) return true
  const found = all.map((one) => ({ one, meant: meantBy(draft, one) })).find(({ meant }) => meant.length > 0)
  if (found !== undefined) {
    actOn(draft, found.meant, found.one)
    return true
  }
  const [first] = all.filter((one) => (one.isAbout && !one.isBare && !MOVES.has(one.action)) || isNotThere(draft, one))
  if (first === undefined || asksForAnother(draft)) return false
  const { target } = first
  const count = listed(draft).length
  if (count === 0) draft.speak('remind/none')
  else if (typeof target !== 'string' && 'number' in target)
    draft.speak('remind/no-such', { with: { number: target.number, last: count } })
  else draft.speak('remind/not-found', { with: { name: { brief: typeof target === 'string' ? '' : target.name } } })
  draft.ask()
  return true
}

/** 备份和交稿都删了: each that is named, where each name is one reminder's. */
function actsOnEach(draft: Draft, all: readonly Managing[]): boolean {
  for (const { action, target, words } of all) {
    if ((action !== 'delete' && action !== 'pause') || typeof target === 'string' || 'number' in target) continue
    const parts = target.name.split(/和|跟|以及|还有|、|,|，/u).map((part) => part.replace(/^的|的$|那个$/gu, ''))
    const meant = parts.map((part) =>
      part.length < 2 ? [] : namedReminders(draft, listed(draft), part, target.isPointed),
    )
    const presets = /^默认的?$/u.test(target.name)
      ? listed(draft).filter(({ subject }) => subject.kind === 'preset')
      : []
    if (presets.length > 0) meant.splice(0, meant.length, ...presets.map((one) => [one]))
    else if (parts.length < 2 || meant.some(({ length }) => length !== 1) || new Set(meant.flat()).size < 2) continue
    for (const one of meant.flat()) act(draft, one, { action, words })
    draft.ask()
    return true
  }
  return false
}

/** Of several days of a week that the reminder has, only the one that is named is changed. */
function onItsDays([only, ...others]: readonly Reminder[], asked: Wanted & Partial<Managing>): Wanted {
  const { action, words, target } = asked
  const wanted = { action, words }
  if (only === undefined || others.length > 0 || action !== 'change') return wanted
  if (typeof target !== 'object' || 'number' in target) return wanted
  return { action, words: keepingOtherDays(only.schedule, target.name, words) }
}

/** 全部暂停, 全部恢复: everything at once. False when the words say neither. */
function turnsAll(draft: Draft, all: readonly Managing[]): boolean {
  const action = all.find(({ target }) => target === 'every')?.action
  if (action === 'pause' || action === 'delete') turnOff(draft)
  else if (action === 'resume') turnOn(draft)
  else return false
  return true
}

/** 提前, 推迟 stand in many a sentence. */
const MOVES: ReadonlySet<ManageAction> = new Set(['later', 'sooner'])

/** The reminders that may be meant; none where the words may as well be about a record, an answer or anything else. */
function meantBy(draft: Draft, { action, words, target, isAbout, isBare }: Managing): readonly Reminder[] {
  const reminders = listed(draft)
  const question = draft.live && pendingQuestion(draft.live)
  const isFree = question === undefined || question.kind === 'time'
  const isTime = tellsTime(draft, action, words)
  if (!isAbout && question?.kind === 'review') return []
  if (isBare && (question !== undefined || !isTime || !tellsOnlyTime(draft, words))) return []
  if (MOVES.has(action) && !isTime) return []
  if (action === 'change' && !isTime && !isAbout && !isFree) return []
  if (target === 'last') {
    if (!isAbout || question?.kind === 'time') return []
    return [...reminders].sort((one, other) => touchedAt(other) - touchedAt(one)).slice(0, 1)
  }
  if (target === 'every') return []
  const isSure = isAbout || isFree || isTime || action === 'calendar'
  if (target === 'end') return isSure ? reminders.slice(-1) : []
  if ('number' in target && target.orDay !== undefined && isSure) {
    const onDay = namedReminders(draft, reminders, target.orDay, true)
    if (onDay.length > 0) return onDay
  }
  if ('number' in target) return isSure ? reminders.slice(target.number - 1, target.number) : []
  const isClient = [...draft.clients()].some((client) => bare(client) === target.name)
  const byTime = target.isPointed || (action === 'change' && isTime)
  return isSure && (isAbout || isTime || !isClient) ? namedReminders(draft, reminders, target.name, byTime) : []
}

const tellsOnlyTime = ({ now, knowledge }: Draft, words: string): boolean =>
  contentOf(readTime(words, now).content, knowledge.reminders.phrases.request) === ''

/** Is a time, or a length to move by, told? */
function tellsTime({ now }: Draft, action: ManageAction, words: string): boolean {
  const time = action === 'change' ? changed(ANY, words, now) : undefined
  if (time !== undefined) return time.kind !== 'ask' || time.why !== 'when'
  return MOVES.has(action) && shifted(ANY, words, 1, now) !== undefined
}

/**
 * Gives another time to a reminder that is named: its words are its own, and no cry for help, whatever they sound like
 * (把整理聊天记录改成每周一). False when the message is no such request.
 */
export function changeKnown(draft: Draft): boolean {
  const known = managingIn(draft.text, draft.knowledge.reminders.phrases.manage).find(
    (one) =>
      typeof one.target !== 'string' && tellsTime(draft, one.action, one.words) && meantBy(draft, one).length > 0,
  )
  if (known !== undefined) actOn(draft, meantBy(draft, known), known)
  return known !== undefined
}

/** 第9个改到下午两点, 取消第9个: a number of a list that is not there. */
const isNotThere = (draft: Draft, { action, words, target }: Managing): boolean =>
  draft.live === undefined &&
  typeof target !== 'string' &&
  'number' in target &&
  listed(draft).length > 0 &&
  (action !== 'change' || tellsTime(draft, action, words))

const ANY: Schedule = { start: '2000-01-01T09:00:00', zone: 'UTC', rules: [] }

const touchedAt = ({ createdAt, told }: Reminder): number => Math.max(createdAt, told?.at ?? 0)

/** Does what is wanted with the one that is meant; of several asks which. */
export function actOn(draft: Draft, meant: readonly Reminder[], asked: Wanted & Partial<Managing>): void {
  const wanted = onItsDays(meant, asked)
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
    case 'later':
    case 'sooner':
      shift(draft, reminder, words, action === 'later' ? 1 : -1)
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

/** 往后推一天, 提前半小时. */
function shift(draft: Draft, reminder: Reminder, words: string, direction: 1 | -1): void {
  const schedule = shifted(reminder.schedule, words, direction, draft.now)
  if (schedule !== undefined) move(draft, reminder, schedule)
  else draft.speak('remind/change-how', { with: { instead: { page: 'remind/unchanged', with: timeParams(reminder) } } })
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
  move(draft, reminder, value.schedule)
}

function move(draft: Draft, reminder: Reminder, schedule: Schedule): void {
  const what = whatParam(draft, reminder)
  const next = reschedule(reminder, schedule, wishes(draft), draft.now.at)
  if (next.dueAt === null) {
    draft.speak('remind/cannot-past', { with: { instead: { page: 'remind/unchanged', with: timeParams(reminder) } } })
    return
  }
  putReminder(draft, next)
  draft.speak(isOnce(next.schedule) ? 'remind/changed-once' : 'remind/changed', { with: { what, ...timeParams(next) } })
  sayConditions(draft, [next])
}
