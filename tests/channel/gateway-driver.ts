import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Command, Report } from './gateway.ts'
import { Watchers } from './watchers.ts'

export type Sent = { to: string; text: string; id: string }
type MessageCommand = Extract<Command, { do: 'message' }>

/** Long, since a machine may be busy: a wait that is met ends at once. */
const WAIT_MS = 40_000

/**
 * Starts, kills and restarts a gateway process on one loopback port, and waits for what it reports.
 *
 * Contacts and rooms that were set up are set up again after a restart, as a real gateway would still know them.
 */
export class GatewayDriver {
  readonly port: number
  readonly token = 'insecure_11111111-2222-3333-4444-555555555555'
  readonly reports: Report[] = []
  readonly #home: string
  readonly #setup: Command[] = []
  readonly #watchers = new Watchers(WAIT_MS)
  #process: ChildProcess | undefined

  private constructor(port: number, home: string) {
    this.port = port
    this.#home = home
  }

  /** A gateway that is not running yet, on a port that is free. */
  static async create(): Promise<GatewayDriver> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    return new GatewayDriver(port, await mkdtemp(join(tmpdir(), 'shoumi-gateway-')))
  }

  static async started(): Promise<GatewayDriver> {
    const driver = await GatewayDriver.create()
    await driver.start()
    return driver
  }

  get running(): boolean {
    return this.#process !== undefined
  }

  get endpoint(): string {
    return `127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    const program = fileURLToPath(new URL('./gateway.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', program, String(this.port), this.token], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, HOME: this.#home, NODE_NO_WARNINGS: '1' },
    })
    this.#process = child
    const from = this.reports.length
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.reports.push(JSON.parse(line) as Report)
      this.#watchers.check()
    })
    const died = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the gateway ended with ${code}`)))
    died.catch(() => {})
    await Promise.race([this.report((it) => ('ready' in it ? it : undefined), from), died])
    for (const command of this.#setup) this.#write(command)
  }

  /** Sends a command, and resolves when it has been carried out. */
  async run(command: Command): Promise<void> {
    if (command.do === 'contact' || command.do === 'room') this.#setup.push(command)
    const from = this.reports.length
    this.#write(command)
    await this.report((it) => ('done' in it && it.done === command.do ? it : undefined), from)
  }

  /** Lets somebody write to the bot; resolves with the message's id. */
  async message(from: string, text: string, more: Partial<MessageCommand> = {}): Promise<string> {
    const id = more.id ?? randomUUID()
    await this.run({ do: 'message', from, text, at: Date.now(), ...more, id })
    return id
  }

  /** What the bot has sent so far. */
  get sent(): Sent[] {
    return this.reports.flatMap((it) => ('sent' in it ? [it.sent] : []))
  }

  /** The first thing sent that `matches`, now or later; `from` skips what was sent before. */
  sentTo(to: string, matches: (text: string) => boolean = () => true, from = 0): Promise<Sent> {
    return this.report((it) => ('sent' in it && it.sent.to === to && matches(it.sent.text) ? it.sent : undefined), from)
  }

  /** What has been loaded of a kind, by id. */
  loaded(what: 'message' | 'contact' | 'room' | 'member'): string[] {
    return this.reports.flatMap((it) => ('loaded' in it && it.loaded.what === what ? [it.loaded.id] : []))
  }

  /** The first thing that `pick` finds in a report from number `from` on, now or later. */
  async report<T>(pick: (report: Report) => T | undefined, from = 0): Promise<T> {
    return this.#until(() => {
      for (const it of this.reports.slice(from)) {
        const picked = pick(it)
        if (picked !== undefined) return picked
      }
      return undefined
    })
  }

  /** Resolves when `count` reports from number `from` on match. */
  async reported(matches: (report: Report) => boolean, count: number, from = 0): Promise<void> {
    await this.#until(() => (this.reports.slice(from).filter(matches).length >= count ? true : undefined))
  }

  /** Kills the process as a crash would. */
  async kill(): Promise<void> {
    const child = this.#process
    this.#process = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }

  async restart(): Promise<void> {
    await this.kill()
    await this.start()
  }

  /** Stops the process in its tracks: connections stay open and nothing is answered. */
  freeze(): void {
    this.#process?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#process?.kill('SIGCONT')
  }

  /** Kills it for good and removes its files. */
  async dispose(): Promise<void> {
    this.thaw()
    await this.kill()
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5 })
  }

  #write(command: Command): void {
    this.#process?.stdin?.write(`${JSON.stringify(command)}\n`)
  }

  #until<T>(pick: () => T | undefined): Promise<T> {
    return this.#watchers.until(pick, () => `last reports: ${JSON.stringify(this.reports.slice(-8))}`)
  }
}
