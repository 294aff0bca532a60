import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { CLAUSE_TYPES } from '../../src/nda/clause-types.ts'
import { differences, type Judged, judge, readFolder } from './judge.ts'
import { shippedRules } from './nda-rules.ts'

let judged: Judged[]
beforeAll(async () => {
  judged = await readFolder(fileURLToPath(new URL('contracts/dev', import.meta.url)), await shippedRules())
})

describe('the contracts of the development set', () => {
  it('are enough to say something', () => {
    expect(judged.length).toBeGreaterThanOrEqual(25)
  })

  it.each(['present', 'flagged'] as const)('are read well: %s', (what) => {
    const { all, meanF1 } = judge(judged, what)
    const faults = differences(judged, what).join('\n')
    expect(all.f1, faults).toBeGreaterThanOrEqual(0.96)
    expect(all.precision, faults).toBeGreaterThanOrEqual(0.95)
    expect(all.recall, faults).toBeGreaterThanOrEqual(0.95)
    expect(meanF1, faults).toBeGreaterThanOrEqual(0.95)
  })

  it('leave no clause type far behind', () => {
    const { byType } = judge(judged, 'present')
    for (const [type, { f1 }] of byType) expect(f1, type).toBeGreaterThanOrEqual(0.85)
  })

  it('are told apart by who the freelancer is', () => {
    const labelled = judged.filter(({ wanted }) => /^[甲乙]方$/.test(wanted.freelancer))
    const right = labelled.filter(({ wanted, reading }) => reading.freelancer === wanted.freelancer)
    expect(right.length / labelled.length).toBeGreaterThanOrEqual(0.95)
  })

  it('are all contracts, with each of the 29 types reported once', () => {
    for (const { name, reading } of judged) {
      expect(reading.isContract, name).toBe(true)
      expect(reading.types.map(({ type }) => type)).toEqual([...CLAUSE_TYPES])
      expect(reading.missing).toEqual(reading.types.filter(({ present }) => !present).map(({ type }) => type))
    }
  })

  it('are quoted by places within the text, and a flag within what it quotes', () => {
    for (const { name, text, reading } of judged) {
      for (const { type, start, end, present, flags } of reading.types) {
        expect(present ? text.slice(start, end).trim() : 'absent', `${name} ${type}`).not.toBe('')
        for (const flag of flags) {
          expect(flag.end, `${name} ${flag.id}`).toBeLessThanOrEqual(text.length)
          expect(flag.end - flag.start > 0, `${name} ${flag.id}`).toBe(present)
        }
      }
    }
  })
})

describe('the judge', () => {
  const one = (present: readonly (typeof CLAUSE_TYPES)[number][], wanted: readonly (typeof CLAUSE_TYPES)[number][]) =>
    ({
      name: 'one',
      text: '',
      wanted: { title: '', freelancer: '', present: [...wanted], flagged: [], quotes: {} },
      reading: {
        ...(judged[0] as Judged).reading,
        types: CLAUSE_TYPES.map((type) => ({
          type,
          present: present.includes(type),
          start: 0,
          end: 0,
          flags: [],
          amounts: [],
          periods: [],
        })),
      },
    }) satisfies Judged

  it('counts what is right, wrong and missed', () => {
    const { all, byType } = judge([one(['term', 'copies'], ['term', 'audit'])], 'present')
    expect(all).toMatchObject({ right: 1, wrong: 1, missed: 1, precision: 0.5, recall: 0.5, f1: 0.5 })
    expect(byType.get('copies')).toMatchObject({ right: 0, wrong: 1, missed: 0 })
  })
})
