/**
 * A puppet service in a process of its own, for tests: `gateway.ts <port> <token>`.
 *
 * It reads commands (`Command`) as JSON lines on stdin and tells what happens (`Report`) as JSON lines on stdout. Its
 * puppet is wechaty-puppet-mock's, with the gaps filled that a real gateway does not have: it is logged in from the
 * start, sent messages have ids and come back as the account's own, friendships and room members have payloads, and it
 * has a heartbeat.
 */
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { FileBox, type FileBoxInterface } from 'file-box'
import * as PUPPET from 'wechaty-puppet'
import { PuppetMock } from 'wechaty-puppet-mock'
import { PuppetServer } from 'wechaty-puppet-service'

export const BOT = 'the-bot'

export type Command =
  | {
      do: 'message'
      id: string
      from: string
      text: string
      /** Epoch ms. */
      at: number
      type?: PUPPET.types.Message
      room?: string
      mention?: string[]
      /** A file that it carries; its bytes in base64. */
      file?: { name: string; base64: string }
      /** How many times loading it fails. */
      unloadable?: number
    }
  | { do: 'contact'; id: string; name?: string; type?: PUPPET.types.Contact }
  | { do: 'room'; id: string; members: string[]; aliases?: Record<string, string> }
  | { do: 'friend'; id: string; from: string; hello?: string; type?: PUPPET.types.Friendship }
  | { do: 'sends'; mode: 'work' | 'fail' | 'hang' }
  | { do: 'dongs'; mode: 'work' | 'never' }
  | { do: 'scan'; qrcode: string; status: PUPPET.types.ScanStatus }
  | { do: 'login' }
  | { do: 'logout' }

export type Report =
  | { ready: true }
  | { sent: { to: string; text: string; id: string } }
  | { sentFile: { to: string; name: string; base64: string } }
  | { refused: { to: string } }
  | { accepted: { id: string } }
  | { loaded: { what: 'message' | 'contact' | 'room' | 'member'; id: string } }
  | { loggedOut: true }
  | { done: Command['do'] }
  | { fault: string }

function report(it: Report): void {
  process.stdout.write(`${JSON.stringify(it)}\n`)
}

class Gateway {
  readonly puppet = new PuppetMock()
  readonly #contacts = new Map<string, PUPPET.payloads.Contact>()
  readonly #rooms = new Map<string, { members: string[]; aliases: Record<string, string> }>()
  readonly #messages = new Map<string, PUPPET.payloads.Message>()
  readonly #files = new Map<string, { name: string; base64: string }>()
  readonly #unloadable = new Map<string, number>()
  readonly #friendships = new Map<string, PUPPET.payloads.Friendship>()
  #sends: 'work' | 'fail' | 'hang' = 'work'
  #dongs: 'work' | 'never' = 'work'

  constructor() {
    this.#contact(BOT, '守密')
    Object.assign(this.puppet, this.#overrides())
    setInterval(() => this.puppet.emit('heartbeat', { data: 'gateway' }), 5_000)
  }

  run(command: Command): void {
    switch (command.do) {
      case 'message':
        this.#message(command)
        break
      case 'contact':
        this.#contact(command.id, command.name, command.type)
        break
      case 'room':
        this.#rooms.set(command.id, { members: command.members, aliases: command.aliases ?? {} })
        break
      case 'friend':
        this.#friend(command)
        break
      case 'sends':
        this.#sends = command.mode
        break
      case 'dongs':
        this.#dongs = command.mode
        break
      case 'scan':
        this.puppet.emit('scan', { qrcode: command.qrcode, status: command.status })
        break
      case 'login':
        if (!this.puppet.isLoggedIn) this.#login()
        break
      case 'logout':
        void this.puppet.logout('by the test')
        break
    }
  }

  #login(): void {
    this.puppet.login(BOT)
    this.puppet.emit('ready', { data: 'gateway' })
  }

  #contact(id: string, name = id, type: PUPPET.types.Contact = PUPPET.types.Contact.Individual): void {
    this.#contacts.set(id, {
      id,
      name,
      type,
      avatar: '',
      friend: true,
      gender: PUPPET.types.ContactGender.Unknown,
      phone: [],
    })
  }

  #message(command: Extract<Command, { do: 'message' }>): void {
    if (!this.#contacts.has(command.from)) this.#contact(command.from)
    if (command.file !== undefined) this.#files.set(command.id, command.file)
    if (command.unloadable !== undefined) this.#unloadable.set(command.id, command.unloadable)
    this.#remember({
      id: command.id,
      talkerId: command.from,
      text: command.text,
      timestamp: command.at,
      type: command.type ?? PUPPET.types.Message.Text,
      ...(command.file && { filename: command.file.name }),
      ...(command.room === undefined
        ? { listenerId: BOT }
        : { roomId: command.room, mentionIdList: command.mention ?? [] }),
    } as PUPPET.payloads.Message)
  }

  #remember(payload: PUPPET.payloads.Message): void {
    this.#messages.set(payload.id, payload)
    this.puppet.emit('message', { messageId: payload.id })
  }

  #friend(command: Extract<Command, { do: 'friend' }>): void {
    if (!this.#contacts.has(command.from)) this.#contact(command.from)
    this.#friendships.set(command.id, {
      id: command.id,
      contactId: command.from,
      hello: command.hello ?? '',
      ticket: '',
      timestamp: 0,
      type: command.type ?? PUPPET.types.Friendship.Receive,
    } as PUPPET.payloads.Friendship)
    this.puppet.emit('friendship', { friendshipId: command.id })
  }

  #send(to: string, text: string): Promise<string> {
    if (this.#sends === 'hang') {
      report({ refused: { to } })
      return new Promise(() => {})
    }
    if (this.#sends === 'fail') {
      report({ refused: { to } })
      return Promise.reject(new Error(`cannot send "${text}"`))
    }
    const id = randomUUID()
    report({ sent: { to, text, id } })
    this.#remember({ id, talkerId: BOT, listenerId: to, text, timestamp: Date.now(), type: PUPPET.types.Message.Text })
    return Promise.resolve(id)
  }

  #overrides(): Record<string, unknown> {
    return {
      onStart: async () => void setImmediate(() => this.#login()),
      logout: async (reason?: string) => {
        await PuppetMock.prototype.logout.call(this.puppet, reason)
        report({ loggedOut: true })
      },
      ding: (data?: string) => {
        if (this.#dongs === 'work') this.puppet.emit('dong', { data: data ?? '' })
      },
      contactRawPayload: async (id: string) => {
        report({ loaded: { what: 'contact', id } })
        return found(this.#contacts.get(id), id)
      },
      messageRawPayload: async (id: string) => {
        report({ loaded: { what: 'message', id } })
        const left = this.#unloadable.get(id) ?? 0
        if (left > 0) {
          this.#unloadable.set(id, left - 1)
          throw new Error('not yet')
        }
        return found(this.#messages.get(id), id)
      },
      roomRawPayload: async (id: string) => {
        report({ loaded: { what: 'room', id } })
        return { id, topic: id, adminIdList: [], memberIdList: found(this.#rooms.get(id), id).members }
      },
      roomMemberRawPayload: async (roomId: string, id: string) => {
        report({ loaded: { what: 'member', id: roomId } })
        const name = this.#contacts.get(id)?.name ?? id
        return { id, name, avatar: '', roomAlias: this.#rooms.get(roomId)?.aliases[id] ?? '' }
      },
      messageFile: async (id: string) => {
        const { name, base64 } = found(this.#files.get(id), id)
        return FileBox.fromBase64(base64, name)
      },
      messageSendFile: async (to: string, file: FileBoxInterface) => {
        report({ sentFile: { to, name: file.name, base64: await file.toBase64() } })
        return randomUUID()
      },
      messageSendText: (to: string, text: string) => this.#send(to, text),
      friendshipRawPayload: async (id: string) => found(this.#friendships.get(id), id),
      friendshipAccept: async (id: string) => report({ accepted: { id } }),
    }
  }
}

function found<T>(value: T | undefined, id: string): T {
  if (value === undefined) throw new Error(`no payload ${id}`)
  return value
}

PUPPET.log.level('silent')
const [port, token] = process.argv.slice(2)
const gateway = new Gateway()
gateway.puppet.on('error', () => {})
const server = new PuppetServer({ endpoint: `127.0.0.1:${port}`, puppet: gateway.puppet, token: token as string })
process.on('unhandledRejection', (error) => report({ fault: String(error) }))
await gateway.puppet.start()
await server.start()
const commands = createInterface({ input: process.stdin })
commands.on('line', (line) => {
  const command = JSON.parse(line) as Command
  gateway.run(command)
  report({ done: command.do })
})
// Whoever started the gateway is gone: nobody would ever stop it.
commands.on('close', () => process.exit(0))
report({ ready: true })
