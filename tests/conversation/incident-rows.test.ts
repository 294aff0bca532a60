import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadLibrary } from '../../src/guidance/library.ts'
import type { OwnerDocument } from '../../src/store/document.ts'
import { outlineOf } from './transcripts-lines.ts'
import { Player } from './transcripts-player.ts'

const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))

const stopped = ['一起处理', '1', '老王', '发了', '都停了', '11月30日', '1', '关了']
const told = [...stopped, '他说我泄密了', '今天', '1', '定稿', '不知道']
const claimed = [...told, '1', '没有', '1']
const checked = [...claimed, '1', '都查过了，没问题']
const oneByOne = (clear: number) => [...claimed, '1', '一样一样来', ...Array<string>(clear).fill('1')]
const unfounded = [...checked, '2', '发送记录里没有']
const undetermined = [...checked, '3', '查不清']
const confirmed = [...checked, '1', '就这样', '链接有人打开过']
const closing = [...unfounded, '1', '发了', '1、2、3']

/** What leads to each question. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  origin: ['一起处理'],
  how: ['一起处理', '2'],
  'contain, sent to the wrong one': ['一起处理', '2', '1'],
  'contain, a link': ['一起处理', '2', '2'],
  'contain, lost': ['一起处理', '2', '3'],
  'contain, hacked': ['一起处理', '2', '4'],
  'contain, on paper': ['一起处理', '2', '5'],
  'contain, uploaded': ['一起处理', '2', '6'],
  receipt: stopped.slice(0, 3),
  pause: stopped.slice(0, 4),
  delivery: stopped.slice(0, 5),
  contain: stopped.slice(0, 6),
  freeze: stopped.slice(0, 7),
  words: stopped,
  found: told.slice(0, 9),
  where: told.slice(0, 10),
  file: told.slice(0, 11),
  seen: told.slice(0, 12),
  categories: told,
  sensitive: [...told, '1'],
  people: [...told, '1', '没有'],
  claim: claimed,
  'claim-size': [...claimed, '2'],
  checks: [...claimed, '1'],
  'check.access': oneByOne(0),
  'check.sent': oneByOne(1),
  'check.links': oneByOne(2),
  'check.devices': oneByOne(3),
  'check.helpers': oneByOne(4),
  'check.lost': oneByOne(5),
  findings: [...oneByOne(5), '2'],
  outcome: checked,
  contradiction: [...checked, '1'],
  reason: [...checked, '2'],
  informed: undetermined,
  verdict: [...undetermined, '发了'],
  reported: confirmed,
  remedies: [...confirmed, '发了'],
  evidence: unfounded,
  shown: [...unfounded, '1'],
  improvements: [...unfounded, '1', '发了'],
  agreed: closing,
  resumed: [...closing, '同意了'],
}

/** The person at each question, got there once. */
const there = new Map<string, OwnerDocument>()

function playerAt(question: string): Player {
  const player = new Player(library)
  const known = there.get(question)
  if (known === undefined) for (const words of WAYS[question] ?? []) player.take('text', words)
  else player.document = known
  there.set(question, player.document)
  return player
}

/** What a message comes to: the answers that were written down or kept for later, else the first page that is said. */
function heard(question: string, words: string): string {
  const lines = outlineOf(playerAt(question).take('text', words))
  const taken = lines.filter((line) => /^[=~] /.test(line)).map((line) => line.replace(/^= (?:[^:]+): |^~ /, ''))
  return taken.length > 0 ? taken.join('; ') : (lines[0] as string)
}

const rows = readFileSync(new URL('incident-rows.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.includes('|') && !line.startsWith('#'))
  .flatMap((line) => {
    const [question = '', outcome = '', words = ''] = line.split('|').map((part) => part.trim())
    return words.split('·').map((one) => [question, one.trim(), outcome] as const)
  })

test('every question has rows', () => {
  const asked = new Set(rows.map(([question]) => question))
  expect(Object.keys(WAYS).filter((question) => !asked.has(question))).toEqual([])
})

test.each(rows)('%s: %s', (question, words, outcome) => {
  expect(heard(question, words)).toBe(outcome)
})
