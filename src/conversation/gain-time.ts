import { gainTime } from '../../flows/nda/rules.ts'
import type { Draft } from './draft.ts'

/** The sentence that gains time, before anything is looked at: who must sign in minutes sends it first. */
export function sayGainTime(draft: Draft): void {
  draft.speak('nda/hurry')
  draft.say.push(gainTime(draft.now.hour))
}
