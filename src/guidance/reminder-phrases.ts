import { z } from 'zod'
import { bare, normalise } from '../conversation/normalise.ts'
import { MANAGE_ACTIONS, type Preset, type ReminderPhrases, TOLD_ACTIONS } from '../conversation/reminder-words.ts'

const words = z.array(z.string())
const lists = <const Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, words])) as Record<Name, typeof words>

/** The shape of data/phrases/reminders.yaml: how people ask for reminders, answer and manage them. */
export const ReminderWords = z.strictObject({
  request: z.strictObject({
    ...lists([
      'triggers',
      'calls',
      'verbs',
      'measures',
      'nouns',
      'heads',
      'polite',
      'tails',
      'not',
      'subjects',
      'objects',
      'past',
      'awaits',
      'asking',
      'notes',
    ]),
    unnamed: z.string().min(1),
  }),
  declines: words,
  told: z.strictObject(lists([...TOLD_ACTIONS, 'tails', 'all', 'named', 'again'])),
  manage: z.strictObject(lists([...MANAGE_ACTIONS, 'before', 'after', 'last', 'end', 'every'])),
  quiet: z.strictObject(lists(['words', 'links'])),
  reports: z.record(z.string(), z.string()),
  zone: z.strictObject(lists(['before', 'after', 'sure'])),
})

/** The shape of data/phrases/zones.yaml: what the places of an IANA zone are called. */
export const ZoneWords = z.record(z.string(), z.array(z.string().min(1)).min(1))

/** The shape of a file of data/reminders/: one of the guidance's reminders. */
export const PresetFile = z.strictObject({
  id: z.string(),
  order: z.number(),
  rhythm: z.string().min(1),
  source: z.enum(['article', 'addition']),
  points: z.array(z.string()).min(1),
})

/** Puts the lists into the form the understanding looks up; `clash` is told of each place that is in two zones. */
export function indexReminderPhrases(
  { request, declines, told, manage, quiet, reports, zone }: z.infer<typeof ReminderWords>,
  zones: z.infer<typeof ZoneWords>,
  clash: (place: string, zones: readonly [string, string]) => void,
): ReminderPhrases {
  const places = new Map<string, string>()
  for (const [name, list] of Object.entries(zones)) {
    for (const place of list.map(bare)) {
      const other = places.get(place)
      if (other !== undefined) clash(place, [other, name])
      places.set(place, name)
    }
  }
  const { unnamed, ...asked } = request
  const { last, end, every, ...withoutLast } = manage
  return {
    request: { ...each(asked, longestFirst), unnamed },
    declines: setOf(declines),
    told: {
      how: setOf(told.how),
      done: setOf(told.done),
      later: setOf(told.later),
      skip: setOf(told.skip),
      stop: setOf(told.stop),
      tails: longestFirst(told.tails),
      all: setOf(told.all),
      named: longestFirst(told.named),
      again: longestFirst(told.again),
    },
    manage: { ...each(withoutLast, longestFirst), last: setOf(last), end: setOf(end), every: setOf(every) },
    quiet: each(quiet, longestFirst),
    reports: new Map(Object.entries(reports)),
    zone: { ...each(zone, longestFirst), places },
  }
}

/** The guidance's reminders in the order in which they are offered. */
export const presetsOf = (files: readonly z.infer<typeof PresetFile>[]): readonly Preset[] =>
  [...files]
    .sort((one, other) => one.order - other.order)
    .map(({ id, rhythm, points }) => ({ id, rhythm, section: points[0] as string }))

const longestFirst = (list: readonly string[]): readonly string[] =>
  list.map((word) => normalise(word).replace(/\s+/g, '')).sort((a, b) => b.length - a.length)

const setOf = (list: readonly string[]): ReadonlySet<string> => new Set(list.map(bare))

function each<Name extends string, From, To>(all: Record<Name, From>, change: (one: From) => To): Record<Name, To> {
  return Object.fromEntries(Object.entries<From>(all).map(([name, one]) => [name, change(one)])) as Record<Name, To>
}
