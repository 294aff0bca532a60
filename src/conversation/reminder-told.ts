import { reminderPick } from '../../flows/reminder-pick/machine.ts'
import type { PickInput } from '../../flows/shared/pick.ts'
import type { Option } from '../../flows/shared/question.ts'
import { readTime } from '../reminders/read-time.ts'
import { nextAfter } from '../reminders/recur.ts'
import type { Reminder } from '../reminders/reminder.ts'
import { HOUR } from '../reminders/wall.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { bare, normalise } from './normalise.ts'
import { readFor } from './read-for.ts'
import { TOLD_ACTIONS, type ToldAction } from './reminder-words.ts'
import { called, nameParam, pageOf } from './reminders.ts'
import { carryOutTold, type ToldAnswer } from './told-actions.ts'

/** So long a reminder that was told can be answered by a word, ms. */
const ANSWERED_WITHIN = 48 * HOUR

interface PickedInput extends PickInput {
  readonly told: ToldAnswer
}

/** "全部" in the list of what was told. */
const ALL = 'all'

/** What a puppet makes of a quoted message: 「谁：说了什么」, a line of dashes, the answer. */
const QUOTE = /^「([\s\S]+)」\s*\n\s*[-—–－\s]{3,}\n([\s\S]+)$/u

/** What was told and not answered yet. */
function open({ reminders, now }: Draft): readonly Reminder[] {
  return reminders.filter(
    ({ told, settled }) => told !== null && settled === null && now.at - told.at <= ANSWERED_WITHIN,
  )
}

/** What was told last: all that was told at once. */
function last(told: readonly Reminder[]): readonly Reminder[] {
  const at = Math.max(...told.map((one) => one.told?.at ?? 0))
  return told.filter((one) => one.told?.at === at)
}

/**
 * Answers a reminder that was told, by words or by quoting it: how it is done, done, later, not this time, never again.
 * While something else is asked only where it is clear that the reminder is meant. False when the message is no such answer.
 */
export function answerTold(draft: Draft): boolean {
  const all = open(draft)
  const [, quote, reply = draft.text] = QUOTE.exec(draft.text.trim()) ?? []
  const quoted = quote === undefined ? [] : all.filter((one) => isIn(draft, one, quote))
  const told = quoted.length > 0 ? quoted : last(all)
  if (told.length === 0) return false
  const words = normalise(reply).replace(/\s+/g, '')
  const isMeant = quoted.length > 0 || namesReminder(draft, words)
  if (!isMeant && !isItsTurn(draft, told)) return false
  const heard = heardIn(draft, words, told, isMeant)
  if (heard === undefined) return false
  answer(draft, heard.meant, heard.answer, isAll(draft, words))
  return true
}

/** Answers the one that is meant, or all; else asks which. */
function answer(draft: Draft, meant: readonly Reminder[], told: ToldAnswer, isForAll: boolean): void {
  if (meant.length === 1 || isForAll) carryOutTold(draft, meant, told)
  else {
    const options: Option[] = meant.map((one) => ({ id: one.id, label: nameParam(draft, one) }))
    draft.push(reminderPick, { options: [...options, { id: ALL }], told } satisfies PickedInput)
  }
  draft.ask()
}

/** 跳过, while nothing is asked: what was told last is left out this time. False when nothing was. */
export function skipTold(draft: Draft): boolean {
  const told = last(open(draft))
  if (told.length === 0 || draft.live !== undefined) return false
  answer(draft, told, { action: 'skip', until: null }, false)
  return true
}

/** "Which one?" has been answered. False when it was about something else than what was told. */
export function pickedTold(draft: Draft, input: Readonly<Record<string, unknown>>, id: string): boolean {
  const { told, options } = input as unknown as Partial<PickedInput>
  if (told === undefined) return false
  const ids = (options ?? []).map((option) => option.id)
  carryOutTold(
    draft,
    draft.reminders.filter((one) => (id === ALL ? ids.includes(one.id) : one.id === id)),
    told,
  )
  draft.ask()
  return true
}

/** 全部完成, 都晚点. */
const EACH = /^(?:全部?|都|两个都|全都)(?=.{2})/u
const isAll = ({ knowledge }: Draft, words: string): boolean =>
  EACH.test(bare(words)) || knowledge.reminders.phrases.told.all.has(bare(words))

/** Do the words say themselves that a reminder is meant: 刚才那个提醒完成了, 一小时后再提醒我? */
function namesReminder({ knowledge }: Draft, words: string): boolean {
  const { named, again } = knowledge.reminders.phrases.told
  return [...named, ...again.filter((one) => one.length > 2)].some((one) => words.includes(one))
}

/** Does the quoted message tell of the reminder? */
function isIn(draft: Draft, { subject }: Reminder, quote: string): boolean {
  const words = subject.kind === 'own' ? subject.text : (draft.knowledge.page(pageOf(subject))?.wording ?? '')
  return bare(words) !== '' && bare(quote).includes(bare(words))
}

/**
 * Is the reminder the last thing that was said, or nothing else asked? Where any words would be an answer it must be the
 * last thing; a word that answers the pending question is its answer.
 */
function isItsTurn(draft: Draft, told: readonly Reminder[]): boolean {
  const { live } = draft
  const question = live && pendingQuestion(live)
  if (live === undefined || question === undefined) return true
  const toldAt = Math.max(...told.map((one) => one.told?.at ?? 0))
  const answeredAt = Math.max(live.frame.startedAt, ...live.frame.answers.map(({ at }) => at))
  const takesAnyWords = question.kind === 'text' || question.ownWords === true
  if (takesAnyWords) return toldAt > answeredAt
  return readFor(draft, question, draft.text).kind !== 'answer'
}

interface Heard {
  readonly answer: ToldAnswer
  readonly meant: readonly Reminder[]
}

/** What is answered, and of which: 完成, 备份的晚点, 备份好了, 一小时后. */
function heardIn(draft: Draft, words: string, told: readonly Reminder[], isMeant: boolean): Heard | undefined {
  const phrases = draft.knowledge.reminders.phrases.told
  const phrase = bare(words).replace(EACH, '')
  for (const action of TOLD_ACTIONS) {
    for (const word of phrases[action]) {
      if (phrase === word) return { answer: { action, until: null }, meant: told }
      const rest = word.length > 1 && phrase.endsWith(word) ? phrase.slice(0, -word.length) : undefined
      const meant = rest === undefined ? [] : named(draft, told, rest)
      if (meant.length > 0) return { answer: { action, until: null }, meant }
    }
  }
  const tail = phrases.tails.find((one) => phrase.endsWith(one)) ?? ''
  const done = tail === '' ? [] : named(draft, told, phrase.slice(0, -tail.length))
  if (done.length > 0) return { answer: { action: 'done', until: null }, meant: done }
  const until = putOff(draft, words, isMeant)
  return until === undefined ? undefined : { answer: { action: 'later' satisfies ToldAction, until }, meant: told }
}

const AROUND_NAME = /^(?:把|那个|这个|刚才的?|已经|都)|(?:的那个|那个|那件|的|先|已经|都)$/gu

function named(draft: Draft, told: readonly Reminder[], words: string): readonly Reminder[] {
  const name = words.replace(AROUND_NAME, '')
  return name.length < 2 ? [] : called(draft, told, name)
}

/** A time alone, or with 再提醒我: when it is told again, epoch ms. */
function putOff(draft: Draft, words: string, isMeant: boolean): number | undefined {
  const { again, named: names } = draft.knowledge.reminders.phrases.told
  const reading = readTime(words, draft.now)
  const schedules = reading.kind === 'once' ? [reading.schedule] : reading.kind === 'ask' ? reading.choices : []
  const content = bare(reading.content)
  const left = [...again, ...names].reduce((rest, word) => rest.split(word).join(''), content)
  if (bare(left) !== '' || (draft.live !== undefined && !isMeant && content !== '')) return undefined
  const times = schedules.flatMap((schedule) => nextAfter(schedule, draft.now.at) ?? [])
  return times.length === 0 ? undefined : Math.min(...times)
}
