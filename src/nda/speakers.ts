import type { Hits } from './hits.ts'
import type { Side } from './pattern.ts'
import type { NdaRules } from './rules.ts'

/** Who is spoken to, in terms that name no sides. */
const ADDRESSED = new Set(['你', '您', 'you', 'your', 'yours'])
const PROMISES =
  /我们?(?:承诺|保证|愿意|自愿|不会|绝不|一定)|我作为[^\n。]{0,40}承诺|\bi (?:undertake|promise|agree|will|shall)\b/g
const DEMANDS =
  /[你您]们?(?:不得|不能|不要|不许|不可|别|要|须|必须|应|得|需|如|若|可|拿|把)|\byou (?:must|shall|may|agree|will|are|should|can)\b/g

/**
 * Whose words 我 and 你 are where a text names no sides, as in a chat or a platform's terms: it is mostly the client who sets terms (我给你看的
 * 图别外传), and the freelancer who promises (我保证不外传). Undefined when there is no such talk.
 */
export function speakersOf(
  chars: string,
  hits: readonly Hits[],
  { roles }: NdaRules,
): { readonly speaker: Side; readonly isAddressed: (word: string) => boolean; readonly addressed: Side } | undefined {
  const count = (test: (word: string, side: string) => boolean): number =>
    roles.reduce((sum, { word, list, side }) => sum + (test(word, side) ? (hits[list]?.starts.length ?? 0) : 0), 0)
  if (count((_, side) => side === 'label') > 0 || count((_, side) => side === 'speaker') === 0) return undefined
  const promises = chars.match(PROMISES)?.length ?? 0
  if (count((word) => ADDRESSED.has(word)) < 2 && promises === 0) return undefined
  const demands = chars.match(DEMANDS)?.length ?? 0
  const speaker = promises > demands ? 'freelancer' : 'client'
  return {
    speaker,
    addressed: speaker === 'client' ? 'freelancer' : 'client',
    isAddressed: (word) => ADDRESSED.has(word),
  }
}
