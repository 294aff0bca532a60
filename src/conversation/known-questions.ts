import { isAsking } from './asking.ts'
import type { Draft } from './draft.ts'
import { hasOfEach } from './has-any.ts'
import { isIncidentFrame } from './incident-frame.ts'
import { normalise } from './normalise.ts'
import { simplify } from './simplify.ts'

/** A longer message tells a story in which any word may be about something else, in characters and Latin words. */
const LONGEST = 40
/** What also asks, where the form of a question is missing: 要不要, 行不, 怎么办. */
const ASKED =
  /[?？吗么呢嘛]|(\p{Script=Han})[不没]\1|怎么|咋|如何|[是要能可该行会算][不没]|可以|can |could |(?<!不)能[说讲接放用发看留带拿]$|能不|啥|什么|哪|是谁|找谁|一回事|[不没好]$/u

/**
 * A question that many ask and a few sentences answer, wherever it comes in, then what was pending again. It goes before the
 * alarms: whoever asks whether a court may have the files has leaked nothing. False when it is none of them, and
 * while an incident is dealt with, which has questions of its own.
 */
export function answerKnown(draft: Draft): boolean {
  const { text, live, knowledge } = draft
  if (
    (text.match(/\p{Script=Han}|[\p{L}\p{N}]+/gu)?.length ?? 0) > LONGEST ||
    (live !== undefined && isIncidentFrame(live.frame))
  )
    return false
  const said = normalise(simplify(text))
  const known = knowledge.questions.find(({ find, unless }) => hasOfEach(said, find, unless))
  if (known === undefined) return false
  const isHeard = known.told && live === undefined
  if (!isHeard && !isAsking(text, draft) && !ASKED.test(said)) return false
  const isSection = known.page.includes('.')
  draft.speak(known.page, isSection ? { part: 'whole' } : {})
  draft.ask()
  return true
}
