import { FLOWS } from '../../flows/index.ts'
import type { Aside } from './aside-words.ts'
import { type Cover, coverOf } from './asides.ts'
import { obey } from './commands.ts'
import { asksOrWants, otherClients } from './doubt.ts'
import { type Draft, nameOf } from './draft.ts'
import { type LiveFrame, pendingQuestion } from './frame.ts'
import type { Command } from './knowledge.ts'
import { squeezed } from './normalise.ts'
import { readFor } from './read-for.ts'
import { acceptRefusal } from './refuse.ts'
import { switchTo } from './switch.ts'
import { giveSection, giveTopic, inputFor } from './topics.ts'

/** Asides that are commands, in the order in which they count when several are said. */
const COMMANDS: readonly (Aside & Command)[] = ['back', 'skip', 'restart', 'cancel', 'status', 'again', 'why']
/** What is said before a stop, a step back or a skip counts before what is looked at. */
const BEFORE_REQUESTS = 3

/**
 * Does what somebody surely wants instead of answering: "我不想填了", "先看看大熊的", "我想看看NDA". The whole message must
 * consist of such words, so that an answer in somebody's own words is never lost. False when it does not.
 */
export function instead(draft: Draft): boolean {
  const live = draft.live
  const question = live && pendingQuestion(live)
  if (live === undefined || question === undefined || live.flow.id === 'go-on' || live.flow.id === 'heard') return false
  const { phrases } = draft.knowledge
  if (leavesAsItIs(draft, live)) {
    obey(draft, 'resume')
    return true
  }
  if (isGoing(draft)) {
    obey(draft, 'cancel')
    return true
  }
  const names = new Map(otherClients(draft, live).map((client) => [squeezed(client), client]))
  const cover = coverOf(draft.text, phrases, { questionId: question.id, clients: [...names.keys()] })
  if (cover === undefined) return false
  if (question.kind !== 'text' && !question.ownWords && readFor(draft, question, draft.text).kind === 'answer')
    return false

  if (cover.request !== undefined && (cover.request.id === live.flow.id || /[?？]\s*$/u.test(draft.text))) return false
  const command = COMMANDS.find((one) => cover.asides.has(one))
  if (command !== undefined && COMMANDS.indexOf(command) < BEFORE_REQUESTS) obey(draft, command)
  else if (cover.client !== undefined) hearInstead(draft, `${phrases.switching[0]}${names.get(cover.client)}`, switchTo)
  else if (cover.asides.has('newClient')) return leaveFor(draft, true)
  else if (cover.asides.has('otherClient')) return leaveFor(draft, false)
  else if (cover.request !== undefined) give(draft, cover.request)
  else if (cover.asides.has('discard')) {
    draft.speak('repair/not-filed-yet')
    draft.ask()
  } else if (command !== undefined) obey(draft, command)
  else if (cover.asides.has('noMore') && question.kind === 'text' && question.skippable) obey(draft, 'skip')
  else if (cover.asides.has('refuse')) acceptRefusal(draft, question)
  else return false
  return true
}

/** "不改 继续", said of an answer that is looked at again. */
function leavesAsItIs({ text, knowledge }: Draft, { frame }: LiveFrame): boolean {
  const { keep } = knowledge.phrases.asides
  const parts = text
    .split(/[\p{P}\s]+/u)
    .map(squeezed)
    .filter(Boolean)
  const isKept = (part: string): boolean => keep.has(part)
  const goesOn = (part: string): boolean => knowledge.phrases.always.get(part)?.id === 'resume'
  return frame.revisiting !== null && parts.some(isKept) && parts.every((part) => isKept(part) || goesOn(part))
}

/** Longer, in UTF-16 units, it is more than a goodbye. */
const LONGEST_GOODBYE = 20

/** "先到这 我去接娃", "不想答了 直接给我总结": first that it is enough, then where one goes or what one wants instead. */
function isGoing(draft: Draft): boolean {
  const { text, knowledge } = draft
  const [first = '', ...rest] = text.split(/[\p{P}\s]+/u).filter(Boolean)
  if (rest.length === 0 || text.length > LONGEST_GOODBYE) return false
  const cover = coverOf(first, knowledge.phrases)
  const isEnough = cover?.asides.has('cancel') === true && cover.asides.size === 1 && cover.request === undefined
  const goes = knowledge.phrases.asides.leaving.some((word) => squeezed(rest.join('')).includes(word))
  return isEnough && (goes || asksOrWants(draft, rest.join('')))
}

/** "新客户" while another one's form is open is another form, not the topic that is on top already. */
export function takesNewClient(draft: Draft): boolean {
  const { words } = draft.knowledge.phrases.asides
  return draft.live?.flow.keeps === true && words.get(squeezed(draft.text)) === 'newClient' && instead(draft)
}

function hearInstead(draft: Draft, text: string, hear: (draft: Draft) => unknown): void {
  draft.event = { ...draft.event, text }
  hear(draft)
}

function give(draft: Draft, request: NonNullable<Cover['request']>): void {
  if (request.kind === 'command') obey(draft, request.id)
  else if (request.kind === 'topic') giveTopic(draft, request.id)
  else giveSection(draft, request.id)
}

/** Another client: a new form, or the names there are. While this one has no name yet, the words may be its name. */
function leaveFor(draft: Draft, isNew: boolean): boolean {
  const live = draft.live
  const flow = FLOWS.scope
  if (live === undefined || flow === undefined || !live.flow.keeps || live.frame.answers.length === 0) return false
  const others = otherClients(draft, live)
  if (isNew) {
    const left = live.frame
    draft.shelve()
    draft.push(flow, inputFor(draft))
    draft.speak('repair/switched', { with: { name: nameOf(left) } })
  } else if (others.length === 0) draft.speak('repair/no-other-client')
  else draft.speak('repair/which-client', { with: { names: { list: others.map((brief) => ({ brief })) } } })
  draft.ask()
  return true
}
