import type { Schedule } from '../../flows/shared/schedule.ts'
import { readTime } from '../reminders/read-time.ts'
import type { Reminder } from '../reminders/reminder.ts'
import { HOUR } from '../reminders/wall.ts'
import { ordinal } from './answers/numbers.ts'
import { contentOf } from './asks-to-remind.ts'
import type { Draft } from './draft.ts'
import { actOn } from './manage-reminder.ts'
import { type Managing, managingIn } from './manage-words.ts'
import { bare, normalise } from './normalise.ts'
import { beginReminder, isRequest } from './remind-request.ts'
import { showReminders } from './reminder-list.ts'
import type { ManageAction } from './reminder-words.ts'
import { listed, putReminder, sayConditions, timeParams, whatParam } from './reminders.ts'
import { changed, onItsDay, shifted } from './reschedule.ts'
import type { SpokenReminders } from './session.ts'
import { timeValue } from './time-answer.ts'

/** Longer words are no correction in passing. */
const LONGEST = 40

/** Said before what is corrected: 等下 还是9点半, 不对 是下下周三. */
const LEADS =
  /^(?:等一?[下等]|等会儿?|哦|噢|啊|呃|额|嗯|那个?|不对不对|不对|不是|错了|说错了|搞错了|记错了|我想想|还是|要不|干脆|应该是|是|就|算了|先|不好意思|抱歉|帮我|给我|麻烦|请|你|[\s\p{P}])+/u
/** Said after it: 每天都要, 9点半吧. */
const TAILS =
  /(?:都要(?:提醒)?|都得(?:提醒)?|都(?:来|说|喊|叫)|(?:都|再)?提醒(?:我)?(?:一下|一次)?|也行|才对|才行|就行|就好|就可以|好了|比较好|更好|得了|一下|[吧呀啊呢哈了\s\p{P}])+$/u
/** 还是要吧, 别删: what was just deleted is wanted after all. */
const WANTED_AGAIN =
  /^(?:还是(?:要|留着|留下|需要)(?:的|它|这个)?|别删|不要删|别取消|不取消|删错|取消错|撤回|撤销|留着|恢复(?:刚才的|它|这个)?|(?:又|还)要)$/u

/**
 * Takes words that change, stop or bring back the reminder that the last turn was about, with nothing asked: 改成10点,
 * 每天都要, 不要了, 恢复一下. False when the message is no such thing, or something else was talked about since.
 */
export function hearLastReminder(draft: Draft): boolean {
  const plain = normalise(draft.text).replace(/\s+/g, ' ').trim()
  if (draft.live !== undefined || listed(draft).length + (draft.session.spoken === undefined ? 0 : 1) === 0)
    return false
  if (plain.length > LONGEST || /[?？吗么]$/u.test(plain) || isAboutOthers(draft, plain)) return false
  if (addsAnother(draft, plain)) return true
  const left = plain.replace(LEADS, '').replace(TAILS, '')
  const spoken = freshIn(draft)
  if (spoken?.dropped !== undefined && bringsBack(draft, spoken.dropped, left)) return true
  const [, figure = '', time = ''] = NUMBERED.exec(left) ?? []
  const numbered = listed(draft)[(ordinal(figure) ?? 0) - 1]
  const meant = numbered === undefined ? listed(draft).filter(({ id }) => spoken?.ids.includes(id)) : [numbered]
  const wanted = numbered === undefined ? wantedIn(draft, plain, left, meant) : changeIn(draft, time, meant)
  if (wanted === undefined) return false
  if (meant.length > 0) actOn(draft, meant, wanted)
  else if (SURE.has(wanted.action) && wanted.isNamed) showReminders(draft)
  else return false
  return true
}

/** 别再提醒了, 恢复提醒 are about all of them, and 明天上午十点提醒我 is about a new one. */
function isAboutOthers(draft: Draft, plain: string): boolean {
  if (NEW_ALARM.test(plain)) return true
  const command = draft.knowledge.phrases.always.get(bare(draft.text))
  return /提醒|闹钟/u.test(plain) && (command !== undefined || (isRequest(draft) && !/都|[改换]|还是/u.test(plain)))
}

/** 再加一个,周六上午10点备份, just after a reminder: another one. */
function addsAnother(draft: Draft, plain: string): boolean {
  const [begin] = ANOTHER.exec(plain) ?? []
  if (begin === undefined || freshIn(draft) === undefined) return false
  const words = draft.text.trim().slice(begin.length)
  const reading = readTime(words, draft.now)
  const isTimed =
    reading.kind === 'once' || reading.kind === 'recurring' || (reading.kind === 'ask' && reading.why === 'half')
  if (!isTimed || contentOf(reading.content, draft.knowledge.reminders.phrases.request).length < 2) return false
  beginReminder(draft, words)
  draft.ask()
  return true
}

const ANOTHER = /^(?:再[加来设定添]一?[个条]|还有(?:一个)?|另外(?:再[加设]一个)?|再加上?)[\s,，:：]*/u

/** 闹钟 下午六点. */
const NEW_ALARM = /^(?:再|帮我|给我)*(?:[设定来]个)?闹[钟铃]/u
/** 第1个每周都提醒. */
const NUMBERED = /^第(\d{1,2}|[一二三四五六七八九十]{1,3})(?:个|条)的?(.+)$/u
/** Said of nothing else, so that it is asked which one is meant where it is not clear. */
const SURE: ReadonlySet<ManageAction> = new Set(['change', 'later', 'sooner', 'resume', 'pause'])

/** `isNamed`: is what is to be done said by a verb, or by nothing but a time? */
type Wanted = Pick<Managing, 'action' | 'words'> & { readonly isNamed: boolean }

/** What is to be done: said by a verb without a name, or by nothing but a time. */
function wantedIn(draft: Draft, plain: string, left: string, meant: readonly Reminder[]): Wanted | undefined {
  const { manage } = draft.knowledge.reminders.phrases
  const said = [plain, plain.replace(LEADS, ''), left]
    .flatMap((words) => managingIn(words, manage))
    .find(({ target }) => target === 'last')
  if (said === undefined || said.action === 'calendar') return changeIn(draft, left, meant)
  if (said.action === 'change') return changeIn(draft, said.words, meant, true)
  const isMove = said.action === 'later' || said.action === 'sooner'
  return isMove && shifted(ANY, said.words, 1, draft.now) === undefined ? undefined : { ...said, isNamed: true }
}

function changeIn(draft: Draft, said: string, [one]: readonly Reminder[], isNamed = false): Wanted | undefined {
  const schedule = one?.schedule ?? ANY
  const words = onItsDay(schedule, said, draft.now)
  return tellsTime(draft, schedule, words) ? { action: 'change', words, isNamed } : undefined
}

const ANY: Schedule = { start: '2000-01-01T09:00:00', zone: 'UTC', rules: [] }

/** Nothing but a time: what is left beside it is no word of its own. */
function tellsTime({ now, knowledge }: Draft, schedule: Schedule, words: string): boolean {
  const reading = words === '' ? undefined : changed(schedule, words, now)
  const value = reading && timeValue(reading)
  if (reading === undefined || value === undefined) return false
  const isOpen = value.state === 'open' && (value.choices.length === 0 || value.why === 'anchor')
  return !isOpen && contentOf(reading.content, knowledge.reminders.phrases.request) === ''
}

function bringsBack(draft: Draft, dropped: Reminder, left: string): boolean {
  const { manage } = draft.knowledge.reminders.phrases
  const resumes = managingIn(left, manage).some(({ action, target }) => action === 'resume' && target === 'last')
  if (!resumes && !WANTED_AGAIN.test(left) && !WANTED_AGAIN.test(bare(draft.text))) return false
  putReminder(draft, dropped)
  draft.speak('remind/resumed', { with: { what: whatParam(draft, dropped), ...timeParams(dropped) } })
  sayConditions(draft, [dropped])
  return true
}

/** So long the words are an answer to what was told, ms. */
const TOLD_FOR = 48 * HOUR

/** What the last turn was about, as long as nothing was told since: what was told is answered otherwise. */
function freshIn({ session, reminders }: Draft): SpokenReminders | undefined {
  const { spoken } = session
  const isTold = ({ id, told }: Reminder): boolean =>
    told !== null &&
    (told.at > (spoken?.at ?? 0) || (spoken?.ids.includes(id) === true && told.at > spoken.at - TOLD_FOR))
  return reminders.some(isTold) ? undefined : spoken
}

/** A word of thanks in between is about nothing else. */
const THANKS: ReadonlySet<string> = new Set(['thanks', 'ok-then'])

/** At the end of a turn: the reminders that it set, changed or deleted are the ones that the next words may be about. */
export function noteReminders(draft: Draft, before: readonly Reminder[]): void {
  const { spoken, ...session } = draft.session
  if (spoken !== undefined && draft.effects.length === 0 && draft.say.every(({ page }) => THANKS.has(page))) return
  const touched = draft.effects.flatMap((effect) =>
    effect.type === 'putReminder' && effect.reminder.subject.kind !== 'deadline' ? [effect.reminder.id] : [],
  )
  const gone = draft.effects.flatMap((effect) => (effect.type === 'dropReminder' ? [effect.reminderId] : []))
  const dropped = before.find(({ id, subject }) => gone.length === 1 && id === gone[0] && subject.kind !== 'deadline')
  const isAll = draft.effects.some(({ type }) => type === 'setReminders' || type === 'forgetOwner')
  if (draft.say.some(({ page }) => page === 'remind/list')) touched.push(...listed(draft).map(({ id }) => id))
  const isAny = !isAll && (touched.length > 0 || dropped !== undefined)
  draft.session = isAny
    ? { ...session, spoken: { ids: touched, at: draft.now.at, ...(dropped && { dropped }) } }
    : session
}
