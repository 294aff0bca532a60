import type { Question } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { type Alarm, ASKS_ABOUT, guessAlarm } from './alarm.ts'
import { coverOf } from './asides.ts'
import { firstStepOf, howOf } from './begin-incident.ts'
import { type Draft, shelvesTop } from './draft.ts'
import { hasAny } from './has-any.ts'
import { isIncidentFrame } from './incident-frame.ts'
import { isInEmergency } from './last-said.ts'
import { squeezed } from './normalise.ts'
import { readFor } from './read-for.ts'
import { isInDistress } from './topics.ts'
import { URGENT_SAYINGS, type UrgentCase } from './urgent.ts'

/** In these nobody is asked about a project; what was under way can wait. */
const STOPS_EVERYTHING: ReadonlySet<UrgentCase> = new Set(['leaked', 'accused', 'distress'])

/** The alarm, unless an incident is dealt with: what happened in it is an answer and no new alarm. */
export function alarmIn({ session }: Draft, alarm: Alarm | undefined): Alarm | undefined {
  const top = session.frames.at(-1)
  const isOfIncident = alarm?.id === 'accused' || alarm?.id === 'leaked'
  return isOfIncident && top !== undefined && isIncidentFrame(top) ? undefined : alarm
}

/**
 * Says what cannot wait, before anything is asked. In an emergency what was under way is kept for later; where the
 * bot has to refuse, the pending question stays.
 */
export function answerUrgent(draft: Draft, urgent: UrgentCase): void {
  if (urgent === 'accused' || urgent === 'leaked') {
    const { event, now } = draft
    draft.session = {
      ...draft.session,
      alarm: { case: urgent, words: draft.text, messageId: event.id, at: now.at },
    }
  }
  draft.say.push(...firstSayings(draft, urgent))
  if (!STOPS_EVERYTHING.has(urgent)) {
    draft.ask()
    return
  }
  if (urgent !== 'distress') draft.offerMore(draft.knowledge.sections('complaint'))
  const kept = draft.session.shelved.length
  shelvesTop(draft, undefined)
  if (urgent !== 'distress' && draft.session.shelved.length > kept) draft.speak('repair/kept-for-later')
}

/** What fits the sort of leak or reproach, if that is told; else what fits them all. */
function firstSayings(draft: Draft, urgent: UrgentCase): readonly Saying[] {
  if (urgent === 'distress' && isInDistress(draft)) return [{ page: 'boundary/distress-again' }]
  const step = firstStepOf(draft, urgent, draft.text)
  const [how] = urgent === 'leaked' ? howOf(draft, draft.text) : []
  const page = step?.page ?? (how === undefined ? undefined : `urgent/leaked-${how}`)
  return page === undefined ? URGENT_SAYINGS[urgent] : [{ page }, { page: 'urgent/next' }]
}

/** From this share on, a message is a call for help even where any words would be an answer. */
const OVERWHELMING = 0.6

/**
 * In the middle of an incident people are short, tired and bitter about the work (活停了, 我也不清楚, 我都删了), which is like
 * despair in its words: from this share on it is taken for it. What a rule hears needs none.
 */
const DESPAIR_AMID_TROUBLE = 0.75

/** Where a project is closed, it is asked what was deleted and what is still there. */
const CLOSES: ReadonlySet<string> = new Set(['closing', 'records'])

/** "电脑上的删了 手机没删", where that is asked, tells of no leak. */
function saysWhatIsLeft({ text, live, knowledge }: Draft): boolean {
  const words = knowledge.phrases.asides.elsewhere.own.get('deletion') ?? []
  return live !== undefined && CLOSES.has(live.flow.id) && hasAny(squeezed(text), words)
}

/**
 * Hears a call for help that no rule heard, where the message answers nothing: much of what somebody says of what is asked
 * sounds like one. Where any words are an answer it must be plain, or distress. False when the message is to be taken as it stands; it is then
 * asked about, if that may help.
 */
export function answersByLikeness(draft: Draft, question: Question | undefined): boolean {
  const { text, knowledge, live } = draft
  const alarm = alarmIn(draft, guessAlarm(text, knowledge))
  if (alarm === undefined || draft.isSure) return false
  const { id, share } = alarm
  if (id === 'distress' && saysNoMore(draft)) return false
  if (id === 'leaked' && saysWhatIsLeft(draft)) return false
  const isInTrouble = live !== undefined && isIncidentFrame(live.frame)
  const isSure = alarm.isSure && !(isInTrouble && share < DESPAIR_AMID_TROUBLE)
  if (id === 'distress' ? isInDistress(draft) : isInEmergency(draft)) return false
  if (question !== undefined && readFor(draft, question, text).kind !== 'notUnderstood') {
    const isFree = question.kind === 'text' || question.ownWords === true
    if (isFree && id === 'distress' && !isSure && share >= OVERWHELMING && draft.say.length === 0) {
      askAboutAlarm(draft, id)
      draft.ask()
      return true
    }
    if (!(isFree && isSure && share >= OVERWHELMING)) return false
  }
  if (isSure) answerUrgent(draft, id)
  else if (!isInTrouble || alarm.isSure) {
    if (draft.say.length === 0) askAboutAlarm(draft, id)
  }
  return isSure
}

/** "没了 就这些": there is no more to say, and nobody gives up. */
const saysNoMore = ({ text, knowledge }: Draft): boolean =>
  text.split(/[\p{P}\s]+/u).some((part) => {
    const asides = coverOf(part, knowledge.phrases)?.asides
    return asides !== undefined && (asides.has('noMore') || asides.has('these'))
  })

/** Asks in a line about what may be an emergency. */
export function askAboutAlarm(draft: Draft, id: UrgentCase): void {
  const page = ASKS_ABOUT[id]
  if (page !== undefined && !isInEmergency(draft)) draft.speak(page)
}
