import { readTime } from '../reminders/read-time.ts'
import type { Draft } from './draft.ts'
import { hasWords } from './normalise.ts'
import { isRequest } from './remind-request.ts'

/**
 * What of a message may tell of a leak: not what somebody wants to be reminded of, which is still to be done. 把合同发出去
 * after 提醒我 has not happened; 我发错群了 before it, or apart from it, has.
 */
export function withoutReminder(draft: Draft): string {
  if (!isRequest(draft)) return draft.text
  return draft.text
    .split(PARTS)
    .map((part) => (REMINDER.test(part) ? beforeReminder(part, draft) : part))
    .join('')
}

/** 我发错群了 of 我发错群了提醒我道歉, but nothing of 明早九点提醒我. */
function beforeReminder(part: string, { now }: Draft): string {
  const words = part.replace(REMINDER, '')
  const reading = readTime(words, now)
  return reading.kind !== 'none' && !hasWords(reading.content) ? '' : words
}

/** A sign or space goes with the part behind it. */
const PARTS = /(?=[\p{P}\s])/u
const REMINDER = /(?:提醒|叫|喊|通知)(?:一下|下|一声)?我(?!们).*$/su
