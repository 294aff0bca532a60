import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printable, printableLine } from '../../src/channel/puppets/terminal-screen.ts'
import { eightTimes, processorTime } from '../conversation/processor-time.ts'
import { HOSTILE } from '../hostile/corpus.ts'

/** What a terminal obeys, or shows in another order than it was written. */
const COMMANDS = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

describe('what is printed for an operator', () => {
  it.each(Object.entries(HOSTILE))('commands nothing: %s', (_, text) => {
    expect(printable(text)).not.toMatch(COMMANDS)
    expect(printableLine(text)).not.toMatch(/\n/)
  })

  it('commands nothing, whatever it is', () => {
    const sequence = fc.constantFrom('\u001b[', '\u001b]', '\u009b', '\u0007', '2J', '31m', '\n', '\u202e', '好')
    fc.assert(
      fc.property(fc.array(fc.oneof(sequence, fc.string({ unit: 'binary' }))), (pieces) => {
        expect(printable(pieces.join(''))).not.toMatch(COMMANDS)
        expect(printableLine(pieces.join(''))).not.toMatch(/\n/)
      }),
      { seed: 20261130 },
    )
  })

  it('stays as it was, if there is nothing of that in it', () => {
    for (const text of ['好的，记下了。\n\t· 一', '👨‍👩‍👧‍👦', '{"level":30}', 'שלום'])
      expect(printable(text)).toBe(text)
    expect(printableLine('一\r\n二\n')).toBe('一 ⏎ 二')
  })

  it.each(['\u001b[', '\u001b]0;', '\u001b[1;', '\u009b1'])(
    'costs no more a character when there is much of %j',
    (piece) => {
      const timeOf = (times: number): number => processorTime(() => printable(piece.repeat(times)))
      expect(timeOf(8 * 4_000)).toBeLessThan(eightTimes(timeOf(4_000)))
    },
  )
})
