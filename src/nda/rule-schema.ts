import { z } from 'zod'
import { CLAUSE_TYPES } from './clause-types.ts'
import { SEVERITIES } from './reading.ts'

const text = z.string().min(1)
const texts = z.array(text).min(1)

const Exceptions = {
  /** In the same sentence. */
  unless: texts.optional(),
  /** Anywhere in the same clause. */
  'unless-clause': texts.optional(),
  /** Something of this must be somewhere in the same clause. */
  'if-clause': texts.optional(),
  'unless-document': texts.optional(),
  /** Something of this must be somewhere in the document. */
  'if-document': texts.optional(),
  /** Only in an agreement about secrecy or a clause headed so, or only elsewhere. */
  within: z.enum(['secrecy', 'elsewhere']).optional(),
}
const Finder = z.union([text, z.strictObject({ find: texts, ...Exceptions })])
/** When the texts were looked at by a person last, by whom, and by when they have to be looked at again. */
const Review = {
  reviewed: z.iso.date().nullable().default(null),
  reviewer: text.nullable().default(null),
  due: z.iso.date().nullable().default(null),
}
const Wording = { title: text.max(12), why: text.max(60), ask: text.max(60) }

/** The shape of a file of clause types in data/nda; docs/nda-rules.md explains it to those who edit it. */
export const NdaTypes = z.array(
  z.strictObject({
    type: z.enum(CLAUSE_TYPES),
    name: text.max(16),
    why: text.max(60),
    ask: text.max(80),
    fine: text.max(30),
    unwritten: text.max(40),
    law: z.array(text).default([]),
    ...Review,
    present: z.array(Finder).min(1),
    hints: z.array(Finder).default([]),
    absent: z.strictObject({ id: text, severity: z.enum(SEVERITIES), ...Wording }).optional(),
    flags: z
      .array(
        z.strictObject({
          id: text,
          severity: z.enum(SEVERITIES),
          ...Wording,
          when: z.array(Finder).min(1),
          ...Exceptions,
        }),
      )
      .default([]),
  }),
)

/** The shape of data/nda/words.yaml: word lists, what the two sides are called, what contracts look like. */
export const NdaWords = z.strictObject({
  words: z.record(z.string().regex(/^[a-z][a-z-]*$/), texts),
  compounds: z.array(text).default([]),
  /** Rare words for a common one, which stand for it in every pattern: 守密 for 保密. */
  same: z.record(text, texts).default({}),
  roles: z.strictObject({
    labels: texts,
    client: texts,
    freelancer: texts,
    /** Of terms told to somebody's face: whoever speaks is the client, you are the freelancer. */
    speaker: texts.optional(),
    titled: texts.optional(),
  }),
  contract: z.strictObject({
    signs: texts,
    not: texts,
    about: texts,
    'about-not': texts.optional(),
    accept: texts,
  }),
  secrecy: texts,
  mutual: texts,
})

export type TypesFile = z.infer<typeof NdaTypes>
export type WordsFile = z.infer<typeof NdaWords>
export type GivenFinder = TypesFile[number]['present'][number]
export type GivenExceptions = Partial<Pick<Exclude<GivenFinder, string>, keyof typeof Exceptions>>
