import type { Question } from '../../flows/shared/question.ts'
import { hearAlarm } from './alarm.ts'
import { answerPending, giveAnswer } from './answer.ts'
import { namesOption } from './answers/options.ts'
import { type Telling, tells, toldIn } from './answers/told.ts'
import { howOf } from './begin-incident.ts'
import { comparedSums, namesSum } from './claim-size.ts'
import { isReported } from './doubt.ts'
import { type Draft, row } from './draft.ts'
import { keepForLater, type LiveFrame, pendingQuestion, questionsAhead, type Step } from './frame.ts'
import { clientOf } from './incident.ts'
import { inputOf, isIncidentFrame } from './incident-frame.ts'
import { toIncident } from './incidents.ts'
import { bare, normalise } from './normalise.ts'
import { isOfTheirs, noteReported } from './note-reported.ts'
import { readFor } from './read-for.ts'
import type { Answer } from './session.ts'
import { tellsOfOther } from './told-late.ts'

/** What is no longer may be a client's name, whatever else it means. */
const SHORT_NAME = 3

/**
 * Takes what somebody tells or asks in the middle of an incident: before all that the same words could mean elsewhere,
 * and without a number. A question is answered, and ours asked again.
 */
export function hearInIncident(draft: Draft): boolean {
  const { live, text, knowledge } = draft
  const question = live && pendingQuestion(live)
  if (live === undefined || question === undefined || !isIncidentFrame(live.frame)) return false
  const { answers, questions } = knowledge.incidents
  const page = knowledge.page(question.page)
  if (page !== undefined && namesOption(bare(text), question, page)) return false
  if (isOfOther(draft, live, question)) {
    draft.speak('incident/another')
    draft.ask()
    return true
  }
  const told = toldIn(text, question, answers.get(question.page) ?? [])
  const asked = questions.find((one) => (one.at.length === 0 || one.at.includes(question.page)) && tells(text, one))
  if (
    asked !== undefined &&
    (question.id !== 'client' || bare(text).length > SHORT_NAME) &&
    !isReported(text, question, draft)
  ) {
    draft.speak(asked.page, { with: { number: inputOf(live.frame).number } })
    if (told !== undefined && told.kind === 'several' && told.ids.length > 0) answerPending(draft, live, question)
    else draft.ask()
    return true
  }
  if (asksForWords(draft, question)) {
    toIncident(draft, undefined, { action: 'draft', words: '', draft: null })
    return true
  }
  if (question.id === 'claim-size' && compareSums(draft, live)) return true
  if (told === undefined && question.id === 'origin') return alarmTells(draft, live, question)
  if (told === undefined) return tellsOfOther(draft, live, question) || tellsOfTheirs(draft, live, question)
  const ways = question.id === 'origin' ? waysTold(draft, told) : []
  if (ways.length > 0) draft.setTop(keepForLater(live, ways))
  const later = alsoTold(draft, live)
  if (later.length > 0) {
    const kept = later.map(({ answer }) => answer)
    draft.setTop(keepForLater(live, kept))
    draft.speak('answer/took', { with: { items: { lines: later.map(row) } } })
  }
  answerPending(draft, draft.live ?? live, question)
  return true
}

/** "阿甲说明天不签就起诉" would be heard as haste to sign: it is kept before that. */
const tellsOfTheirs = (draft: Draft, live: LiveFrame, question: Question): boolean =>
  question.id !== 'client' && isOfTheirs(draft, live) && noteReported(draft, live, question)

/** "阿May那边的我还没处理": of whom. */
const OF_WHOM = /^(?:那|但是?|不过)?(.{1,8}?)(?:那边|那家|那头|那件|的事|他们家)/u

/** Is it told of another client, one whom the bot has heard of? Nothing of that belongs into this incident. */
function isOfOther({ text, cases, incidents }: Draft, live: LiveFrame, question: Question): boolean {
  const name = bare(OF_WHOM.exec(text.trim())?.[1] ?? '')
  if (name === '' || question.id === 'client' || question.kind === 'text') return false
  const answers = [...live.frame.answers, ...live.frame.parked]
  const own = answers.find(({ questionId }) => questionId === 'client')?.value
  if (own?.kind === 'text' && bare(own.text).includes(name)) return false
  const words = answers.find(({ questionId }) => questionId === 'words')?.value
  const heardOf = [...cases.map(({ client }) => client), ...incidents.map(clientOf)].some(
    (client) => client !== null && bare(client) === name,
  )
  return heardOf || (words?.kind === 'text' && bare(words.text).includes(name) && !OF_NOBODY.test(name))
}

/** These name nobody. */
const OF_NOBODY = /^(?:我|你|他|她|它|这|那|客户|甲方|对方|老板|公司|网上|群里?)/u

/** What sounds like an alarm where it is asked which of the two it is. */
function alarmTells(draft: Draft, live: LiveFrame, question: Question): boolean {
  const alarm = hearAlarm(draft.text, draft.knowledge)
  if (!alarm?.isSure || (alarm.id !== 'accused' && alarm.id !== 'leaked')) return false
  giveAnswer(draft, live, question, { kind: 'choice', id: alarm.id === 'accused' ? 'accused' : 'self' })
  return true
}

/** "我自己发现的 链接公开了": with who found out, how it got out is told. */
function waysTold(draft: Draft, told: ReturnType<typeof toldIn>): readonly Answer[] {
  if (told?.kind !== 'choice' || told.id !== 'self') return []
  const from = { messageId: draft.event.id, at: draft.now.at }
  return howOf(draft, draft.text).map((id) => ({ questionId: 'how', value: { kind: 'choice', id }, ...from }))
}

const ASK_WHETHER_SENT: ReadonlySet<string> = new Set(['receipt', 'informed', 'reported', 'shown', 'agreed'])

/** "发什么", "怎么说啊", where it is asked whether something was sent: it is shown again; "我该怎么跟他说" anywhere. */
function asksForWords({ text, knowledge }: Draft, { id, kind }: Question): boolean {
  const { again, first } = knowledge.incidents.alone
  const isMeant = (one: Telling): boolean => tells(text, one)
  return (ASK_WHETHER_SENT.has(id) && again.some(isMeant)) || (kind !== 'text' && first.some(isMeant))
}

/** The claim in figures: compared with the fee if that is known, else that is asked for. */
function compareSums(draft: Draft, live: LiveFrame): boolean {
  const { text, knowledge } = draft
  const value = comparedSums(live, text)
  const question = pendingQuestion(live)
  if (question === undefined || toldIn(text, question, knowledge.incidents.answers.get(question.page) ?? []))
    return false
  if (value?.kind === 'choice') {
    const { label = '' } = knowledge.page(question.page)?.options.get(value.id) ?? {}
    draft.event = { ...draft.event, text: label }
    answerPending(draft, live, question)
    return true
  }
  if (!namesSum(text)) return false
  draft.speak('incident/back-sum')
  draft.ask()
  return true
}

/** What parts of the message say of questions that come later, where they name what these are about: 发了 活也停了 链接也关了. */
function alsoTold(draft: Draft, live: LiveFrame): readonly Step[] {
  const { subjects, answers } = draft.knowledge.incidents
  const parts = normalise(draft.text).split(/[\s,.;、。]+/u)
  if (parts.length < 2) return []
  return questionsAhead(live)
    .slice(1)
    .flatMap((question): Step[] => {
      const own = subjects.get(question.page) ?? []
      const part = parts
        .filter((one) => own.some((word) => one.includes(word)))
        .filter((one) => toldIn(one, question, answers.get(question.page) ?? []) !== undefined)
        .join(' ')
      const reading = part === '' ? undefined : readFor(draft, question, part)
      if (reading?.kind !== 'answer' || (reading.value.kind === 'several' && reading.value.ids.length === 0)) return []
      const from = { messageId: draft.event.id, at: draft.now.at }
      return [{ question, answer: { questionId: question.id, value: reading.value, ...from } }]
    })
}
