import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Params } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import type { Alias, Inbound } from '../../src/channel/port.ts'
import { takeBurst } from '../../src/conversation/take-burst.ts'
import { takeRoomTurn } from '../../src/conversation/take-room-turn.ts'
import { tellReminders } from '../../src/conversation/tell-reminders.ts'
import { makeDocument } from '../../src/documents/make-document.ts'
import { isReadable } from '../../src/documents/readable.ts'
import { openDocumentReader } from '../../src/documents/reader.ts'
import { takeIn } from '../../src/documents/take-in.ts'
import { type Library, loadLibrary } from '../../src/guidance/library.ts'
import { renderTurn } from '../../src/guidance/render.ts'
import { OPEN } from '../../src/house/admission.ts'
import { createHeldTexts } from '../../src/house/held-texts.ts'
import { createHouse, type House, type HouseParts } from '../../src/house/house.ts'
import { UNPACED } from '../../src/house/pacer.ts'
import type { Log, LogFields } from '../../src/log.ts'
import type { Operations } from '../../src/ops/operations.ts'
import type { OwnerDocument } from '../../src/store/document.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import type { Store } from '../../src/store/port.ts'
import { recoveryCodes } from '../../src/store/recovery-codes.ts'
import { aliasOf, NOW } from '../store/documents.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { RecordingChannel } from './recording-channel.ts'

export const KEY = Buffer.alloc(32, 7)
const DATA = fileURLToPath(new URL('../../data', import.meta.url))
/** Who runs the bot, as every page may say it. */
const OPERATOR: Params = {
  operator: '守密小组',
  contact: 'shoumi@example.com',
  who: { page: 'welcome-public' },
  way: { page: 'way-public' },
  'who-human': { page: 'human-public' },
  'who-maker': { page: 'maker-public' },
  'who-mends': { page: 'mends-public' },
  'who-carries': { page: 'carries-public' },
}

let library: Promise<Library> | undefined

interface Line {
  readonly level: string
  readonly fields: LogFields
  readonly message: string
}

/** A house with a real store, real conversation and real words; only the channel and the clock are the test's. */
export class HouseAtWork {
  readonly dir: string
  readonly library: Library
  readonly channel = new RecordingChannel()
  readonly logged: Line[] = []
  readonly log: Log = {
    debug: this.#writer('debug'),
    info: this.#writer('info'),
    warn: this.#writer('warn'),
    error: this.#writer('error'),
  }
  readonly reader = openDocumentReader({ maxBytes: 1_000_000, maxCharacters: 60_000, timeoutMs: 30_000, memoryMb: 256 })
  held = createHeldTexts(() => this.now)
  now = NOW
  store: Store
  house: House
  #count = 0
  #changes: Partial<HouseParts> = {}

  private constructor(dir: string, library: Library, store: Store) {
    this.dir = dir
    this.library = library
    this.store = store
    this.house = createHouse(this.#parts())
  }

  /** Opens one in a new folder, or in this one, online. It is closed when the test is over. */
  static async open(folder?: string): Promise<HouseAtWork> {
    library ??= loadLibrary(DATA)
    const dir = folder ?? (await temporaryFolder())
    const store = await openLevelStore({ dir, key: KEY, now: NOW })
    const open = new HouseAtWork(dir, await library, store)
    onTestFinished(async () => {
      open.channel.releaseAll()
      await open.house.idle()
      await open.store.close()
    })
    open.house.status('online')
    return open
  }

  /** Builds the house again on the same store, with other parts; it starts offline. */
  rebuild(changes: Partial<HouseParts> = {}): void {
    this.#changes = changes
    this.house = createHouse(this.#parts())
  }

  /** Builds the house again with an operator's eyes around it; it starts offline. */
  wrap(operations: Operations): void {
    const channel = operations.channel(this.channel)
    const takeAsIs = this.#parts().takeBurst
    this.rebuild({
      channel,
      takeBurst: operations.turns(takeAsIs),
      onUnknown: operations.unknown,
      onSetAside: operations.setAside,
    })
    this.house = { ...this.house, ...operations.sink(this.house) }
  }

  /** Ends this process's part and opens the same folder again, as after a restart; it starts offline. */
  async restart(): Promise<void> {
    await this.house.idle()
    await this.store.close()
    this.store = await openLevelStore({ dir: this.dir, key: KEY, now: this.now })
    this.house = createHouse(this.#parts())
  }

  /** What is only in memory is gone, as it is after a restart. */
  forgetHeld(): void {
    this.held = createHeldTexts(() => this.now)
  }

  /** Brings the channel online and waits until what was waiting has been tried. */
  async online(): Promise<void> {
    this.house.status('online')
    await this.later(0)
  }

  /** Moves the clock on, ms, and looks what can be sent then. */
  async later(ms: number): Promise<void> {
    this.now += ms
    await this.house.idle()
    await this.house.tick()
    await this.house.idle()
  }

  /** A message of a contact's, with a new id, sent now. */
  message(contactId: string, text: string, changes: Partial<Inbound> = {}): Inbound {
    this.#count++
    return { id: `m${this.#count}`, at: this.now, from: aliasOf(contactId), kind: 'text', text, ...changes }
  }

  /** Lets a contact say something, and waits until the turn is finished. Returns what the contact got for it. */
  async say(contactId: string, text: string, changes: Partial<Inbound> = {}): Promise<string[]> {
    const before = this.channel.textsTo(contactId).length
    await this.house.receive(this.message(contactId, text, changes))
    return this.channel.textsTo(contactId).slice(before)
  }

  /** What is said for these pages. */
  words(...say: readonly (Saying | string)[]): string[] {
    return this.#render(say.map((one) => (typeof one === 'string' ? { page: one } : one)))
  }

  async documentOf(alias: Alias | string): Promise<OwnerDocument | undefined> {
    const owner = await this.store.ownerOf(typeof alias === 'string' ? aliasOf(alias) : alias)
    return owner === undefined ? undefined : this.store.load(owner)
  }

  /** The messages of the log's lines of a level. */
  lines(level: string): string[] {
    return this.logged.filter((line) => line.level === level).map(({ message }) => message)
  }

  #render(say: readonly Saying[]): string[] {
    const globals = { ...this.library.globals, ...OPERATOR }
    return renderTurn(say, { page: (id) => this.library.pages.get(id), globals })
  }

  #writer(level: string) {
    return (fields: LogFields, message: string): void => {
      this.logged.push({ level, fields, message })
    }
  }

  #parts(): HouseParts {
    const { knowledge } = this.library
    return {
      store: this.store,
      channel: this.channel,
      takeBurst: (memory, events, moment) => takeBurst(memory, events, moment, knowledge),
      burstMs: 0,
      held: this.held,
      pauseMs: 60_000,
      documents: {
        isReadable,
        maxBytes: 1_000_000,
        maxEvidenceBytes: 4_000_000,
        takeIn,
        read: (bytes, name) => this.reader.read(bytes, name),
        make: (recipe, sources) =>
          makeDocument(recipe, sources, { words: (say) => this.words(say).join('\n'), timeZone: 'UTC' }),
      },
      tellReminders,
      takeRoomTurn: (text, hour) => takeRoomTurn(text, hour, knowledge),
      render: (say) => this.#render(say),
      now: () => this.now,
      today: (at) => new Date(at).toISOString().slice(0, 10),
      hour: (at) => new Date(at).getUTCHours(),
      zone: 'UTC',
      retentionDays: null,
      codes: recoveryCodes,
      newOwnerId: randomUUID,
      admission: OPEN,
      pacer: UNPACED,
      log: this.log,
      ...this.#changes,
    }
  }
}
