import { pickFlow } from '../shared/pick.ts'

/** Which reminder is meant, when it may be several. */
export const reminderPick = pickFlow('reminder-pick', 'remind/ask-which')
