import { beforeEach, describe, expect, it } from 'vitest'
import { type Admission, createAdmission } from '../../src/house/admission.ts'

let now: number
let admission: Admission

beforeEach(() => {
  now = 0
  admission = createAdmission(() => now)
})

/** What comes of so many messages at once. */
function flood(person: string, count: number): Record<string, number> {
  const counts: Record<string, number> = { in: 0, tell: 0, away: 0 }
  for (let index = 0; index < count; index++) {
    const admitted = admission.admit(person)
    counts[admitted] = (counts[admitted] ?? 0) + 1
  }
  return counts
}

describe('admission', () => {
  it('lets in as many as anybody sends, and tells a flood once', () => {
    expect(flood('c', 60)).toEqual({ in: 60, tell: 0, away: 0 })
    expect(flood('c', 10_000)).toEqual({ in: 0, tell: 1, away: 9_999 })
    expect(flood('d', 1)).toEqual({ in: 1, tell: 0, away: 0 })
  })

  it('lets in one more a second, without telling anew while the flood lasts', () => {
    flood('c', 100)
    for (let second = 0; second < 20; second++) {
      now += 1_000
      expect(flood('c', 50)).toEqual({ in: 1, tell: 0, away: 49 })
    }
  })

  it('tells again when it happens again', () => {
    flood('c', 100)
    now += 60_000
    expect(flood('c', 100)).toEqual({ in: 60, tell: 1, away: 39 })
  })

  it('never minds somebody who writes two messages a second for half a minute', () => {
    for (let half = 0; half < 60; half++) {
      now += 500
      expect(admission.admit('c')).toBe('in')
    }
  })

  it('is not confused by a clock that is set back', () => {
    flood('c', 60)
    now -= 3_600_000
    expect(admission.admit('c')).toBe('tell')
  })
})
