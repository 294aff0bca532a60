import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { takeTurn } from '../../src/conversation/take-turn.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import type { OwnerDocument } from '../../src/store/document.ts'
import { loadTranscripts } from './transcripts.ts'
import { Player, playTranscript } from './transcripts-player.ts'

const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const CALLS = ['投诉流程', '投诉', '客户投诉我了', 'complaint', '投訴流程', '处理步骤']
const now = { at: Date.parse('2027-01-04T12:00:00+08:00'), today: '2027-01-04', hour: 12, zone: 'Asia/Shanghai' }

/** One document for every state of every flow that a transcript comes to, with what is under it. */
async function everyState(): Promise<ReadonlyMap<string, OwnerDocument>> {
  const states = new Map<string, OwnerDocument>()
  for (const transcript of await loadTranscripts('outline')) {
    playTranscript(transcript, new Player(library), ({ after }) => {
      const top = after.session.frames.at(-1)
      const value = (top?.snapshot as { value?: unknown } | null | undefined)?.value
      const key = `${top?.flow ?? 'nothing'} ${JSON.stringify(value)} ${after.session.frames.length} ${top?.revisiting}`
      if (!states.has(key)) states.set(key, after)
      return []
    })
  }
  return states
}

test('the complaint procedure comes at once in every state of every flow, and nothing is lost', async () => {
  const states = await everyState()
  expect(states.size).toBeGreaterThan(100)
  const faults: string[] = []
  for (const [state, document] of states) {
    for (const text of CALLS) {
      const turn = takeTurn({ ...document, held: null }, { id: 'x', kind: 'text', text }, now, library.knowledge)
      const pages = turn.say.map(({ page }) => page)
      if (!pages.includes('complaint')) faults.push(`${state}: ${text} gives ${pages.join(' ')}`)
      const kept = [...turn.session.frames, ...turn.session.shelved].map(({ startedAt }) => startedAt)
      const lost = document.session.frames.filter(
        ({ startedAt, answers, flow }) => answers.length > 0 && KEPT.has(flow) && !kept.includes(startedAt),
      )
      if (lost.length > 0) faults.push(`${state}: ${text} loses ${lost.map(({ flow }) => flow).join(' ')}`)
    }
  }
  expect(faults).toEqual([])
})

const KEPT: ReadonlySet<string> = new Set(['scope', 'nda', 'closing', 'incident'])
