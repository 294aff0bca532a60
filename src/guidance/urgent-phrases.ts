import { z } from 'zod'
import { bare, normalise, squeezed } from '../conversation/normalise.ts'
import {
  GUARD_PLACES,
  type GuardPlace,
  URGENT_CASES,
  type UrgentCase,
  type UrgentPhrases,
  type UrgentRule,
  type WordTree,
} from '../conversation/urgent.ts'

const words = z.array(z.string().min(1)).min(1)
const names = z.array(z.string().min(1)).default([])

/** One place of a rule: a list, or several lists and words of which one will do. */
const Place = z.union([z.string().min(1), words])

const Rule = z.strictObject({
  find: z.array(Place).min(1),
  gap: z.int().min(0).max(40).default(12),
  near: z.array(Place).default([]),
  unless: names,
})

const Case = z.strictObject({
  whole: z.array(z.string().min(1)).default([]),
  unless: names,
  doubts: names,
  denials: names,
  rules: z.array(Rule),
})

/** The shape of data/phrases/urgent.yaml; how it is read is explained there. */
export const UrgentWords = z.strictObject({
  turns: words,
  lookalikes: words,
  words: z.record(z.string(), words),
  guards: z.record(z.string(), z.strictObject({ where: z.enum(GUARD_PLACES), lists: names, words: names })),
  cases: z.strictObject(Object.fromEntries(URGENT_CASES.map((id) => [id, Case])) as Record<UrgentCase, typeof Case>),
})

/** Names are told from words by their letters: a name has no Chinese in it. */
const isName = (text: string): boolean => /^[a-z][a-z0-9-]*$/.test(text)

/**
 * Puts the lists into the form that `findUrgent` looks up; `fault` is told of each name that no list has, and of each
 * whole message that means two things.
 */
export function indexUrgentPhrases(
  { turns, lookalikes, words: lists, guards, cases }: z.infer<typeof UrgentWords>,
  fault: (message: string) => void,
): UrgentPhrases {
  const tree = new TreeBuilder()
  const numbers = new Map<string, number>()
  const numberOf = (key: string, wordsOf: () => readonly string[]): number => {
    const number = numbers.get(key) ?? numbers.size
    if (!numbers.has(key)) {
      numbers.set(key, number)
      for (const word of wordsOf()) tree.add(word, number)
    }
    return number
  }
  const wordsIn = (place: string): readonly string[] => {
    if (lists[place] === undefined) fault(`words 里没有 ${place}`)
    return lists[place] ?? []
  }
  const place = (one: string | readonly string[]): number => {
    const parts = typeof one === 'string' ? [one] : one
    return numberOf(`find ${parts.join(' ')}`, () => parts.flatMap((part) => (isName(part) ? wordsIn(part) : [part])))
  }
  const guard = (name: string): { list: number; place: GuardPlace }[] => {
    const found = guards[name]
    if (found === undefined) fault(`guards 里没有 ${name}`)
    return found === undefined
      ? []
      : [
          {
            list: numberOf(`guard ${name}`, () => [...found.words, ...found.lists.flatMap(wordsIn)]),
            place: found.where,
          },
        ]
  }
  const rules = URGENT_CASES.flatMap((id): UrgentRule[] =>
    cases[id].rules.map(({ find, gap, near, unless }) => ({
      id,
      find: find.map(place),
      gap,
      near: near.map(place),
      unless: [...new Set([...cases[id].unless, ...unless])].flatMap(guard),
    })),
  )
  const whole = new Map<string, UrgentCase>()
  for (const id of URGENT_CASES) {
    for (const text of cases[id].whole) {
      const other = whole.get(bare(text))
      if (other !== undefined && other !== id) fault(`「${text}」既写在 ${other} 下,又写在 ${id} 下,只留一处`)
      whole.set(bare(text), id)
    }
  }
  const guardWords = (of: 'doubts' | 'denials'): ReadonlyMap<UrgentCase, readonly string[]> =>
    new Map(
      URGENT_CASES.map((id) => [
        id,
        cases[id][of].flatMap((name) => {
          if (guards[name] === undefined) fault(`guards 里没有 ${name}`)
          return guards[name]?.words.map(squeezed) ?? []
        }),
      ]),
    )
  const taken = { doubts: guardWords('doubts'), denials: guardWords('denials') }
  const special = {
    turns: numberOf('turns', () => turns),
    lookalikes: numberOf('lookalikes', () => lookalikes),
  }
  return { whole, words: tree.root, ...special, ...taken, rules }
}

interface GrowingTree extends WordTree {
  readonly lists: number[]
  readonly next: Map<string, GrowingTree>
}

class TreeBuilder {
  readonly root: GrowingTree = { lists: [], next: new Map() }

  /** Signs and spaces in a word do not count, as they do not in a message. */
  add(word: string, list: number): void {
    let node = this.root
    for (const letter of normalise(word).replace(/[^\p{L}\p{N}]/gu, '')) {
      const next: GrowingTree = node.next.get(letter) ?? { lists: [], next: new Map() }
      node.next.set(letter, next)
      node = next
    }
    if (node !== this.root && !node.lists.includes(list)) node.lists.push(list)
  }
}
