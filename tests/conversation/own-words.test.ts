import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadLibrary } from '../../src/guidance/library.ts'
import { Player } from './transcripts-player.ts'

const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const rows = readFileSync(new URL('./own-words-rows.txt', import.meta.url), 'utf8').split('\n')

const named = ['1', '小鱼', '海报']
const detailed = [...named, '1', '电话']
/** What leads to each question. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  client: ['1'],
  project: ['1', '小鱼'],
  'details.personal': [...named, '1'],
  'details.trade-secret': [...named, '2'],
  'details.project': [...named, '3'],
  'details.account': [...named, '4'],
  'details.other': [...named, '5'],
  access: detailed,
  storage: [...detailed, '1'],
  transfer: [...detailed, '1', '1'],
  deletion: [...detailed, '1', '1', '1'],
  'confirmed-by': [...detailed, '1', '1', '1', '1'],
}

/** The pages that answer each row, where it was not taken as an answer at once. */
function askedAbout(): readonly string[] {
  let at = ''
  return rows.flatMap((row) => {
    if (row === '' || row.startsWith('#')) return []
    if (WAYS[row] !== undefined) {
      at = row
      return []
    }
    const player = new Player(library)
    for (const words of WAYS[at] ?? []) player.take('text', words)
    const { id, after, say } = player.take('text', row)
    const answers = after.session.frames.at(-1)?.answers ?? []
    const isTaken = answers.some(({ questionId, messageId }) => questionId === at && messageId === id)
    return isTaken ? [] : [`${at}: ${row} → ${say.map(({ page }) => page).join(' ')}`]
  })
}

test('natural answers in own words pass at once, but for those that read as a question', () => {
  expect(askedAbout()).toEqual([
    'details.personal: 谁买了什么 → repair/sounds-like-a-question scope/ask-details-personal',
  ])
})
