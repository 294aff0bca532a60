import { gainTime } from '../../flows/nda/rules.ts'
import type { Draft } from './draft.ts'

/** Does somebody write in English? Then so does the client, most likely. */
const isEnglish = (text: string): boolean => /[a-z]{2}/iu.test(text) && !/\p{Script=Han}/u.test(text)

/** The sentence that gains time, before anything is looked at: who must sign in minutes sends it first. */
export function sayGainTime(draft: Draft): void {
  draft.speak('nda/hurry')
  draft.say.push(gainTime(draft.now.hour, isEnglish(draft.raw)))
}
