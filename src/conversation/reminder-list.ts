import type { Param } from '../../flows/shared/question.ts'
import { isOnce } from '../../flows/shared/schedule.ts'
import type { Reminder } from '../reminders/reminder.ts'
import type { Draft } from './draft.ts'
import { normalise } from './normalise.ts'
import { listed, nameParam, timeParams, whatParam } from './reminders.ts'
import { momentParam } from './time-words.ts'

/** 我都有哪些提醒, 明天还有啥要提醒我的吗. False when the message asks for something else. */
export function askForReminders(draft: Draft): boolean {
  const words = normalise(draft.text).replace(/[\s\p{P}]+/gu, '')
  if (words.length > LONGEST || !ASKS.some((one) => one.test(words))) return false
  showReminders(draft)
  return true
}

/** Longer words tell a story. */
const LONGEST = 40

const WHEN = '(?:(?:今|明|后)[天晚]|[这下]个?(?:周|星期|礼拜|月)|本周|最近|接下来|现在|目前|还|都|一共|总共|到底)*'
const ASKS: readonly RegExp[] = [
  new RegExp(
    `^(?:那|看看|看一?下|帮我看看|查一?下|帮我查查|告诉我|列一?下|[我你])*${WHEN}(?:给我|帮我|我)?(?:都|还)?(?:设|定|记|留)?(?:了|过|着)?有?(?:哪些|什么|啥|几个|多少个?)(?:事|东西|事情)?(?:要|该|需要)?(?:你)?提醒(?:我|我的|的)?(?:事|事情)?(?:[呢呀啊吗嘛没]|来着)*$`,
    'u',
  ),
  new RegExp(
    `^(?:我|我的)?${WHEN}(?:的)?提醒(?:都|还|一共)*(?:有|剩|是)?(?:哪些|什么|啥|几个|多少个?|哪个|哪几个)(?:[呢呀啊]|来着)*$`,
    'u',
  ),
]

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
