import { z } from 'zod'
import { DRAFTS, INCIDENT_ACTIONS, type IncidentPhrases } from '../conversation/knowledge.ts'
import { bare } from '../conversation/normalise.ts'
import { found, unless, words } from './telling-shape.ts'

/** The shape of data/phrases/incidents.yaml: how people speak of an incident, and what must not be said to a client. */
export const IncidentWords = z.strictObject({
  nouns: words,
  actions: z.partialRecord(z.enum(INCIDENT_ACTIONS), words),
  drafts: z.partialRecord(z.enum([...DRAFTS, 'due']), words),
  forbidden: words,
})

const tellings = z.array(z.strictObject({ find: found, unless })).min(1)

/** The shape of data/phrases/incident-answers.yaml: how people answer and ask back while an incident is dealt with. */
export const IncidentAnswers = z.strictObject({
  answers: z.record(z.string(), z.array(z.strictObject({ is: z.string().min(1), find: found, unless })).min(1)),
  subjects: z.record(z.string(), words),
  alone: z.strictObject({ together: tellings, again: tellings, first: tellings, doubt: tellings, reported: tellings }),
  questions: z.array(z.strictObject({ page: z.string(), find: found, unless, at: z.array(z.string()).default([]) })),
  firstSteps: z.array(
    z.strictObject({
      page: z.string(),
      of: z.enum(['leaked', 'accused']),
      find: found,
      unless,
    }),
  ),
  inDanger: tellings,
})

const longestFirst = (list: readonly string[]): string[] => list.map(bare).sort((a, b) => b.length - a.length)

/** Puts the lists into the form the understanding looks up. */
export function indexIncidentPhrases(
  lists: z.infer<typeof IncidentWords>,
  { answers, subjects, alone, questions, firstSteps, inDanger }: z.infer<typeof IncidentAnswers>,
): IncidentPhrases {
  const { nouns, actions, drafts, forbidden } = lists
  return {
    nouns: longestFirst(nouns),
    actions: INCIDENT_ACTIONS.flatMap((action) =>
      (actions[action] ?? []).map((word) => [bare(word), action] as const),
    ).sort(([one], [other]) => other.length - one.length),
    drafts: new Map(
      [...DRAFTS, 'due' as const].flatMap((id) =>
        (drafts[id] ?? []).map((word) => [bare(word), id === 'due' ? null : id] as const),
      ),
    ),
    forbidden: longestFirst(forbidden),
    answers: new Map(Object.entries(answers)),
    subjects: new Map(Object.entries(subjects)),
    alone,
    questions,
    firstSteps,
    inDanger,
  }
}
