import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FLOWS } from '../../flows/index.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { faultsOfTurn } from '../conversation/transcripts-bubbles.ts'
import type { Played } from '../conversation/transcripts-player.ts'
import { HOSTILE } from './corpus.ts'
import { everyQuestion, flowsIn, playerAt } from './questions.ts'

const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const places = await everyQuestion(library)
/** What a bubble may never hold, whatever was said: what reorders, commands a terminal or cannot be sent. */
const UNSAID = /[^\P{Cc}\n]|[\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u
/** What the placeholders in somebody's words would become, side by side. */
const FILLED = '运营者 联系方式'

test('there is a place for every question of every flow', () => {
  expect(new Set(flowsIn(places))).toEqual(new Set(Object.keys(FLOWS)))
  expect(places.length).toBeGreaterThan(100)
})

describe.each(places)('at $name', (place) => {
  test('whatever is said is answered, and nothing breaks', () => {
    for (const [what, text] of Object.entries(HOSTILE)) {
      const player = playerAt(library, place)
      const played = player.take('text', text)
      expect([...faultsOfTurn(played, player), ...faultsOfWords(played)], what).toEqual([])
    }
  })
})

test('words that are said back stay as they are', () => {
  const place = places.find(({ name }) => name === 'scope/access')
  if (place === undefined) throw new Error('nobody asks who may see it')
  for (const words of ['{operator} {contact} {who}', '**小鱼** [看](x)', '甲$&乙$$丙', '《{law.x}》']) {
    const { bubbles, after } = playerAt(library, place).take('text', words)
    expect(bubbles.join('\n')).toContain(words)
    expect(JSON.stringify(after)).toContain(JSON.stringify(words).slice(1, -1))
  }
})

test('made of such pieces, one behind the other, a talk goes on', () => {
  const piece = fc.oneof(
    fc.constantFrom(...Object.values(HOSTILE)),
    fc.constantFrom('1', '好', '不确定', '算了', '跳过', '上一步', '展开', '我的档案', '继续', '小鱼'),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  )
  const message = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.array(message, { maxLength: 12 }), (place, texts) => {
      const player = playerAt(library, place)
      for (const text of texts) {
        const played = player.take('text', text)
        expect([...faultsOfTurn(played, player), ...faultsOfWords(played)]).toEqual([])
      }
    }),
    { seed: 20261130, numRuns: 150 },
  )
})

function faultsOfWords({ bubbles, after }: Played): string[] {
  const faults = bubbles.filter((bubble) => UNSAID.test(bubble)).map((bubble) => `unsayable: ${JSON.stringify(bubble)}`)
  if (bubbles.some((bubble) => bubble.includes(FILLED))) faults.push('a placeholder was filled in')
  const kept = JSON.stringify(after)
  if (JSON.stringify(JSON.parse(kept)) !== kept) faults.push('the document does not come back as it was')
  if (({} as { isAdmin?: boolean }).isAdmin !== undefined) faults.push('every object was changed')
  return faults
}
