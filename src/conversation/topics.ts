import { FLOWS } from '../../flows/index.ts'
import type { FlowInput } from '../../flows/shared/flow.ts'
import { TOPICS, type TopicId } from '../guidance/topics.ts'
import { isAsking } from './asking.ts'
import type { Draft } from './draft.ts'
import { isIncidentFrame } from './incident-frame.ts'
import { warnOfCleanup } from './incident-warning.ts'
import { showIncidents } from './incidents.ts'
import { hadEmergency, isInEmergency } from './last-said.ts'
import { nearMiss } from './near-miss.ts'
import { bare } from './normalise.ts'
import { openRecords, suggestName } from './records.ts'
import { showReminders } from './reminder-list.ts'
import type { Alarm } from './session.ts'
import { trustInput } from './trust-records.ts'

/** The numbers of the menu after the topics'. */
const RECORDS_NUMBER = TOPICS.length + 1
const INCIDENTS_NUMBER = TOPICS.length + 2
const REMINDERS_NUMBER = TOPICS.length + 3

/** A topic that is offered although the message is perhaps about none has at least this share. */
const WORTH_NAMING = 0.1

/** Up to so many characters a message is about what was said just before. */
const FOLLOW_UP = 8

/** How many topics are offered when it is not clear which is meant. */
const OFFERED = 3

/**
 * Gives a topic that was asked for by name or number. In the middle of something else it is done at once, on top of
 * it; afterwards the person is asked whether to go on.
 */
export function giveTopic(draft: Draft, topic: TopicId): void {
  const flow = FLOWS[topic]
  const { frames } = draft.session
  if (frames.at(-1)?.flow === topic) {
    draft.speak('repair/already-here')
    draft.ask()
    return
  }
  if (frames.some((frame) => frame.flow === topic)) {
    backTo(draft, topic)
    return
  }
  draft.dropPassing()
  if (flow === undefined) {
    draft.speak(topic)
    draft.offerMore(draft.knowledge.sections(topic))
    offerTogether(draft)
    draft.comeBack()
    return
  }
  for (const { page, with: values } of flow.opening) draft.speak(page, values ? { with: values } : {})
  draft.offerMore(draft.knowledge.sections(topic))
  draft.push(flow, topic === 'trust' ? trustInput(draft) : flow.keeps ? inputFor(draft) : {})
  if (draft.session.shelved.some((frame) => frame.flow === topic)) draft.speak('repair/one-is-shelved')
  draft.ask()
}

/** Offers to go through a complaint together, unless that is being done. */
function offerTogether(draft: Draft): void {
  if (!draft.session.frames.some(isIncidentFrame)) draft.speak('incident/offer')
}

/** What a flow that files something starts with. */
export function inputFor({ cases, knowledge }: Draft): FlowInput {
  return { suggestion: suggestName(cases, knowledge.phrases.codeName) }
}

/** A topic that was left for others is taken up where it was; what was asked on top of it is stopped, and kept if it holds answers. */
function backTo(draft: Draft, topic: TopicId): void {
  const kept = draft.session.shelved.length
  while (draft.session.frames.at(-1)?.flow !== topic) draft.shelve()
  draft.speak('repair/resumed')
  if (draft.session.shelved.length > kept) draft.speak('repair/one-is-shelved')
  draft.ask()
}

/** Gives one section, asked for by its name. */
export function giveSection(draft: Draft, page: string): void {
  draft.speak(page, { part: 'whole' })
  if (page === 'management.cleanup') warnOfCleanup(draft)
  draft.ask()
}

/** What a bare number means when no question is pending: an entry of the menu. */
export function menuEntry(draft: Draft, number: number): void {
  const topic = TOPICS[number - 1]
  const step = isAboutComplaint(draft) ? draft.knowledge.sections('complaint')[number - 1] : undefined
  if (step !== undefined) {
    draft.speak(step, { part: 'whole' })
    offerTogether(draft)
  } else if (topic !== undefined) giveTopic(draft, topic)
  else if (number === RECORDS_NUMBER) openRecords(draft, null)
  else if (number === INCIDENTS_NUMBER) showIncidents(draft)
  else if (number === REMINDERS_NUMBER) showReminders(draft)
  else {
    draft.speak('repair/no-such-entry', { with: { number, last: REMINDERS_NUMBER } })
    draft.speak('menu')
  }
}

/** Was the complaint procedure the last that was talked about? Then its steps are what is numbered, and yes is to going through it together. */
export const isAboutComplaint = ({ session: { last, frames } }: Draft): boolean =>
  frames.length === 0 && last?.pages.some(({ page }) => page === 'complaint' || page.startsWith('complaint.')) === true

/** Answers a message in free words when nothing is pending: surely, with up to three topics to choose from, or honestly not. */
export function answerFreely(draft: Draft, text: string): void {
  if ((isInEmergency(draft) || comesBackToIt(draft, text)) && stayWithIt(draft, text)) return
  if (isInDistress(draft) && !isAsking(draft.text, draft) && draft.knowledge.findTopic(text).confidence !== 'sure') {
    draft.speak('remark/with-you')
    return
  }
  if (!answerAside(draft, text)) {
    const { ranked, confidence } = draft.knowledge.findTopic(text)
    const offered = ranked.slice(0, OFFERED).filter(({ score }) => confidence === 'unsure' || score >= WORTH_NAMING)
    const topics = offered.map(({ id }) => id)
    if (confidence === 'unsure') offerTopics(draft, topics, 'repair/which-topic')
    else if (confidence === 'near') offerTopics(draft, topics, 'repair/which-topic-if-any')
    else sayOffTopic(draft)
  }
}

const DISTRESS: ReadonlySet<string> = new Set([
  'boundary/distress',
  'boundary/distress-again',
  'remark/with-you',
  'remark/in-danger',
])

/** Somebody who was told where to turn is not told that we cannot help. */
export const isInDistress = ({ session }: Draft): boolean =>
  session.last?.pages.some(({ page }) => DISTRESS.has(page)) ?? false

/** After a question about something else the story goes on: what sounds like it belongs to it. */
function comesBackToIt(draft: Draft, text: string): boolean {
  if (!hadEmergency(draft) || isAsking(draft.text, draft)) return false
  const { best, confidence } = draft.knowledge.findTopic(text)
  return confidence !== 'none' && (best === 'complaint' || best === 'trust')
}

/** While something has gone wrong, all that is not surely about another topic is about that. */
function stayWithIt(draft: Draft, text: string): boolean {
  const { best, confidence } = draft.knowledge.findTopic(text)
  const isElsewhere = confidence === 'sure' && best !== 'complaint' && best !== 'trust'
  if (isElsewhere && bare(text).length > FOLLOW_UP) return false
  const meant = nearMiss(bare(text), draft.knowledge.phrases)
  if (meant !== undefined) {
    askWhetherMeant(draft, meant)
    return true
  }
  if (asksElsewhere(draft, best, confidence)) return false
  const section = draft.knowledge.findSection('complaint', text)
  const isBegun = draft.session.alarm === null
  const fits = isBegun || ASKS_HOW.test(text) || (isAsking(draft.text, draft) && !CONCLUDES.test(section ?? ''))
  if (section !== undefined && confidence !== 'none' && fits) draft.speak(section, { part: 'whole' })
  else if (isAsking(draft.text, draft)) draft.speak('emergency/cannot-say')
  else if (draft.session.alarm !== null) hearMore(draft, draft.session.alarm)
  else draft.speak(draft.session.more.length > 0 ? 'emergency/stay' : 'emergency/done')
  return true
}

/** A question this short, in characters, is about what has happened: 会坐牢吗. */
const SHORT_CRY = 6

/**
 * "多久清一次文件好", while something has gone wrong: a question about something else is answered as at any time. What is
 * told in between, in whatever words, belongs to the story.
 */
function asksElsewhere(draft: Draft, best: TopicId | 'none', confidence: string): boolean {
  if (best === 'complaint' || confidence === 'none' || bare(draft.text).length <= SHORT_CRY) return false
  return isAsking(draft.text, draft)
}

/** The steps after something was found out, with what to tell the client of it: not for somebody who has looked at nothing yet. */
const CONCLUDES = /^complaint\.[34]-/u
const ASKS_HOW = /[?？]|[吗呢么]$|怎么|咋|如何|该|第[三四]步/u

/** What is told of an emergency before it is dealt with is kept up to so many UTF-16 units. */
const TOLD = 500
/** What is said to more and more of the story; the last from then on. */
const HEARD = ['emergency/stay', 'emergency/together', 'emergency/listening'] as const

/** Keeps what is told of an emergency until it is dealt with: nobody is to tell it twice. */
function hearMore(draft: Draft, alarm: Alarm): void {
  const { told = 0 } = alarm
  const words = `${alarm.words}，${draft.text}`
  const isFull = words.length > TOLD
  draft.session = { ...draft.session, alarm: { ...alarm, told: told + 1, words: isFull ? alarm.words : words } }
  draft.speak(isFull ? HEARD[0] : (HEARD[Math.min(told, HEARD.length - 1)] ?? HEARD[0]))
}

/** Nothing fits: perhaps a command was mistyped, else the honest answer. */
function sayOffTopic(draft: Draft): void {
  const meant = nearMiss(bare(draft.text), draft.knowledge.phrases)
  if (meant === undefined) draft.speak('repair/off-topic')
  else askWhetherMeant(draft, meant)
}

/** A plain yes to it does it. */
function askWhetherMeant(draft: Draft, meant: string): void {
  draft.session = { ...draft.session, meant }
  draft.speak('repair/did-you-mean', { with: { phrase: meant } })
}

/** Gives what surely fits a message in free words; false when nothing surely does. */
export function answerAside(draft: Draft, text: string): boolean {
  const { best, confidence } = draft.knowledge.findTopic(text)
  if (best === 'none' || confidence !== 'sure') return false
  const section = draft.knowledge.findSection(best, text)
  if (section === undefined || best === 'complaint') {
    draft.speak(best)
    draft.offerMore(draft.knowledge.sections(best))
    if (best === 'complaint') offerTogether(draft)
  } else {
    draft.speak(section, { part: 'whole' })
    draft.offerMore(draft.knowledge.sections(best).filter((id) => id !== section))
  }
  if (draft.live === undefined && FLOWS[best] !== undefined) draft.speak(`offer/${best}`)
  return true
}

function offerTopics(draft: Draft, topics: readonly TopicId[], page: string): void {
  const inOrder = TOPICS.filter((topic) => topics.includes(topic))
  const lines = inOrder.map((topic) => ({
    page: 'repair/topic-line',
    with: { number: TOPICS.indexOf(topic) + 1, title: { title: topic } },
  }))
  draft.speak(page, { with: { topics: { lines } } })
}
