import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadLibrary } from '../../src/guidance/library.ts'
import { loadTranscripts, parseTranscript, TRANSCRIPTS, whereTheyDiffer } from './transcripts.ts'
import { faultsOfTurn } from './transcripts-bubbles.ts'
import { outlineOf, proseOf } from './transcripts-lines.ts'
import { Player, playTranscript } from './transcripts-player.ts'

const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const outlines = await loadTranscripts('outline')
const proses = await loadTranscripts('prose')

// `npx vitest run tests/conversation/transcripts.test.ts -u` writes what the bot does now into the transcripts.
describe.each([
  { kind: 'outline', transcripts: outlines, describeTurn: outlineOf },
  { kind: 'prose', transcripts: proses, describeTurn: proseOf },
])('$kind', ({ transcripts, describeTurn }) => {
  test.each(transcripts)('$file', async (transcript) => {
    const player = new Player(library)
    const faults: string[] = []
    const actual = playTranscript(transcript, player, (played) => {
      faults.push(...faultsOfTurn(played, player).map((fault) => `"${played.text}": ${fault}`))
      return describeTurn(played)
    })
    await expect(actual, whereTheyDiffer(transcript, actual)).toMatchFileSnapshot(join(TRANSCRIPTS, transcript.file))
    expect(faults).toEqual([])
  })
})

test.each(outlines)('$file goes the same way when every machine is made again from the answers', (transcript) => {
  const actual = playTranscript(transcript, new Player(library, { keepsSnapshots: false }), outlineOf)
  expect(actual).toBe(playTranscript(transcript, new Player(library), outlineOf))
})

test('a slip of the pen in a transcript is not taken for a remark', () => {
  expect(() => parseTranscript('scope/slip.txt', '> 你好\n菜单\n')).toThrow('tests/transcripts/scope/slip.txt:2')
})
