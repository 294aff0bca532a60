import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { FileBox, type FileBoxInterface } from 'file-box'
import * as PUPPET from 'wechaty-puppet'
import { BoundedMap } from '../bounded-map.ts'
import { MessageAssembler, readLines } from './terminal-input.ts'
import { TerminalPrompt } from './terminal-prompt.ts'
import { TerminalScreen } from './terminal-screen.ts'

export const TERMINAL_USER = 'terminal-user'
export const TERMINAL_BOT = 'terminal-bot'

/** Wechaty's watchdog resets a puppet that stays silent. */
const HEARTBEAT_MS = 15_000
/** Long enough for a laptop to sleep. */
const WATCHDOG_SECONDS = 86_400
/** How many messages can still be looked up by their id. */
const KEPT_MESSAGES = 200
/** A line that sends a file, a picture or a video: its path follows. */
const FILE_LINE = /^\/(文件|file|图片|image|视频|video)\s+(\S.*?)\s*$/u
const { Message } = PUPPET.types
/** As on WeChat, only a file has a name of its own. */
const FILE_TYPES: Readonly<Record<string, PUPPET.types.Message>> = {
  图片: Message.Image,
  image: Message.Image,
  视频: Message.Video,
  video: Message.Video,
}

export interface TerminalOptions {
  readonly input: Readable
  readonly output: Writable
  /** True with a person at a TTY; false when lines are piped in, one message each, in lock-step. */
  readonly interactive: boolean
  readonly now: () => number
  /** What stands where the person types. */
  readonly prompt?: string
  /** What stands there inside a message of several lines. */
  readonly continuation?: string
  /** What stands before the bot's words; nothing when piped. */
  readonly mark?: string
  /** Keeps a file that the bot sends; resolves with where. Without it the person only sees its name. */
  readonly saveFile?: (name: string, bytes: Uint8Array) => Promise<string>
  /** The bot's last words when the person leaves. */
  readonly farewell?: string
}

type Spoken = Pick<PUPPET.payloads.Message, 'talkerId' | 'text' | 'filename' | 'type'>

/**
 * A puppet whose only contact is the person at the terminal, so that the terminal runs the same bot as WeChat does.
 *
 * `conversationReadMark` tells it that a turn is finished. Piped, the next line is taken only then; without the call
 * it would wait for ever. At a TTY it first announces the person as a new friend, so that the bot greets.
 */
export class PuppetTerminal extends PUPPET.Puppet {
  static override readonly VERSION = '1.0.0'

  /** Resolves when the input has ended and the last turn is finished, or when nobody reads the output any more. */
  readonly ended: Promise<void>

  readonly #terminal: TerminalOptions
  readonly #screen: TerminalScreen
  readonly #prompt: TerminalPrompt
  readonly #assembler = new MessageAssembler()
  readonly #messages = new BoundedMap<string, PUPPET.payloads.Message>(KEPT_MESSAGES)
  readonly #files = new BoundedMap<string, string>(KEPT_MESSAGES)
  readonly #runId = randomUUID()
  #sequence = 0
  #end: () => void = () => {}
  #leaving = false
  #greeted = false
  #openTurns = 0
  #turnFinished: () => void = () => {}
  #heartbeat: NodeJS.Timeout | undefined
  #lines: AsyncGenerator<string, void, undefined> | undefined
  /** Counts the starts, so that a reader of an earlier one knows that it is over. */
  #start = 0

  constructor(options: TerminalOptions) {
    // The base class turns its options into JSON, which a stream cannot become.
    super({ timeoutSeconds: WATCHDOG_SECONDS })
    const { input, output, interactive, prompt = '› ', continuation = '… ', mark = '守密 › ' } = options
    this.#terminal = options
    this.ended = new Promise((resolve) => {
      this.#end = resolve
    })
    this.#screen = new TerminalScreen(output, interactive ? mark : '', () => {
      this.#leaving = true
      this.#end()
    })
    this.#prompt = new TerminalPrompt({
      input,
      output,
      prompt,
      continuation,
      screen: this.#screen,
      assembler: this.#assembler,
      onMessage: (text) => this.#take(text),
      onLeave: () => void this.#leave(),
    })
  }

  override name(): string {
    return 'wechaty-puppet-terminal'
  }

  override version(): string {
    return PuppetTerminal.VERSION
  }

  override async onStart(): Promise<void> {
    this.#heartbeat = setInterval(() => this.emit('heartbeat', { data: 'terminal' }), HEARTBEAT_MS).unref()
    keepAlive(this.#terminal.input, true)
    const start = ++this.#start
    setImmediate(() => {
      if (start !== this.#start) return
      this.login(TERMINAL_BOT)
      this.emit('ready', { data: 'terminal' })
      if (this.#leaving) return
      if (this.#terminal.interactive) this.#openPrompt()
      else void this.#readPiped(start)
    })
  }

  override async onStop(): Promise<void> {
    clearInterval(this.#heartbeat)
    this.#start++
    this.#turnFinished()
    this.#prompt.close()
    keepAlive(this.#terminal.input, false)
  }

  override ding(data?: string): void {
    this.emit('dong', { data: data ?? '' })
  }

  override async conversationReadMark(_conversationId: string, _hasRead?: boolean): Promise<void> {
    this.#openTurns = Math.max(0, this.#openTurns - 1)
    this.#turnFinished()
  }

  override async messageSendText(_conversationId: string, text: string): Promise<string> {
    await this.#screen.print(text)
    return this.#remember({ talkerId: TERMINAL_BOT, text, type: Message.Text })
  }

  override async messageSendFile(_conversationId: string, file: FileBoxInterface): Promise<string> {
    const bytes = await file.toBuffer()
    const place = (await this.#terminal.saveFile?.(file.name, bytes)) ?? file.name
    await this.#screen.print(`📎 ${place} (${(bytes.length / 1024).toFixed(1)} KB)`)
    return this.#remember({ talkerId: TERMINAL_BOT, filename: file.name, type: Message.Attachment })
  }

  override async messageFile(id: string): Promise<FileBoxInterface> {
    const path = this.#files.get(id)
    if (path === undefined) throw new Error(`no file in message ${id}`)
    return FileBox.fromFile(path)
  }

  override async messageRawPayload(id: string): Promise<PUPPET.payloads.Message> {
    const payload = this.#messages.get(id)
    if (payload === undefined) throw new Error(`no message ${id}: the last ${KEPT_MESSAGES} are kept`)
    return payload
  }

  override async messageRawPayloadParser(payload: PUPPET.payloads.Message): Promise<PUPPET.payloads.Message> {
    return payload
  }

  override async contactRawPayload(id: string): Promise<PUPPET.payloads.Contact> {
    if (id !== TERMINAL_USER && id !== TERMINAL_BOT) throw new Error(`no contact ${id}`)
    const gender = PUPPET.types.ContactGender.Unknown
    return { id, name: id, avatar: '', friend: true, gender, phone: [], type: PUPPET.types.Contact.Individual }
  }

  override async contactRawPayloadParser(payload: PUPPET.payloads.Contact): Promise<PUPPET.payloads.Contact> {
    return payload
  }

  override async contactList(): Promise<string[]> {
    return [TERMINAL_USER, TERMINAL_BOT]
  }

  override async roomList(): Promise<string[]> {
    return []
  }

  override async friendshipRawPayload(id: string): Promise<PUPPET.payloads.Friendship> {
    return {
      id,
      contactId: TERMINAL_USER,
      timestamp: this.#terminal.now(),
      type: PUPPET.types.Friendship.Confirm,
    }
  }

  override async friendshipRawPayloadParser(payload: PUPPET.payloads.Friendship): Promise<PUPPET.payloads.Friendship> {
    return payload
  }

  #openPrompt(): void {
    if (!this.#greeted) {
      this.#greeted = true
      this.#openTurns++
      this.emit('friendship', { friendshipId: `${this.#runId}-hello` })
    }
    this.#prompt.open()
  }

  async #leave(): Promise<void> {
    this.#leaving = true
    await this.#screen.newline()
    const text = this.#assembler.flush()
    if (text !== null && text.trim() !== '') this.#take(text)
    while (this.#openTurns > 0 && this.isLoggedIn) await this.#nextTurnFinished()
    if (this.#terminal.farewell !== undefined) await this.#screen.print(this.#terminal.farewell)
    this.#end()
  }

  async #readPiped(start: number): Promise<void> {
    this.#lines ??= readLines(this.#terminal.input)
    while (start === this.#start && !this.#leaving) {
      const next = await this.#lines.next().catch(() => ({ done: true, value: undefined }) as const)
      const text = next.done ? this.#assembler.flush() : this.#assembler.push(next.value)
      if (text !== null) {
        this.#take(text)
        await this.#nextTurnFinished()
      }
      if (next.done) {
        this.#leaving = true
        this.#end()
      }
    }
  }

  /** Resolves at once when no turn is open, and when the puppet is stopped. */
  #nextTurnFinished(): Promise<void> {
    if (this.#openTurns === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#turnFinished = resolve
    })
  }

  #take(text: string): void {
    this.#openTurns++
    const [, word = '', path] = FILE_LINE.exec(text) ?? []
    const messageId =
      path === undefined
        ? this.#remember({ talkerId: TERMINAL_USER, text, type: Message.Text })
        : this.#remember({
            talkerId: TERMINAL_USER,
            filename: basename(path),
            type: FILE_TYPES[word] ?? Message.Attachment,
          })
    if (path !== undefined) this.#files.set(messageId, path)
    this.emit('message', { messageId })
  }

  #remember(spoken: Spoken): string {
    const id = `${this.#runId}-${++this.#sequence}`
    const listenerId = spoken.talkerId === TERMINAL_USER ? TERMINAL_BOT : TERMINAL_USER
    this.#messages.set(id, { ...spoken, id, listenerId, timestamp: this.#terminal.now() })
    return id
  }
}

/** Whether waiting for the keyboard keeps the process alive: it must not any more once the terminal is stopped. */
function keepAlive(input: Readable, needed: boolean): void {
  const handle = input as Readable & { ref?: () => void; unref?: () => void }
  if (needed) handle.ref?.()
  else handle.unref?.()
}
