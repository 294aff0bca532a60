import { EMPTY_SESSION } from '../../src/conversation/session.ts'
import type { Memory } from '../../src/conversation/turn.ts'
import { DEFAULT_SETTINGS } from '../../src/reminders/reminder.ts'

/** Somebody who has been welcomed, and of whom nothing is known. */
export const WELCOMED: Memory = {
  session: { ...EMPTY_SESSION, welcomedAt: 1 },
  cases: [],
  incidents: [],
  reminders: [],
  settings: DEFAULT_SETTINGS,
  held: null,
}
