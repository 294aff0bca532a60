import { FLOWS } from '../../flows/index.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { TOPICS } from '../guidance/topics.ts'
import type { Draft } from './draft.ts'
import { endingOf, wakeFrame } from './frame.ts'
import type { Frame, LastSaid, SaidPage } from './session.ts'

const isOfTopic = (page: string): boolean => (TOPICS as readonly string[]).includes(page.split('.')[0] ?? '')

/** How long after it was last spoken of an emergency is taken to go on, in ms. */
const EMERGENCY_LASTS = 3 * 60 * 60 * 1000

/** What says that something has gone wrong: a reproach, a leak of whatever kind, a message taken back in time. */
const ALARM = /^(?:urgent\/accused$|urgent\/leaked|emergency\/recalled$)/
/** Said again and again while it goes on; none of it is about anything. */
const PASSING: ReadonlySet<string> = new Set([
  'emergency/stay',
  'emergency/done',
  'emergency/together',
  'emergency/listening',
  'emergency/with-you',
  'emergency/false-alarm',
])

/** Worth saying again: guidance and what cannot wait. A page with something filled in is the person's own, and is not kept here. */
const isWorthRepeating = ({ page, with: values, asks }: Saying): boolean =>
  !asks &&
  values === undefined &&
  !PASSING.has(page) &&
  (isOfTopic(page) || /^(?:urgent\/|emergency\/|boundary\/|privacy$)/.test(page))

/** Notes at the end of a turn what was talked about; a thank-you in between does not change it, a new conversation does. */
export function rememberLast(draft: Draft): void {
  const pages = draft.say
    .filter(isWorthRepeating)
    .map(({ page, part }): SaidPage => (part === undefined ? { page } : { page, part }))
  const advice = adviceOf(draft.ended)
  if (draft.live !== undefined) draft.session = { ...draft.session, last: null }
  else if (pages.length > 0 || advice !== null) {
    const frame = draft.ended === undefined ? stillAbout(draft.session.last, pages) : advice
    const goesOn = isInEmergency(draft) && pages.every(({ page }) => /^(?:complaint|urgent\/|emergency\/)/.test(page))
    const urgent = goesOn || pages.some(({ page }) => ALARM.test(page))
    draft.session = { ...draft.session, last: { pages, at: draft.now.at, urgent, frame } }
  }
}

/** Saying the advice again or showing more of it does not end it. */
function stillAbout(last: LastSaid | null, pages: readonly SaidPage[]): Frame | null {
  const flow = last?.frame && FLOWS[last.frame.flow]
  if (!last?.frame || !flow) return null
  const { say, more } = endingOf(wakeFrame(flow, last.frame))
  const advised = new Set([...say.map(({ page }) => page), ...more])
  return pages.every(({ page }) => advised.has(page)) ? last.frame : null
}

/** "再说一遍" while nothing is pending. False when there is nothing to say again. */
export function sayLastAgain(draft: Draft): boolean {
  const { last } = draft.session
  if (last === null) return false
  const flow = last.frame === null ? undefined : FLOWS[last.frame.flow]
  draft.speak('repair/again')
  if (last.pages.length > 0) draft.say.push(...last.pages)
  else if (last.frame !== null && flow !== undefined) draft.say.push(...endingOf(wakeFrame(flow, last.frame)).say)
  return true
}

/** Has something gone wrong just now, and is nothing else talked about since? */
export function isInEmergency({ session: { frames, last }, now }: Draft): boolean {
  return frames.length === 0 && last !== null && last.urgent && now.at - last.at < EMERGENCY_LASTS
}

/** Only advice is kept: an answer that was filed has its place in the record, and goes with it. */
function adviceOf(ended: Frame | undefined): Frame | null {
  return ended !== undefined && (FLOWS[ended.flow]?.advises === true || isHurried(ended)) ? ended : null
}

/** An agreement that was only looked at before a signature due in minutes is not filed. */
const isHurried = ({ flow, answers }: Frame): boolean =>
  flow === 'nda' &&
  answers.some(({ questionId, value }) => questionId === 'stage' && value.kind === 'choice' && value.id === 'hurry')
