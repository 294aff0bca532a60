import type { Saying } from '../../flows/shared/saying.ts'
import { TOPICS } from '../guidance/topics.ts'
import { readTime } from '../reminders/read-time.ts'
import { guessAlarm, hearAlarm } from './alarm.ts'
import { ordinal } from './answers/numbers.ts'
import { asksToRemind } from './asks-to-remind.ts'
import { fillIn } from './fill-in.ts'
import type { Knowledge } from './knowledge.ts'
import { bare, hasWords, MESSAGE_LIMIT, normalise } from './normalise.ts'
import { ownDataIn } from './own-data-words.ts'
import { codeIn } from './recovery-code.ts'
import { URGENT_SAYINGS } from './urgent.ts'

/** In a room nobody is reminded of anything: whether a time is told is all that is looked at. */
const NO_REMINDERS = { at: 0, zone: 'UTC' } as const

/**
 * Decides what is said in a room to somebody who mentioned the bot, at this hour of their day: general guidance only.
 *
 * It is given no session and no records, so that nothing of anybody's can be shown here and nothing that is said here
 * can become an answer.
 */
export function takeRoomTurn(text: string, hour: number, knowledge: Knowledge): readonly Saying[] {
  return fillIn(saidInRoom(text, knowledge), { hour, ...NO_REMINDERS }, knowledge.incidents.forbidden)
}

function saidInRoom(text: string, knowledge: Knowledge): readonly Saying[] {
  const { phrases } = knowledge
  if (codeIn(text) !== undefined) return [{ page: 'recover/in-room' }]
  if (!hasWords(text) || text.length > MESSAGE_LIMIT) return [{ page: 'room/menu' }]
  const phrase = bare(text)
  const number = ordinal(phrase)
  const request = phrases.always.get(phrase) ?? phrases.unasked.get(phrase)
  const topic = number === undefined ? undefined : TOPICS[number - 1]
  if (topic !== undefined) return [{ page: topic }]
  if (request === undefined && ownDataIn(text, knowledge.ownData) !== undefined) return [{ page: 'room/private' }]
  if (request === undefined) return inFreeWords(text, knowledge)
  if (request.kind !== 'command') return [{ page: request.id }]
  switch (request.id) {
    case 'menu':
    case 'hello':
      return [{ page: 'room/menu' }]
    case 'privacy':
      return [{ page: 'privacy' }]
    case 'lawyer':
      return [{ page: 'incident/when-help' }]
    case 'human':
      return [{ page: 'human' }]
    case 'thanks':
      return [{ page: 'thanks' }]
    default:
      return [{ page: 'room/private' }]
  }
}

function inFreeWords(text: string, knowledge: Knowledge): readonly Saying[] {
  const alarm = hearAlarm(text, knowledge) ?? guessAlarm(text, knowledge)
  if (alarm?.isSure) return URGENT_SAYINGS[alarm.id]
  const asks = asksToRemind(text, knowledge.reminders.phrases.request, [], (words) => readTime(words, NO_REMINDERS))
  if (asks) return [{ page: 'room/private' }]
  const { best, confidence } = knowledge.findTopic(normalise(text))
  if (best === 'none' || confidence !== 'sure') return [{ page: 'room/unknown' }]
  return [{ page: knowledge.findSection(best, text) ?? best }]
}
