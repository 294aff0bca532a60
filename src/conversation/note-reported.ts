import type { Question } from '../../flows/shared/question.ts'
import { tells } from './answers/told.ts'
import { isSameWay } from './begin-incident.ts'
import type { Draft } from './draft.ts'
import type { LiveFrame } from './frame.ts'
import { clientOf } from './incident.ts'
import { isIncidentFrame } from './incident-frame.ts'
import { append, incidentOf } from './incident-log.ts'
import { bare, keepText } from './normalise.ts'
import { readFor } from './read-for.ts'
import { simplify } from './simplify.ts'

/** The other side by its usual names, and that it said or did something. */
const THEY_SAY =
  /^(?:他|她|客户|对方|甲方|老板)(?:们|的律师)?(?:又|刚|还|也|就|现在|说完)*(?:说|要|打|发|问|骂|威胁|催)/u

/** Is it told first of all what the client says or does: 阿甲说明天不签就起诉? */
export function isOfTheirs(draft: Draft, { frame }: LiveFrame): boolean {
  const { text } = draft
  const client = clientOf(incidentOf(draft, frame))
  return (
    THEY_SAY.test(simplify(text)) ||
    (client !== null && text.startsWith(client) && SAYS.test(text.slice(client.length)))
  )
}

/** A shorter message is a word that was not understood. */
const SHORTEST = 5

/** Words of theirs, by the client's own name. */
const SAYS = /^.{0,4}(?:说|讲|问|回|发|骂|要|打电话|来电|看到)/u

/** What they want now, and what to do about it. */
const ADVICE: readonly (readonly [wanted: RegExp, page: string])[] = [
  [/(?:签|写|按).{0,8}(?:认错|承认|检讨|保证|悔过|和解|赔偿|欠条|书)|手印/u, 'incident/back-sign'],
  [/律师|起诉|告我|法院|法庭|传票|打官司/u, 'incident/back-letter'],
]

/** So many letters tell something, unless it is asked or sworn. */
const SHORTEST_FACT = 7
const NO_FACT =
  /[?？吗呢]|怎么|咋|为什么|为啥|不知道|烦|草稿|事件|提醒|改|算了|继续|[我你]想|能不能|可以|帮我|给我|告诉我|教我|如果|要是/u

/**
 * A fact that answers nothing here, told once the question has been asked again: 助手小美有权限. It may be what the case
 * turns on, and is not to be lost for being told too early.
 */
const isFact = ({ live }: Draft, { kind }: Question, text: string): boolean =>
  (kind === 'choice' || kind === 'several') &&
  (live?.frame.misses ?? 0) > 0 &&
  bare(text).length >= SHORTEST_FACT &&
  !NO_FACT.test(simplify(text))

/**
 * Keeps what the other side said or did since as a further line of the incident, where it is no answer to what is asked:
 * people in trouble tell it when it happens, and it may be evidence. What is only told once more is acknowledged. Then
 * the question is asked again.
 */
export function noteReported(draft: Draft, live: LiveFrame, question: Question): boolean {
  const { text, knowledge } = draft
  if (!isIncidentFrame(live.frame) || question.kind === 'text' || bare(text).length < SHORTEST) return false
  const incident = incidentOf(draft, live.frame)
  const client = clientOf(incident)
  const isClients = client !== null && text.startsWith(client) && SAYS.test(text.slice(client.length))
  const isReported =
    isClients || isFact(draft, question, text) || knowledge.incidents.alone.reported.some((one) => tells(text, one))
  const isKnown = !isReported && isSameWay(draft, live.frame, text)
  if ((!isReported && !isKnown) || readFor(draft, question, text).kind !== 'notUnderstood') return false
  if (isKnown) {
    draft.speak('incident/known')
    draft.ask()
    return true
  }
  const words = keepText(text)
  append(draft, incident, { kind: 'note', text: words })
  draft.speak('incident/noted', { with: { number: incident.number, text: { brief: words } } })
  const advice = ADVICE.find(([wanted]) => wanted.test(simplify(text)))?.[1]
  if (advice !== undefined) draft.speak(advice)
  draft.ask()
  return true
}
