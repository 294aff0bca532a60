import { FLOWS } from '../../flows/index.ts'
import { pendingQuestion, wakeFrame } from '../../src/conversation/frame.ts'
import type { Library } from '../../src/guidance/library.ts'
import type { OwnerDocument } from '../../src/store/document.ts'
import { loadTranscripts } from '../conversation/transcripts.ts'
import { Player, playTranscript } from '../conversation/transcripts-player.ts'

/** A moment of a conversation, from which it can be gone on with. */
export interface Place {
  /** `flow/question`, or what is there when nothing is asked. */
  readonly name: string
  readonly document: OwnerDocument
  readonly day: string
  readonly time: string
  readonly held: string | null
}

/** One place for each question that any transcript reaches, and some where nothing is asked. */
export async function everyQuestion(library: Library): Promise<readonly Place[]> {
  const places = new Map<string, Place>()
  for (const transcript of await loadTranscripts('outline')) {
    const player = new Player(library)
    playTranscript(transcript, player, ({ after }) => {
      const name = nameOf(after)
      if (!places.has(name)) {
        const { day, time, held } = player
        places.set(name, { name, document: after, day, time, held })
      }
      return []
    })
  }
  return [...places.values()]
}

/** The flows of which a place is among these. */
export function flowsIn(places: readonly Place[]): readonly string[] {
  return [...new Set(places.map(({ name }) => name.split('/', 1)[0] ?? ''))].filter((flow) =>
    Object.hasOwn(FLOWS, flow),
  )
}

/** Somebody who stands at a place. */
export function playerAt(library: Library, { document, day, time, held }: Place): Player {
  const player = new Player(library)
  Object.assign(player, { document, day, time, held })
  return player
}

function nameOf({ session, cases, incidents, reminders }: OwnerDocument): string {
  const frame = session.frames.at(-1)
  const flow = frame && FLOWS[frame.flow]
  if (frame === undefined || flow === undefined) {
    const there = [cases, incidents, reminders].map((list) => (list.length > 0 ? 'x' : '-')).join('')
    return `nothing/${session.alarm?.case ?? there}`
  }
  const question = pendingQuestion(wakeFrame(flow, frame))
  return `${frame.flow}/${question?.id.replace(/[:.].*/, '') ?? 'end'}`
}
