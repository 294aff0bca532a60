import { describe, expect, it } from 'vitest'
import { trainTopicSearch } from '../../../src/guidance/search/index.ts'
import { shippedExamples } from './example-files.ts'

const FOLDS = 3

/**
 * Every example, understood by a search that has seen neither it nor its paraphrases. The floors lie a little below the
 * figures in docs/decisions/topic-search.md: they catch mislabelled examples and a broken feature, not chance.
 */
describe('the shipped examples, each understood without having been seen', () => {
  const foldOf = new Map([...new Set(shippedExamples.map(({ group }) => group))].map((group, n) => [group, n % FOLDS]))
  const judged = Array.from({ length: FOLDS }, (_, fold) => {
    const search = trainTopicSearch(shippedExamples.filter(({ group }) => foldOf.get(group) !== fold))
    return shippedExamples
      .filter(({ group }) => foldOf.get(group) === fold)
      .map(({ text, topic }) => ({ topic, ranking: search(text) }))
  }).flat()
  const questions = judged.filter(({ topic }) => topic !== 'none')
  const strangers = judged.filter(({ topic }) => topic === 'none')

  it('are right first', () => {
    expect(share(questions, ({ topic, ranking }) => ranking.best === topic)).toBeGreaterThan(0.71)
  })

  it('are right among the first three', () => {
    const amongThree = ({ topic, ranking }: (typeof judged)[number]) =>
      ranking.ranked.slice(0, 3).some(({ id }) => id === topic)
    expect(share(questions, amongThree)).toBeGreaterThan(0.96)
  })

  it('are rejected where they are about something else', () => {
    expect(share(strangers, ({ ranking }) => ranking.best === 'none')).toBeGreaterThan(0.88)
  })

  it('are mostly right where the search is sure', () => {
    const sure = judged.filter(({ ranking }) => ranking.confidence === 'sure')
    expect(sure.length / questions.length).toBeGreaterThan(0.45)
    expect(share(sure, ({ topic, ranking }) => ranking.best === topic)).toBeGreaterThan(0.88)
  })
})

describe('the example files', () => {
  it('say nothing twice', () => {
    const texts = shippedExamples.map(({ text }) => text)
    expect(texts.filter((text, n) => texts.indexOf(text) !== n)).toEqual([])
  })
})

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.filter(holds).length / items.length
}
