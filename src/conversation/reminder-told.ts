import { reminderPick } from '../../flows/reminder-pick/machine.ts'
import type { PickInput } from '../../flows/shared/pick.ts'
import type { Option } from '../../flows/shared/question.ts'
import { readTime } from '../reminders/read-time.ts'
import { nextAfter } from '../reminders/recur.ts'
import type { Reminder } from '../reminders/reminder.ts'
import { settle, snooze } from '../reminders/state.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { warnOfCleanup } from './incident-warning.ts'
import { bare, normalise } from './normalise.ts'
import { readFor } from './read-for.ts'
import { TOLD_ACTIONS, type ToldAction } from './reminder-words.ts'
import { dropReminder, putReminder, whatParam, wishes } from './reminders.ts'
import { momentParam } from './time-words.ts'

const HOUR = 3_600_000
/** So long a reminder that was told can be answered by a word, ms. */
const ANSWERED_WITHIN = 48 * HOUR
/** How long 晚点 is. */
const LATER = HOUR

/** What somebody says to a reminder that was told; `until` is when it is to be told again, epoch ms. */
interface ToldAnswer {
  readonly action: ToldAction
  readonly until: number | null
}

interface PickedInput extends PickInput {
  readonly told: ToldAnswer
}

/** "全部" in the list of what was told. */
const ALL = 'all'

/** What was told last and not answered yet: all that was told at once. */
export function toldLast({ reminders, now }: Pick<Draft, 'reminders' | 'now'>): readonly Reminder[] {
  const open = reminders.filter(
    ({ told, settled, snoozedUntil }) =>
      told !== null && settled === null && snoozedUntil === null && now.at - told.at <= ANSWERED_WITHIN,
  )
  const last = Math.max(...open.map(({ told }) => told?.at ?? 0))
  return open.filter(({ told }) => told?.at === last)
}

/**
 * Answers a reminder that was told, by words: how it is done, done, later, not this time, never again. While something
 * else is asked only where it is clear that the reminder is meant. False when the message is no such answer.
 */
export function answerTold(draft: Draft): boolean {
  const told = toldLast(draft)
  if (told.length === 0) return false
  const { words, isNamed } = withoutName(draft)
  if (!isNamed && !isItsTurn(draft, told)) return false
  const all = draft.knowledge.reminders.phrases.told.all
  const named = told.filter((one) => speaksOf(draft, one, words))
  const answer = answerIn(draft, words, named.length === 1 ? named[0] : undefined, isNamed)
  if (answer === undefined) return false
  const meant = named.length === 1 ? named : told
  if (meant.length === 1 || all.has(bare(draft.text)) || startsWithAll(draft)) carryOutTold(draft, meant, answer)
  else {
    const options: Option[] = meant.map((one) => ({ id: one.id, label: whatParam(draft, one) }))
    draft.push(reminderPick, { options: [...options, { id: ALL }], told: answer } satisfies PickedInput)
  }
  draft.ask()
  return true
}

const startsWithAll = ({ text }: Draft): boolean => /^(?:全部?|都|两个都|全都)/u.test(bare(text))

/** "Which one?" has been answered. */
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

/** The words without those that say that the reminder is meant. */
function withoutName({ text, knowledge }: Draft): { words: string; isNamed: boolean } {
  const words = normalise(text).replace(/\s+/g, '')
  const { named, again } = knowledge.reminders.phrases.told
  const name = named.find((one) => words.includes(one))
  const isAgain = again.some((one) => one.length > 2 && words.includes(one))
  return { words, isNamed: name !== undefined || isAgain }
}

/** Is the reminder the last thing that was said, or nothing else asked? A word that answers the pending question is its answer. */
function isItsTurn(draft: Draft, told: readonly Reminder[]): boolean {
  const { live } = draft
  const question = live && pendingQuestion(live)
  if (live === undefined || question === undefined) return true
  const toldAt = Math.max(...told.map((one) => one.told?.at ?? 0))
  const answeredAt = Math.max(live.frame.startedAt, ...live.frame.answers.map(({ at }) => at))
  const isAnswer = readFor(draft, question, draft.text).kind === 'answer'
  const takesAnyWords = question.kind === 'text' || question.ownWords === true
  return toldAt > answeredAt ? takesAnyWords || !isAnswer : !takesAnyWords && !isAnswer
}

/** Are the words about the thing itself: 备份好了? */
function speaksOf(draft: Draft, { subject }: Reminder, words: string): boolean {
  const { tails } = draft.knowledge.reminders.phrases.told
  const tail = tails.find((one) => words.endsWith(one)) ?? ''
  const thing = bare(words.slice(0, words.length - tail.length)).replace(/^(?:把|那个|这个|刚才|已经|都)/u, '')
  if (thing.length < 2) return false
  const name =
    subject.kind === 'own'
      ? subject.text
      : subject.kind === 'preset'
        ? `${draft.knowledge.page(`reminders/what-${subject.id}`)?.title ?? ''}${draft.knowledge.page(`reminders/what-${subject.id}`)?.wording ?? ''}`
        : ''
  return bare(name).includes(thing)
}

function answerIn(draft: Draft, words: string, named: Reminder | undefined, isNamed: boolean): ToldAnswer | undefined {
  const { told } = draft.knowledge.reminders.phrases
  const phrase = bare(words)
  const plain = bare(phrase.replace(/^(?:全部?|都|两个都|全都)(?=.{2})/u, ''))
  const action = TOLD_ACTIONS.find((one) => told[one].has(phrase) || told[one].has(plain))
  if (action !== undefined) return { action, until: action === 'later' ? draft.now.at + LATER : null }
  const tail = told.tails.find((one) => phrase.endsWith(one))
  if (named !== undefined && tail !== undefined) return { action: 'done', until: null }
  return putOff(draft, words, isNamed)
}

/** A time alone, or with 再提醒我: then it is told again. */
function putOff(draft: Draft, words: string, isNamed: boolean): ToldAnswer | undefined {
  const { again } = draft.knowledge.reminders.phrases.told
  const reading = readTime(words, draft.now)
  const schedules = reading.kind === 'once' ? [reading.schedule] : reading.kind === 'ask' ? reading.choices : []
  const left = [...again, ...draft.knowledge.reminders.phrases.told.named].reduce(
    (rest, word) => rest.split(word).join(''),
    bare(reading.content),
  )
  if (bare(left) !== '' || (draft.live !== undefined && !isNamed && bare(reading.content) !== '')) return undefined
  const times = schedules.flatMap((schedule) => nextAfter(schedule, draft.now.at) ?? [])
  return times.length === 0 ? undefined : { action: 'later', until: Math.min(...times) }
}

function carryOutTold(draft: Draft, meant: readonly Reminder[], { action, until }: ToldAnswer): void {
  const [first] = meant
  if (first === undefined) {
    draft.speak('remind/gone')
    return
  }
  const what = { list: meant.map((one) => whatParam(draft, one)) }
  switch (action) {
    case 'how':
      sayHow(draft, first)
      return
    case 'done':
    case 'skip': {
      for (const one of meant) putReminder(draft, settle(one, action === 'done' ? 'done' : 'skipped', wishes(draft)))
      if (first.subject.kind === 'deadline' && meant.length === 1) {
        draft.speak('remind/done-deadline')
        return
      }
      const next = draft.reminders.find(({ id, dueAt }) => id === first.id && dueAt !== null)
      const isNext = meant.length === 1 && next?.dueAt
      const at = isNext ? { at: momentParam(next.dueAt, draft.now.at, draft.now.zone) } : {}
      if (action === 'done') draft.speak(isNext ? 'remind/done-next' : 'remind/done', { with: { what, ...at } })
      else draft.speak(isNext ? 'remind/skipped-next' : 'remind/skipped', { with: { what, ...at } })
      return
    }
    case 'later': {
      const at = until ?? draft.now.at + LATER
      for (const one of meant) putReminder(draft, snooze(one, at, wishes(draft)))
      draft.speak('remind/later', { with: { what, at: momentParam(at, draft.now.at, draft.now.zone) } })
      return
    }
    case 'stop':
      for (const one of meant) {
        // A deadline is kept, or it would be set again with the next line of its incident.
        if (one.subject.kind === 'deadline') putReminder(draft, settle(one, 'skipped', wishes(draft)))
        else dropReminder(draft, one.id)
      }
      draft.speak('remind/stopped', { with: { what } })
  }
}

/** The section that tells how; of something in the person's own words the one that fits best. */
function sayHow(draft: Draft, { subject }: Reminder): void {
  const { knowledge } = draft
  const preset = subject.kind === 'preset' ? knowledge.reminders.presets.find(({ id }) => id === subject.id) : undefined
  const section =
    preset?.section ?? (subject.kind === 'preset' ? OF_CLIENT[subject.id] : undefined) ?? sectionFor(draft, subject)
  if (section === undefined) draft.speak(subject.kind === 'deadline' ? 'remind/how-deadline' : 'remind/how-unknown')
  else {
    draft.speak(section, { part: 'whole' })
    if (section === 'management.cleanup') warnOfCleanup(draft)
  }
}

/** What a finished conversation offers of one client. */
const OF_CLIENT: Readonly<Record<string, string>> = {
  'report-day': 'trust.report',
  'return-or-destroy': 'management.cleanup',
  'term-end': 'nda.obligations',
}

function sectionFor({ knowledge }: Draft, subject: Reminder['subject']): string | undefined {
  if (subject.kind !== 'own') return undefined
  const { best, confidence } = knowledge.findTopic(normalise(subject.text))
  return best === 'none' || confidence !== 'sure' ? undefined : knowledge.findSection(best, normalise(subject.text))
}
