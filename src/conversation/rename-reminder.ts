import { isOnce } from '../../flows/shared/schedule.ts'
import { readTime } from '../reminders/read-time.ts'
import type { Reminder } from '../reminders/reminder.ts'
import { ordinal } from './answers/numbers.ts'
import type { Draft } from './draft.ts'
import { bare, keepText, normalise } from './normalise.ts'
import { called, listed, putReminder, timeParams } from './reminders.ts'

/** Longer words tell a story. */
const LONGEST = 60

/** 第1个内容不对 应该是换密码, 第一个改名叫换密码, 给我改一下第一个叫换密码. */
const RENAME =
  /^(?:不对|帮我|给我|麻烦|请|把|将|改一?下|改|[\s\p{P}])*第?(?<number>\d{1,2}|[一二三四五六七八九十]{1,3})[个条](?:提醒)?的?(?<field>内容|名字?|文字|标题|事情?)?(?:写|记|说)?(?:不对|错了|有误)?[\s\p{P}]*(?:(?<call>改名(?:叫|为|成)?|改叫|叫做?|名字叫)|应该(?:是|叫)|改成|改为|换成|是)(?<name>.{1,40})$/u

/**
 * Gives a numbered reminder other words, with nothing else asked. False when the message is no such request, names a time,
 * or the reminder is one of the guidance's, whose words are not the person's.
 */
export function renameReminder(draft: Draft): boolean {
  if (draft.text.length > LONGEST || draft.live !== undefined) return false
  const [, old = '', words = ''] = REWORD.exec(normalise(draft.text).replace(/\s+/g, '')) ?? []
  const meant = old === '' ? [] : called(draft, listed(draft), bare(old))
  const [only] = meant
  if (only !== undefined && meant.length === 1 && rename(draft, only, words)) return true
  const { number = '', field, call, name = '' } = RENAME.exec(normalise(draft.text).trim())?.groups ?? {}
  const reminder = listed(draft)[(ordinal(number) ?? 0) - 1]
  const text = keepText(name.replace(/[\s\p{P}吧呀啊]+$/u, ''))
  const isText = (field !== undefined || call !== undefined) && text !== '' && readTime(text, draft.now).kind === 'none'
  const count = listed(draft).length
  if (isText && reminder === undefined && count > 0) {
    draft.speak('remind/no-such', { with: { number: ordinal(number) ?? 0, last: count } })
    return true
  }
  return reminder !== undefined && isText && rename(draft, reminder, text)
}

/** 把提醒我交稿改成提醒我交初稿. */
const REWORD = /^(?:帮我|请|麻烦|把)*提醒我(.{2,20}?)的?(?:那个|提醒)?(?:改成|改为|换成)(?:提醒我)?(.{2,30}?)[吧了]?$/u

function rename(draft: Draft, reminder: Reminder, words: string): boolean {
  const text = keepText(words)
  if (reminder.subject.kind !== 'own' || readTime(text, draft.now).kind !== 'none') return false
  const renamed = { ...reminder, subject: { ...reminder.subject, text } }
  putReminder(draft, renamed)
  const page = isOnce(renamed.schedule) ? 'remind/changed-once' : 'remind/changed'
  draft.speak(page, { with: { what: { brief: text }, ...timeParams(renamed) } })
  return true
}
