import { findUrgent, type UrgentCase, type UrgentPhrases } from '../conversation/urgent.ts'
import type { AlarmExample, TopicExample } from './search/index.ts'

/** Of the examples every so many teach what is no alarm: enough to know it by, and quick. Strangers are the more varied. */
const EVERY_STRANGER = 2
const EVERY_QUESTION = 6

/**
 * What the questions about topics teach about alarms: those that a rule hears are such alarms, all others are none. The
 * others about a complaint are left out, because many are calls for help that no rule hears.
 */
export function alarmExamples(
  examples: readonly TopicExample[],
  phrases: UrgentPhrases,
): readonly AlarmExample<UrgentCase>[] {
  return examples
    .filter(({ topic }, n) => topic === 'complaint' || n % (topic === 'none' ? EVERY_STRANGER : EVERY_QUESTION) === 0)
    .map(({ text, topic }) => ({ text, topic, id: findUrgent(text, phrases) }))
    .filter(({ topic, id }) => topic !== 'complaint' || id !== undefined)
}
