import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Params } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import type { InboundKind } from '../../src/channel/port.ts'
import { heldAfter } from '../../src/conversation/after-effects.ts'
import { fileUse } from '../../src/conversation/evidence.ts'
import { checkSign, codeIn } from '../../src/conversation/recovery-code.ts'
import type { Frame } from '../../src/conversation/session.ts'
import { takeRoomTurn } from '../../src/conversation/take-room-turn.ts'
import { takeTurn } from '../../src/conversation/take-turn.ts'
import { tellReminders } from '../../src/conversation/tell-reminders.ts'
import type { DocumentReceived, RecoveryHeard, Turn, TurnEvent } from '../../src/conversation/turn.ts'
import { globalsOn } from '../../src/guidance/due.ts'
import type { Library } from '../../src/guidance/library.ts'
import { renderTurn } from '../../src/guidance/render.ts'
import { foldTurn } from '../../src/house/fold.ts'
import { newDocument, type OwnerDocument } from '../../src/store/document.ts'
import { FIRST_DAY, type Transcript } from './transcripts.ts'

const CONTRACTS = fileURLToPath(new URL('../nda/contracts', import.meta.url))
const UNREADABLE = [
  'tooLarge',
  'encrypted',
  'damaged',
  'noText',
  'unsupported',
  'tooSlow',
  'empty',
  'notLoaded',
] as const

const NOON = '12:00'
const ZONE = 'Asia/Shanghai'
const HOUR = 3_600_000

/** The one recovery code that is somebody else's; any other is nobody's. */
const OTHERS_CODE = '3479ACDEFHJKMNPQRTW'
const A_CODE = { selector: '', salt: '', hash: '', cost: 1, at: 0 }

function recoveryOf(text: string): RecoveryHeard | undefined {
  const heard = codeIn(text)
  if (heard === undefined || heard.kind === 'broken') return heard
  const isOthers = heard.code === OTHERS_CODE + checkSign(OTHERS_CODE)
  const counts = { records: 2, incidents: 1, reminders: 0 }
  return isOthers ? { kind: 'match', owner: 'other', codeSalt: '', ...counts } : { kind: 'wrong' }
}

/** One message and all that came of it. */
export interface Played {
  readonly id: string
  readonly kind: InboundKind | 'pause' | 'tick'
  readonly text: string
  /** Null for what was said in a room. */
  readonly turn: Turn | null
  readonly say: readonly Saying[]
  readonly bubbles: readonly string[]
  readonly before: OwnerDocument
  readonly after: OwnerDocument
}

/** One person talking to the bot, with a document that is written down and read again after every turn. */
export class Player {
  document: OwnerDocument
  day: string = FIRST_DAY
  /** The time of day at which the next messages come, `HH:MM`. */
  time = NOON
  /** The contract's text that is in memory; `restart` forgets it. */
  held: string | null = null
  /** How long after the person's last message the bot may write, hours; null: for ever. */
  window: number | null = null
  private readonly library: Library
  private readonly globals: Params
  private readonly keepsSnapshots: boolean
  private count = 0

  /** With `keepsSnapshots: false` every turn has to make its machines again from the answers. */
  constructor(library: Library, { keepsSnapshots = true } = {}) {
    this.library = library
    this.keepsSnapshots = keepsSnapshots
    this.globals = {
      operator: '运营者',
      contact: '联系方式',
      who: { page: 'welcome-public' },
      way: { page: 'way-public' },
      'who-human': { page: 'human-public' },
      'who-maker': { page: 'maker-public' },
      'who-mends': { page: 'mends-public' },
      'who-carries': { page: 'carries-public' },
    }
    this.document = this.stranger()
  }

  take(kind: InboundKind | 'pause', text: string): Played {
    const id = `m${++this.count}`
    const before = this.document
    const received = { ...before, taken: [...before.taken, id] }
    const { window } = this
    const reach = { writesFirst: window === null, windowMs: window === null ? null : window * HOUR, files: true }
    const recovery = recoveryOf(text)
    const event = { ...this.eventOf(id, kind, text), reach, ...(recovery && { recovery }) }
    const now = { at: this.now(), today: this.day, hour: this.hour, zone: ZONE }
    const turn = takeTurn({ ...received, held: this.held }, event, now, this.library.knowledge)
    this.held = heldAfter(this.held, turn.effects)
    const bubbles = this.render(turn.say)
    const forgets = turn.effects.some(({ type }) => type === 'forgetOwner')
    const issues = turn.effects.some(({ type }) => type === 'issueCode')
    const folded = issues ? { ...foldTurn(received, turn), code: A_CODE } : foldTurn(received, turn)
    const after = this.throughJson(forgets ? this.stranger() : folded)
    this.document = after
    return { id, kind, text, turn, say: turn.say, bubbles, before, after }
  }

  /** What is told of what has fallen due. */
  tick(): Played {
    const before = this.document
    const now = { at: this.now(), today: this.day, hour: this.hour, zone: ZONE }
    const turn = tellReminders({ ...before, held: this.held }, now)
    const after = this.throughJson(foldTurn(before, turn))
    this.document = after
    return { id: 'tick', kind: 'tick', text: '', turn, say: turn.say, bubbles: this.render(turn.say), before, after }
  }

  takeInRoom(text: string): Played {
    const say = takeRoomTurn(text, this.hour, this.library.knowledge)
    const { document } = this
    const id = `m${++this.count}`
    return { id, kind: 'text', text, turn: null, say, bubbles: this.render(say), before: document, after: document }
  }

  render(say: readonly Saying[]): string[] {
    const globals = { ...globalsOn(this.library, this.day), ...this.globals }
    return renderTurn(say, { page: (id) => this.library.pages.get(id), globals })
  }

  /** A message as the house hands it over: of a file only what it would have fetched it for. */
  private eventOf(id: string, kind: TurnEvent['kind'], text: string): TurnEvent {
    if (kind !== 'file' && kind !== 'image' && kind !== 'video') return { id, kind, text }
    const [, called, why] = /^evidence(?::(.*?))?(?: (tooLarge|empty|notLoaded))?$/.exec(text) ?? []
    const isContract = kind === 'file' && text !== '' && !text.startsWith('evidence')
    const name = called ?? (isContract ? text : null)
    const use = fileUse(this.document, kind, isContract)
    const content = Buffer.from(name ?? id)
    const print = { size: content.length, sha256: createHash('sha256').update(content).digest('hex') }
    return {
      id,
      kind,
      text: '',
      ...((use === 'contract' || use === 'either') && { document: this.fileOf(text) }),
      ...((use === 'evidence' || use === 'either') && {
        evidence: { name, print: (why as 'tooLarge' | 'empty' | 'notLoaded' | undefined) ?? print },
      }),
    }
  }

  /** A file by its name among the contracts of tests/nda, or why it cannot be read: `[file] damaged`. */
  private fileOf(name: string): DocumentReceived {
    const why = UNREADABLE.find((one) => one === name)
    if (why !== undefined) return { name: '协议.docx', reading: { ok: false, why } }
    return { name, reading: { ok: true, text: readFileSync(join(CONTRACTS, name), 'utf8') } }
  }

  private now(): number {
    return Date.parse(`${this.day}T${this.time}:00+08:00`) + this.count * 1000
  }

  private get hour(): number {
    return Number(this.time.slice(0, 2))
  }

  private stranger(): OwnerDocument {
    return newDocument('owner', { channel: 'test', account: 'bot', contactId: 'contact', place: 'private' }, this.now())
  }

  private throughJson(document: OwnerDocument): OwnerDocument {
    const read = JSON.parse(JSON.stringify(document)) as OwnerDocument
    if (this.keepsSnapshots) return read
    const bare = (frames: readonly Frame[]) => frames.map((frame) => ({ ...frame, snapshot: null }))
    return {
      ...read,
      session: { ...read.session, frames: bare(read.session.frames), shelved: bare(read.session.shelved) },
    }
  }
}

/** Plays a transcript and writes it anew, with what the bot really does, as `describe` puts it. */
export function playTranscript(
  transcript: Transcript,
  player: Player,
  describe: (played: Played) => readonly string[],
): string {
  if (transcript.before !== null) playTranscript(transcript.before, player, () => [])
  let isInRoom = false
  const lines: string[] = []
  for (const line of transcript.script) {
    lines.push(line.written)
    if (line.type === 'day') {
      player.day = line.day
      player.time = line.time ?? NOON
    } else if (line.type === 'tick') lines.push(...describe(player.tick()).map((each) => `  ${each}`))
    else if (line.type === 'window') player.window = line.hours
    else if (line.type === 'place') isInRoom = line.place === 'room'
    else if (line.type === 'message') {
      const played = isInRoom ? player.takeInRoom(line.text) : player.take(line.kind, line.text)
      lines.push(...describe(played).map((each) => `  ${each}`))
    }
  }
  return `${lines.join('\n')}\n`
}
