import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { plainText } from '../../src/channel/plain-text.ts'
import { addressedWords } from '../../src/channel/rooms.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { eightTimes, processorTime } from '../conversation/processor-time.ts'
import { Player } from '../conversation/transcripts-player.ts'
import { GROWING } from './corpus.ts'

const SHORT = 240
const LONG = 8 * SHORT
const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const growing = Object.entries(GROWING).map(([what, textOf]) => ({ what, textOf }))

/** Somebody who is asked for a name, for a time, or for nothing. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  name: ['你好', '1'],
  time: ['你好', '提醒我备份'],
  nothing: ['你好'],
}

describe.each(growing)('$what', ({ textOf }) => {
  test.each(Object.entries(PLACES))('costs no more a character in a long message: asked for a %s', (_, before) => {
    const player = new Player(library)
    for (const text of before) player.take('text', text)
    const { document } = player
    const timeOf = (length: number): number =>
      processorTime(() => {
        player.document = document
        player.take('text', textOf(length))
      })
    const short = timeOf(SHORT)
    expect(timeOf(LONG)).toBeLessThan(eightTimes(short))
  })

  test('costs no more a character before anybody looks how long it is', () => {
    const timeOf = (length: number): number =>
      processorTime(() => {
        plainText(textOf(length))
        addressedWords(textOf(length), ['守密', '小守'], true)
      })
    expect(timeOf(8 * 4_000)).toBeLessThan(eightTimes(timeOf(4_000)))
  })
})
