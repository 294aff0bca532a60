import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Library } from '../../../src/guidance/library.ts'
import { TOPICS, type TopicId } from '../../../src/guidance/topics.ts'
import { shipped } from '../../content/content.ts'

const rows = readFileSync(new URL('section-rows.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [section: string, text: string])

let library: Library
beforeAll(async () => {
  library = await shipped
})

const found = (section: string, text: string) =>
  library.knowledge.findSection(section.slice(0, section.indexOf('.')) as TopicId, text)

describe('questions in words that no example has', () => {
  it('mostly find their section, and hardly ever another', () => {
    const right = rows.filter(([section, text]) => found(section, text) === section)
    const wrong = rows.filter(([section, text]) => ![section, undefined].includes(found(section, text)))
    expect(rows.length).toBeGreaterThan(50)
    expect(right.length / rows.length).toBeGreaterThan(0.75)
    expect(wrong.length / rows.length).toBeLessThan(0.07)
  })
})

describe('a question that is about no section in particular', () => {
  it.each(TOPICS)('is answered with the overview: %s', (topic) => {
    expect(library.knowledge.findSection(topic, '嘿')).toBeUndefined()
  })
})

describe('the example that the menu gives', () => {
  it('is answered by a section', () => {
    const [, example = ''] = /比如「([^」]+)」/u.exec(library.pages.get('menu')?.lead.join('\n') ?? '') ?? []
    const { best, confidence } = library.knowledge.findTopic(example)
    expect(confidence).toBe('sure')
    expect(best === 'none' ? undefined : library.knowledge.findSection(best, example)).toBe('management.cleanup')
  })
})
