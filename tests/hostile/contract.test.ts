import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadLibrary } from '../../src/guidance/library.ts'
import { faultsOfTurn } from '../conversation/transcripts-bubbles.ts'
import { Player } from '../conversation/transcripts-player.ts'
import { HOSTILE } from './corpus.ts'

const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const { readContract } = library.knowledge
const SEED = 20261130
/** What a bubble may never hold, whatever was said. */
const UNSAID = /[^\P{Cc}\n]|[\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u

/** A clause of each kind that the rules look at, so that what is put between them stands where they read. */
const CLAUSES = [
  '保密协议\n甲方：某公司\n乙方：接单人',
  '第一条 乙方应对甲方的一切信息永久保密，任何情况下不得披露。',
  '第二条 乙方违反本协议的，应向甲方支付违约金人民币50万元。',
  '第三条 保密期限为合同终止后3年。',
  '第四条 乙方不得从事与甲方相同的业务。',
  '第五条 乙方应在24小时内通知甲方，并在7日内归还全部资料。',
  '第六条 本协议由甲方所在地人民法院管辖。',
]
const piece = fc.oneof(
  fc.constantFrom(...Object.values(HOSTILE)),
  fc.constantFrom(...CLAUSES, '第', '条', '\n', '。', '，', '____', '0', '万元', '年', '（', '《'),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)
const contract = fc
  .array(fc.tuple(fc.constantFrom(...CLAUSES), piece, fc.nat(60)), { minLength: 1, maxLength: 12 })
  .map((all) => all.map(([clause, other, at]) => clause.slice(0, at) + other + clause.slice(at)).join('\n'))

/** Everything in a reading that is a piece of the text. */
function spansIn(value: unknown): { readonly start: number; readonly end: number }[] {
  if (typeof value !== 'object' || value === null) return []
  const { start, end } = value as { start?: unknown; end?: unknown }
  const own = typeof start === 'number' && typeof end === 'number' ? [{ start, end }] : []
  return [...own, ...Object.values(value).flatMap(spansIn)]
}

function faultsOfReading(text: string): string[] {
  const reading = readContract(text)
  const faults: string[] = []
  for (const { start, end } of spansIn(reading)) {
    if (!(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length))
      faults.push(`${start}–${end} of ${text.length}`)
  }
  for (const [name, value] of Object.entries(reading.facts ?? {}))
    if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0)) faults.push(`${name}: ${value}`)
  if (JSON.stringify(readContract(text)) !== JSON.stringify(reading)) faults.push('another reading the second time')
  return faults
}

describe('the rules for contracts', () => {
  test.each(Object.entries(HOSTILE))('read %s, alone and in the middle of each clause', (_, text) => {
    expect(faultsOfReading(text)).toEqual([])
    for (const clause of CLAUSES)
      for (const at of [0, 4, 12, clause.length])
        expect(faultsOfReading(clause.slice(0, at) + text + clause.slice(at))).toEqual([])
  })

  test('read anything at all, and quote only what is there', () => {
    fc.assert(
      fc.property(contract, (text) => {
        expect(faultsOfReading(text)).toEqual([])
      }),
      { seed: SEED, numRuns: 300 },
    )
  })
})

describe('a contract that is pasted', () => {
  /** Pastes it, waits until it is read, and asks for all that can be said of it. */
  function paste(pieces: readonly string[]): string[] {
    const player = new Player(library)
    const faults: string[] = []
    const take = (kind: 'text' | 'pause', text: string): void => {
      const played = player.take(kind, text)
      faults.push(...faultsOfTurn(played, player))
      for (const bubble of played.bubbles) if (UNSAID.test(bubble)) faults.push(`unsayable: ${JSON.stringify(bubble)}`)
    }
    for (const text of ['你好', '2']) take('text', text)
    for (const text of pieces) take('text', text)
    take('pause', '')
    for (const text of ['看完了吗', '1', '1', '展开', '继续', '第二条怎么改', '有哪些问题', '发我文档', '算了'])
      take('text', text)
    const kept = JSON.stringify(player.document)
    if (JSON.stringify(JSON.parse(kept)) !== kept) faults.push('the document does not come back as it was')
    return faults
  }

  test.each(Object.entries(HOSTILE))('holds %s in its middle, and is talked about all the same', (_, text) => {
    expect(paste([CLAUSES.slice(0, 3).join('\n'), text, CLAUSES.slice(3).join(`\n${text}\n`)])).toEqual([])
  })

  test('is anything at all, in pieces', () => {
    fc.assert(
      fc.property(fc.array(contract, { minLength: 1, maxLength: 4 }), (pieces) => {
        expect(paste(pieces)).toEqual([])
      }),
      { seed: SEED, numRuns: 60 },
    )
  })
})
