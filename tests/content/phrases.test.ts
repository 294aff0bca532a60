import { beforeAll, describe, expect, it } from 'vitest'
import { placeNamed } from '../../src/conversation/contract-text.ts'
import type { Request } from '../../src/conversation/knowledge.ts'
import { incidentNamed } from '../../src/conversation/name-incident.ts'
import { bare } from '../../src/conversation/normalise.ts'
import { operatorAsks } from '../../src/conversation/operator-words.ts'
import { remarksIn } from '../../src/conversation/remarks.ts'
import type { Library } from '../../src/guidance/library.ts'
import { POINTS, TOPICS } from '../../src/guidance/topics.ts'
import { shipped, yaml } from './content.ts'

type Lists = Readonly<Record<string, readonly string[]>>

let library: Library
let commands: { always: Lists; unasked: Lists }
let names: { topics: Lists; unasked: Lists; sections: Lists }
beforeAll(async () => {
  library = await shipped
  commands = await yaml('phrases/commands.yaml')
  names = await yaml('phrases/topics.yaml')
})

/** Each phrase with what it is written under. */
const listed = (kind: Request['kind'], lists: Lists): { phrase: string; request: Request }[] =>
  Object.entries(lists).flatMap(([id, phrases]) =>
    phrases.map((phrase) => ({ phrase, request: { kind, id } as Request })),
  )

/** What a phrase is taken for when no answer is awaited. */
const taken = (phrase: string): Request | undefined => {
  const { always, unasked } = library.knowledge.phrases
  return always.get(bare(phrase)) ?? unasked.get(bare(phrase))
}

describe('a phrase', () => {
  it('is taken for what it is written under', () => {
    const all = [
      ...listed('command', commands.always),
      ...listed('command', commands.unasked),
      ...listed('topic', names.topics),
      ...listed('topic', names.unasked),
      ...listed('section', names.sections),
    ]
    expect(all.length).toBeGreaterThan(300)
    for (const { phrase, request } of all) expect([phrase, taken(phrase)]).toEqual([phrase, request])
  })

  it('has something left when it is compared', () => {
    const all = [commands.always, commands.unasked, names.topics, names.unasked, names.sections]
    const empty = all.flatMap((lists) => Object.values(lists).flat()).filter((phrase) => bare(phrase) === '')
    expect(empty).toEqual([])
  })
})

describe('every section and topic', () => {
  it('can be asked for by its own title', () => {
    for (const topic of TOPICS) {
      expect([topic, taken(library.pages.get(topic)?.title ?? '')]).toEqual([topic, { kind: 'topic', id: topic }])
    }
  })

  it('has names of its own, and no other has', () => {
    expect(Object.keys(names.sections).sort()).toEqual(Object.values(POINTS).flat().sort())
    expect(Object.keys(names.topics).sort()).toEqual([...TOPICS].sort())
  })
})

describe('the menu', () => {
  it('numbers the topics in their order, and the records, incidents and reminders after them', () => {
    const entries = [...(library.pages.get('menu')?.lead.join('\n') ?? '').matchAll(/^(\d+)\. (.+)$/gm)]
    expect(entries.map(([, number]) => Number(number))).toEqual(entries.map((_, index) => index + 1))
    expect(entries.map(([, , name]) => taken(name ?? ''))).toEqual([
      ...TOPICS.map((id) => ({ kind: 'topic', id })),
      { kind: 'command', id: 'records' },
      { kind: 'command', id: 'incidents' },
      { kind: 'command', id: 'reminders' },
    ])
  })

  it.each(['menu-words', 'room/menu'])('names things as they can be asked for: %s', (page) => {
    const [, list = ''] = /：([^。]*?)(?:，@|。)/u.exec(library.pages.get(page)?.lead.join('\n') ?? '') ?? []
    const asked = list.split('、').map((name) => taken(name))
    expect(asked.slice(0, TOPICS.length)).toEqual(TOPICS.map((id) => ({ kind: 'topic', id })))
  })
})

describe('what a page says to send back', () => {
  it('is understood', () => {
    const { phrases, contract, contractTalk, urgent, reminders, remarks } = library.knowledge
    const { how, done, later, skip, stop } = reminders.phrases.told
    const answers = [
      ...Object.values(contractTalk.reword),
      contract.finished,
      phrases.yes,
      phrases.no,
      phrases.unsure,
      phrases.all,
      phrases.none,
      phrases.suggest,
      phrases.keepOn,
      urgent.whole,
      how,
      done,
      later,
      skip,
      stop,
    ]
    const wordsOf = (id: string): string[] =>
      [...(library.pages.get(id)?.options.values() ?? [])].flatMap(({ label, also }) => [label, ...also]).map(bare)
    // What was left undone is told as done at any later question, in the words of its own.
    const doneLater = new Set(['incident/ask-freeze', 'incident/ask-pause'].flatMap(wordsOf))
    const isSwitch = (phrase: string): boolean => phrases.switching.some((word) => phrase.startsWith(word))
    // Said to the operator alone, whose desk hears it.
    const isAsked = (id: string, phrase: string): boolean =>
      id.startsWith('operator/') && operatorAsks(phrase, library.operator, phrases) === 'invite'
    const dialogue = [...library.pages.values()].filter(({ provenance }) => provenance === null)
    const unheard = dialogue.flatMap((page) => {
      const options = wordsOf(page.id)
      return [
        ...[...page.lead, ...page.more]
          .join('\n')
          .matchAll(/(?<!客户|他|请您|烦)回(?:一句)?((?:「[^」]+」[或、]?)+)/gu),
      ]
        .flatMap(([, quoted = '']) => [...quoted.matchAll(/「([^」]+)」/gu)].map(([, phrase = '']) => phrase))
        .filter((phrase) => taken(phrase) === undefined && !options.includes(bare(phrase)))
        .filter((phrase) => !answers.some((set) => set.has(bare(phrase))))
        .filter((phrase) => !isAsked(page.id, phrase))
        .filter((phrase) => !remarksIn(phrase, remarks).includes('settled'))
        .filter((phrase) => !isSwitch(phrase) && !(page.id.startsWith('incident/now-') && doneLater.has(bare(phrase))))
        .filter((phrase) => incidentNamed(phrase.replace('{number}', '1'), library.knowledge.incidents) === undefined)
        .filter((phrase) => placeNamed(phrase.replace('{next}', '4'), contract) === undefined)
        .map((phrase) => `${page.id}: ${phrase}`)
    })
    expect(unheard).toEqual([])
  })
})

describe('the options of a question', () => {
  it('are told apart by every word for them', () => {
    const twice = [...library.pages.values()].flatMap((page) => {
      const meant = new Map<string, string>()
      return [...page.options].flatMap(([id, { label, also }]) =>
        [label, ...also].flatMap((word) => {
          const other = meant.get(bare(word)) ?? id
          meant.set(bare(word), id)
          const isOneAnswer = page.options.get(other)?.label === label
          return other === id || isOneAnswer ? [] : [`${page.id}: ${word} is ${other} and ${id}`]
        }),
      )
    })
    expect(twice).toEqual([])
  })
})
