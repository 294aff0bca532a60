import { memoryAfter } from './after-effects.ts'
import { ordinals } from './answers/numbers.ts'
import type { Knowledge } from './knowledge.ts'
import { bare, MESSAGE_LIMIT } from './normalise.ts'
import { takeTurn } from './take-turn.ts'
import type { Effect, Memory, Moment, Turn, TurnEvent } from './turn.ts'

/** With several contracts at once, the places in each would be a wall of words; what was found in each is said in a line. */
const DETAILS: ReadonlySet<string> = new Set(['nda/flag', 'nda/flag-absent', 'nda/more-flags', 'nda/what-next'])

const isSaid = (saying: Turn['say'][number], before: Turn['say']): boolean =>
  before.some((one) => JSON.stringify(one) === JSON.stringify(saying))

/**
 * Takes what one person sent within a moment, in order, and answers once: a question that the next message has
 * answered already is not asked.
 *
 * People type a thought in pieces; while no question is pending, pieces that mean nothing by themselves are read as
 * one message.
 */
export function takeBurst(memory: Memory, events: readonly TurnEvent[], now: Moment, knowledge: Knowledge): Turn {
  const pieces = joinPieces(memory, events, knowledge)
  let state = memory
  const say: Turn['say'][number][] = []
  const effects: Effect[] = []
  for (const [index, event] of pieces.entries()) {
    const turn = takeTurn(state, event, now, knowledge)
    const isLast = index === pieces.length - 1 || turn.effects.some(({ type }) => type === 'forgetOwner')
    const isOneOfMany = event.document !== undefined && pieces.slice(index + 1).some(({ document }) => document)
    const said = isOneOfMany ? turn.say.filter(({ page }) => !DETAILS.has(page)) : turn.say
    say.push(...(isLast ? said : said.filter(({ asks }) => !asks)).filter((saying) => !isSaid(saying, say)))
    effects.push(...turn.effects)
    state = memoryAfter(state, turn)
    if (isLast) break
  }
  return { session: state.session, say, effects }
}

function joinPieces({ session }: Memory, events: readonly TurnEvent[], { phrases }: Knowledge): readonly TurnEvent[] {
  const [first] = events
  const means = ({ text, recovery }: TurnEvent): boolean => {
    if (recovery !== undefined) return true
    const phrase = bare(text)
    return phrases.always.has(phrase) || phrases.unasked.has(phrase) || ordinals(text, 9) !== undefined
  }
  const text = events.map((event) => event.text.trim()).join('，')
  const isOne =
    events.length > 1 && session.frames.length === 0 && events.every((event) => event.kind === 'text' && !means(event))
  return isOne && first !== undefined && text.length <= MESSAGE_LIMIT ? [{ ...first, text }] : events
}
