import { GatewayDriver } from '../channel/gateway-driver.ts'
import type { BotProcess } from './bot-process.ts'
import { Person } from './person.ts'
import { Place } from './place.ts'

/** The account that the bot runs on, as the gateway calls it; its name is 守密. */
export const BOT = 'the-bot'
export const OPERATOR = { name: '青禾工作室', contact: '微信 qinghe-test' }

/** As pino numbers its levels. */
const WARN = 40

/** A bot and a gateway, each in a process of its own, and the people who write to the bot by it. */
export class GatewayWorld {
  readonly gateway: GatewayDriver
  readonly place: Place
  #bot: BotProcess | undefined

  private constructor(gateway: GatewayDriver, place: Place) {
    this.gateway = gateway
    this.place = place
  }

  /** Nothing runs in it yet. */
  static async create(): Promise<GatewayWorld> {
    return new GatewayWorld(await GatewayDriver.create(), await Place.create())
  }

  get bot(): BotProcess {
    if (this.#bot === undefined) throw new Error('no bot was started')
    return this.#bot
  }

  /** Starts the bot with the settings that an operator would write. */
  startBot(env: Readonly<Record<string, string>> = {}): void {
    this.#bot = this.place.bot({
      WECHATY_PUPPET_SERVICE_ENDPOINT: this.gateway.endpoint,
      WECHATY_PUPPET_SERVICE_TOKEN: this.gateway.token,
      OPERATOR_NAME: OPERATOR.name,
      OPERATOR_CONTACT: OPERATOR.contact,
      SEND_TIMEOUT_SECONDS: '10',
      PACING: 'off',
      ...env,
    })
  }

  /** Resolves when the bot has warned of something, as it does when it finds no gateway at the start. */
  async warned(): Promise<void> {
    await this.bot.until('a warning', () => this.bot.log.some(({ level }) => level === WARN))
  }

  /** Resolves when the bot has come online for the `times`th time in this run. */
  async online(times = 1): Promise<void> {
    await this.bot.until(`online ${times}`, () => this.#timesOnline() >= times)
  }

  /** Runs `change`, and resolves when the bot is online once more than before. */
  async onlineAfter(change: () => Promise<void>): Promise<void> {
    const before = this.#timesOnline()
    await change()
    await this.online(before + 1)
  }

  person(name: string): Person {
    return new Person(name, this.gateway)
  }

  /**
   * Resolves when the bot has noted that what it sent before did arrive: it carries out things in order, and by the
   * time that somebody else is answered, it has. Without this, a kill finds sends whose outcome nobody knows, and the
   * bot says them once more.
   */
  async settled(): Promise<void> {
    await this.person('a-bystander').says('谢谢', 'thanks')
  }

  async dispose(): Promise<void> {
    await this.place.dispose()
    await this.gateway.dispose()
  }

  #timesOnline(): number {
    const statuses = this.bot.logged('channel').map(({ status }) => status)
    return statuses.filter((status, index) => status === 'online' && statuses[index - 1] !== 'online').length
  }
}
