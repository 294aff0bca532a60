import { z } from 'zod'
import type { ClausePhrases, ClauseQuestion, ClauseToken } from '../conversation/knowledge.ts'
import { normalise } from '../conversation/normalise.ts'

const words = z.array(z.string().min(1))
const option = z.string().min(1)

const Question = z.strictObject({
  topic: words,
  none: option.optional(),
  have: option.optional(),
  unwritten: option.optional(),
  blank: option.optional(),
  sum: option.optional(),
  length: z.boolean().default(false),
  'by-word': z.boolean().default(false),
  cap: words.default([]),
  capped: option.optional(),
  denied: z.record(z.string(), option).default({}),
  'best-first': z.boolean().default(false),
  or: words.default([]),
  both: z.strictObject({ of: z.tuple([option, option]), and: option, or: option }).optional(),
  words: z.record(z.string(), words),
})

/** The kinds of word that every question has; data/phrases/clauses.yaml says what each is. */
const SHARED = ['none', 'not', 'have', 'unwritten', 'blank', 'hedge', 'unread', 'around'] as const

/** The shape of data/phrases/clauses.yaml: how people tell what a clause of an agreement says. */
export const ClauseWords = z.strictObject({
  people: z.record(z.string(), words),
  none: words,
  not: words,
  have: words,
  unwritten: words,
  blank: words,
  hedge: words,
  unread: words,
  around: words,
  questions: z.record(z.string(), Question),
})

type Lists = z.infer<typeof ClauseWords>

const WORST_FIRST = ['worse', 'bad', 'missing', 'fine']
/** Where what is good is a condition of what is bad: 付清归客户. */
const BEST_FIRST = ['worse', 'fine', 'bad', 'missing']

/** Puts the lists into the form in which messages are read; `fault` is told of each word that means two things. */
export function indexClausePhrases(lists: Lists, fault: (message: string) => void): ClausePhrases {
  return new Map(Object.entries(lists.questions).map(([id, one]) => [id, indexQuestion(id, one, lists, fault)]))
}

function indexQuestion(
  id: string,
  own: Lists['questions'][string],
  lists: Lists,
  fault: (message: string) => void,
): ClauseQuestion {
  const tokens = new Map<string, ClauseToken>()
  const add = (word: string, token: ClauseToken) => {
    for (const said of named(word, lists.people)) {
      const known = tokens.get(said)
      if (known?.kind === 'option' && token.kind === 'option' && known.id !== token.id)
        fault(`${id} 的「${said}」既写在 ${known.id} 下,又写在 ${token.id} 下,只留一处`)
      if (known === undefined) tokens.set(said, token)
    }
  }
  for (const [option, list] of Object.entries(own.words))
    for (const word of list) add(word, { kind: 'option', id: option })
  for (const word of own.cap) add(word, { kind: 'cap' })
  for (const word of own.or) add(word, { kind: 'or' })
  for (const kind of SHARED) for (const word of lists[kind]) add(word, { kind })
  for (const word of own.topic) add(word, { kind: 'around' })

  const byFirst = new Map<string, (readonly [string, ClauseToken])[]>()
  for (const entry of tokens) {
    const first = entry[0][0] as string
    byFirst.set(first, [...(byFirst.get(first) ?? []), entry])
  }
  const { none, have, unwritten, blank, capped: cap } = own
  return {
    words: byFirst,
    alone: {
      ...(none && { none }),
      ...(have && { have }),
      ...(unwritten && { unwritten }),
      ...(blank && { blank }),
      ...(cap && { cap }),
    },
    denied: own.denied,
    sum: own.sum,
    judgesLength: own.length,
    isDecidedByWord: own['by-word'],
    order: [...new Set([...(own['best-first'] ? BEST_FIRST : WORST_FIRST), ...Object.keys(own.words), ...both(own)])],
    both: own.both,
  }
}

const both = (own: Lists['questions'][string]): string[] => (own.both ? [own.both.and, own.both.or] : [])

/** 归<对方> as 归客户, 归甲方 and so on, in the form in which messages are compared. */
function named(word: string, people: Lists['people']): readonly string[] {
  const name = /<(?<name>[^>]+)>/u.exec(word)?.groups?.name
  const list = name === undefined ? [word] : (people[name] ?? []).map((one) => word.replace(`<${name}>`, one))
  return list.map((one) => normalise(one).replace(/\s+/g, '')).filter((one) => one !== '')
}
