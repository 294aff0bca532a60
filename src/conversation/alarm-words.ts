import type { Draft } from './draft.ts'
import { isRequest } from './remind-request.ts'

/**
 * What of a message may tell of a leak: not what somebody wants to be reminded of, which is still to be done. 把合同发出去
 * after 提醒我 has not happened; 我发错群了 before it, or apart from it, has.
 */
export function withoutReminder(draft: Draft): string {
  if (!isRequest(draft)) return draft.text
  return draft.text
    .split(PARTS)
    .map((part) => part.replace(REMINDER, ''))
    .join('')
}

/** A sign or space goes with the part behind it. */
const PARTS = /(?=[\p{P}\s])/u
const REMINDER = /(?:提醒|叫|喊|通知)(?:一下|下|一声)?我(?!们).*$/su
