import type { Param } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import type { Played, Player } from './transcripts-player.ts'

const BUBBLES_A_TURN = 3
const BUBBLE_LENGTH = 200

/**
 * What is wrong with how a turn reads on a phone; empty when all is well.
 *
 * Short is the rule. Long may be only what is a list of the person's own things (a review, a record), what they are to
 * forward, and neighbours that were put into one bubble because there would have been more than three.
 */
export function faultsOfTurn({ kind, say, bubbles }: Played, player: Player): readonly string[] {
  const faults: string[] = []
  if (bubbles.length === 0 && kind !== 'unknown' && kind !== 'pause' && kind !== 'tick')
    faults.push(`nothing is said to a ${kind}`)
  if (bubbles.length > BUBBLES_A_TURN)
    faults.push(`${bubbles.length} bubbles: ${say.map(({ page }) => page).join(' ')}`)
  for (const bubble of bubbles) {
    if (bubble.trim() === '') faults.push('an empty bubble')
    if (/undefined|\[object|null|NaN/.test(bubble)) faults.push(`a value that was never filled in: ${bubble}`)
  }
  for (const saying of say) {
    if (mayBeLong(saying)) continue
    const long = player.render([saying]).filter((bubble) => bubble.length > BUBBLE_LENGTH)
    faults.push(...long.map((bubble) => `${saying.page} has ${bubble.length} characters in one bubble`))
  }
  const hasLong = say.some(mayBeLong)
  if (!hasLong && bubbles.length < BUBBLES_A_TURN) {
    const long = bubbles.filter((bubble) => bubble.length > BUBBLE_LENGTH)
    faults.push(...long.map((bubble) => `a bubble of ${bubble.length} characters that could have been two`))
  }
  return faults
}

/** Does it carry the person's own list, or words that they forward? */
function mayBeLong({ alone, options, with: values }: Saying): boolean {
  return alone === true || (options?.length ?? 0) > 0 || Object.values(values ?? {}).some(isList)
}

function isList(param: Param): boolean {
  return typeof param === 'object' && ('lines' in param || ('list' in param && param.list.length > 1))
}
