import { FLOWS } from '../../flows/index.ts'
import type { FlowAction } from '../../flows/shared/flow.ts'
import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { valueParam } from '../../flows/shared/value.ts'
import { ordinal } from './answers/numbers.ts'
import type { Reading } from './answers/reading.ts'
import { toldIn } from './answers/told.ts'
import { isAsking } from './asking.ts'
import { answersBack } from './asking-back.ts'
import { pickedClient } from './begin-incident.ts'
import { doubtOf, isOwnWords, isReported, otherClient, raise } from './doubt.ts'
import { type Draft, row } from './draft.ts'
import { explain } from './explain.ts'
import { answerFrame, endingOf, type LiveFrame, listedStepsOf, pendingQuestion, stepsOf, wakeFrame } from './frame.ts'
import { sayGainTime } from './gain-time.ts'
import { isIncidentFrame } from './incident-frame.ts'
import { pickedIncident } from './incidents.ts'
import { keepAhead } from './keep-ahead.ts'
import { pickedEvidence } from './keep-evidence.ts'
import { addInstances, keepInstances } from './keep-instances.ts'
import { pickedReminder } from './manage-reminder.ts'
import { meantWords } from './meant-words.ts'
import { bare, keepText } from './normalise.ts'
import { noteReported } from './note-reported.ts'
import { offerLike } from './offer-like.ts'
import { offerOther } from './offer-other.ts'
import { takenOut } from './put-back.ts'
import { readFor, saysUnsure } from './read-for.ts'
import { carryOut, pickedRecord } from './records.ts'
import { offerReminder } from './reminder-offer.ts'
import { pickedTold } from './reminder-told.ts'
import { EMPTY_SESSION } from './session.ts'

/** Answers that are said back, because they may have been understood otherwise than they were meant. */
const SAID_BACK: ReadonlySet<AnswerValue['kind']> = new Set(['several', 'date', 'unsure'])

/** Own words at a choice may have been meant as an option or as something else, and a name may have lost its lead-in. */
function mayBeMisheard(value: AnswerValue, question: Question, text: string): boolean {
  if (SAID_BACK.has(value.kind)) return true
  return (
    value.kind === 'text' &&
    (question.ownWords === true || value.text !== keepText(text)) &&
    value.text !== question.suggestion
  )
}

/** Reads the message as the answer to the pending question, and goes on or says what was not understood. */
export function answerPending(draft: Draft, live: LiveFrame, question: Question): void {
  const said = draft.event.text
  const text = draft.isSure ? said : meantWords(draft, question)
  draft.event = { ...draft.event, text }
  if (!draft.isSure && noteReported(draft, live, question)) return
  if (!isSurelyAnswer(draft, question, text) && isAsking(text, draft) && answersBack(draft, live, question)) {
    draft.ask()
    return
  }
  if (question.kind === 'review' && revisit(draft, live, text)) return

  const reading = readFor(draft, question, text)
  if (reading.kind === 'answer') {
    if (!draft.isSure) {
      const isOwn = isOwnWords(reading.value)
      const doubt = isOwn
        ? doubtOf(draft, live, question, text)
        : picksNamed(question, reading.value)
          ? undefined
          : otherClient(draft, live, text)
      if (doubt?.later !== undefined && keepAhead(draft, live, doubt.later, text)) return
      if (doubt !== undefined) {
        raise(draft, live, question, text, doubt)
        return
      }
    }
    const grown = addInstances(draft, live, reading.instances ?? [])
    const details = keepInstances(draft, draft.live ?? live, question, reading.value, reading.instances ?? [])
    tellWhatWasTaken(draft, live, question, reading, said)
    if (grown.length > 0) draft.speak('answer/details-more', { with: { items: { lines: grown.map(row) } } })
    if (details.length > 0) draft.speak('answer/details', { with: { items: { lines: details.map(row) } } })
    giveAnswer(draft, draft.live ?? live, question, reading.value)
    if (grown.length > 0) dropSaying(draft, 'repair/kept-as-it-was')
    return
  }
  const isNumber = reading.kind === 'unnumbered'
  if (leavesPicker(draft, live)) return
  if (!isNumber && (live.flow.id === 'heard' || (live.flow.id === 'go-on' && !isStrayNumber(draft)))) {
    draft.pop()
    draft.hearAgain = true
    return
  }
  const isUnsure =
    draft.knowledge.phrases.unsure.has(bare(text)) ||
    (question.kind === 'text' && saysUnsure(text, question, draft.knowledge.phrases))
  if (!question.unsure && isUnsure) {
    draft.speak(question.suggestion === undefined ? cannotBeUnsure(live, question) : 'repair/suggest-name')
    draft.ask()
  } else if (!offerLike(draft, live, question, reading) && !offerOther(draft, live, question, reading))
    explain(draft, live, question, reading)
}

/**
 * Who is asked which answer to change, and goes on answering, is not held up: the words are heard where the picker came
 * from, at once if they answer what is asked there.
 */
function leavesPicker(draft: Draft, { flow, frame }: LiveFrame): boolean {
  if (flow.id !== 'revise') return false
  const below = questionBelow(draft)
  const answers = below !== undefined && readFor(draft, below, draft.event.text).kind === 'answer'
  const isSure = answers && below.kind !== 'text' && !below.ownWords
  if (frame.misses === 0 && !isSure) return false
  draft.pop()
  draft.hearAgain = true
  return true
}

function questionBelow({ session }: Draft): Question | undefined {
  const below = session.frames.at(-2)
  const flow = below && FLOWS[below.flow]
  return flow && pendingQuestion(wakeFrame(flow, below))
}

function dropSaying({ say }: Draft, page: string): void {
  const at = say.findIndex((saying) => saying.page === page)
  if (at >= 0) say.splice(at, 1)
}

/** Is it one of things that are called by names, such as records? Then a client's name is how it is chosen. */
const picksNamed = ({ options }: Question, value: AnswerValue): boolean =>
  value.kind === 'choice' && options?.find(({ id }) => id === value.id)?.label !== undefined

/** The question's own words for an answer, what is told of it, and what the client was heard to ask, are no question to us: 没说什么, 谁能看吗. */
function isSurelyAnswer(draft: Draft, question: Question, text: string): boolean {
  const phrase = bare(text)
  const options = draft.knowledge.page(question.page)?.options.values() ?? []
  const isOwn = [...options].some(({ label, also }) => [label, ...also].some((word) => bare(word) === phrase))
  const told = toldIn(text, question, draft.knowledge.incidents.answers.get(question.page) ?? [])
  return draft.isSure || isOwn || told !== undefined || isReported(text, question, draft)
}

function cannotBeUnsure({ flow }: LiveFrame, { irreversible, kind }: Question): string {
  if (irreversible) return 'repair/keep-if-unsure'
  return !flow.keeps && kind === 'choice' ? 'repair/take-your-time' : 'repair/cannot-be-unsure'
}

/** A number would be taken as the words that the question under "shall we go on?" asks for. */
function isStrayNumber(draft: Draft): boolean {
  return ordinal(bare(draft.event.text)) !== undefined && questionBelow(draft)?.kind === 'text'
}

/** Records the answer, does what the flow asks for with it, and goes on. */
export function giveAnswer(draft: Draft, live: LiveFrame, question: Question, value: AnswerValue): void {
  const before = live.frame.answers.find(({ questionId }) => questionId === question.id)
  const answer = { questionId: question.id, value, messageId: draft.event.id, at: draft.now.at }
  const { live: next, actions, parked } = answerFrame(live, answer)
  if (actions.some(({ type }) => type === 'forgetOwner')) {
    forget(draft, next)
    return
  }
  const gone = takenOut(before?.value, value)
  draft.setTop(gone.length > 0 ? { ...next.frame, gone: { questionId: question.id, ids: gone } } : next.frame)
  if (
    live.frame.revisiting !== null &&
    before !== undefined &&
    JSON.stringify(before.value) === JSON.stringify(value)
  ) {
    draft.speak('repair/kept-as-it-was')
  } else if (live.frame.revisiting !== null && before !== undefined) {
    draft.speak('repair/changed', {
      with: {
        title: { title: question.page },
        old: { brief: valueParam(question, before.value) },
        new: { brief: valueParam(question, value) },
      },
    })
  }
  if (parked.length > 0) {
    const steps = stepsOf(live).filter((step) => parked.some(({ questionId }) => questionId === step.question.id))
    draft.speak('repair/parked', { with: { titles: { list: steps.map((step) => ({ title: step.question.page })) } } })
  }
  if (next.snapshot.status !== 'done') {
    if (actions.some(({ type }) => type === 'gainTime')) {
      sayGainTime(draft)
      draft.speak('nda/hurry-next', { asks: true })
    }
    draft.arrive()
    return
  }
  finish(draft, next)
  for (const action of actions) carryOut(draft, action, next)
  offerReminder(draft, next)
  afterwards(draft, next, actions)
}

/** Flows that only ask something about the one under them: it goes on at once. */
const RETURNS: ReadonlySet<string> = new Set(['go-on', 'existing', 'heard', 'note', 'remind', 'presets'])

/** What comes after the end of a flow: what it was for, or what was under it. */
function afterwards(draft: Draft, ended: LiveFrame, actions: readonly FlowAction[]): void {
  const [first] = actions
  // What is asked next is known only when it has been moved.
  if (first?.type === 'moveRecord' && draft.effects.some(({ type }) => type === 'moveRecord')) return
  if (first?.type === 'picked' && first.params.what === 'reminder-pick')
    pickedReminder(draft, ended.frame.input, first.params.id) || pickedTold(draft, ended.frame.input, first.params.id)
  else if (first?.type === 'picked' && first.params.what === 'incident-pick')
    pickedIncident(draft, ended.frame, first.params.id)
  else if (first?.type === 'picked' && first.params.what === 'incident-whose') pickedClient(draft, first.params.id)
  else if (first?.type === 'picked' && first.params.what === 'evidence-pick')
    pickedEvidence(draft, ended.frame, first.params.id)
  else if (first?.type === 'hearSpoken') {
    draft.event = { ...draft.event, text: first.params.words }
    draft.hearAgain = true
  } else if (first?.type === 'picked' && first.params.what === 'whose')
    pickedRecord(draft, ended.frame, first.params.id)
  else if (first?.type === 'picked') takePick(draft, first.params.what, first.params.id)
  else if (first?.type === 'openCase' || first?.type === 'startClosing' || RETURNS.has(ended.flow.id)) {
    if (first?.type === 'stopBelow') {
      draft.speak(draft.shelve() ? 'repair/shelved' : 'repair/cancelled')
      draft.comeBack()
    } else draft.ask()
  } else draft.comeBack()
}

/** "继续" has picked a stopped conversation, "我要改前面的" an answer. */
function takePick(draft: Draft, what: string, id: string): void {
  const live = draft.live
  if (what === 'resume') {
    draft.unshelve(id)
    draft.speak('repair/resumed')
  } else if (live !== undefined) draft.setTop({ ...live.frame, revisiting: id })
  draft.ask()
}

/** Everything goes: nothing is asked any more, whatever was under way. */
function forget(draft: Draft, live: LiveFrame): void {
  draft.session = EMPTY_SESSION
  draft.effects.push({ type: 'forgetOwner' })
  draft.say.push(...endingOf(live).say)
}

/** The flow has ended: it leaves the stack, and its last words are said. */
function finish(draft: Draft, live: LiveFrame): void {
  const { say, more } = endingOf(live)
  draft.pop()
  draft.ended = live.frame
  draft.say.push(...say)
  if (more.length > 0) {
    draft.offerMore(more)
    if (!live.flow.keeps) draft.speak('more/next', { with: { titles: { list: more.map((title) => ({ title })) } } })
  }
}

/** Says what was taken when it is not plain, and what in the message could not be used. */
function tellWhatWasTaken(
  draft: Draft,
  live: LiveFrame,
  question: Question,
  reading: Extract<Reading, { kind: 'answer' }>,
  said: string,
): void {
  const { value, outOfRange = [], unclear = [] } = reading
  const taken = { brief: valueParam(question, value) } as const
  if (outOfRange.length > 0) {
    draft.speak('answer/kept-in-range', {
      with: { numbers: { list: outOfRange }, taken, last: question.options?.length ?? 0 },
    })
  } else if (unclear.length > 0) {
    const page = isIncidentFrame(live.frame) ? 'incident/kept-with-words' : 'answer/kept-what-is-clear'
    draft.speak(page, { with: { unclear: { brief: { list: unclear } }, taken } })
  } else if (live.frame.revisiting === null && mayBeMisheard(value, question, said) && !question.oneByOne)
    draft.speak('answer/noted', { with: { taken } })
}

/** At the review: picks the answer that is to be changed, by its number or its name. */
function revisit(draft: Draft, live: LiveFrame, text: string): boolean {
  const { phrases } = draft.knowledge
  if (phrases.yes.has(bare(text))) return false
  const phrase = strip(bare(text), phrases.change)
  const isNamedToChange = phrase !== bare(text)
  const steps = listedStepsOf(live)
  const number = ordinal(phrase)
  const titled = steps.filter(({ question }) => {
    const title = draft.knowledge.page(question.page)?.title
    if (title === undefined || phrase.length < 2) return false
    return isNamedToChange ? bare(title).includes(phrase) : bare(title) === phrase
  })
  const step = number === undefined ? (titled.length === 1 ? titled[0] : undefined) : steps[number - 1]
  if (step === undefined) {
    if (number === undefined) return false
    explain(draft, live, pendingQuestion(live) as Question, { kind: 'outOfRange', numbers: [number] })
  } else {
    draft.setTop({ ...live.frame, revisiting: step.question.id })
    draft.ask()
  }
  return true
}

/** The phrase without the first word of each list that it begins and ends with. */
function strip(phrase: string, { before, after }: { before: readonly string[]; after: readonly string[] }): string {
  const start = before.find((word) => phrase.startsWith(word)) ?? ''
  const rest = phrase.slice(start.length)
  const end = after.find((word) => rest.endsWith(word)) ?? ''
  return rest.slice(0, rest.length - end.length)
}
