import { onTestFinished } from 'vitest'
import type { Channel, ChannelSink } from '../../../src/channel/port.ts'
import { newBinding } from '../../../src/channel/puppets/ilink/binding-state.ts'
import { type Notice, PuppetIlink } from '../../../src/channel/puppets/ilink/puppet.ts'
import { qrPicture } from '../../../src/channel/qr-picture.ts'
import { createWechatyChannel } from '../../../src/channel/wechaty.ts'
import { operatorAsks } from '../../../src/conversation/operator-words.ts'
import { operatorDesk } from '../../../src/house/operator-desk.ts'
import type { Store } from '../../../src/store/port.ts'
import { HouseAtWork } from '../../house/house-at-work.ts'
import { type FakeWorld, fakeWorld } from './fake-world.ts'
import { OpenStore } from './puppet-at-work.ts'

const MINUTE = 60_000
/** Longer than a turn's replies take with the pause between them, ms. */
const TURN_MS = 8_000

/** The whole bot on iLink: real conversation, store and channel; the server and the clock are the test's. */
export class BotAtWork {
  readonly world: FakeWorld
  readonly at: HouseAtWork
  readonly channel: Channel
  readonly puppet: PuppetIlink
  readonly notices: Notice[] = []
  readonly logins = new OpenStore()

  private constructor(world: FakeWorld, at: HouseAtWork) {
    this.world = world
    this.at = at
    const { clock, hosts } = world
    this.puppet = new PuppetIlink({
      now: clock.now,
      clock,
      hosts,
      store: this.logins,
      acknowledge: 'readMark',
      onNotice: (notice) => void this.notices.push(notice),
    })
    this.channel = createWechatyChannel({
      puppet: { instance: this.puppet },
      friends: { accept: 'all' },
      log: at.log,
      now: clock.now,
      onQrcode: () => {},
      readMark: true,
    })
  }

  /** Opens it with these users bound already; without any it waits for a scan. */
  static open(...users: readonly string[]): Promise<BotAtWork> {
    return BotAtWork.#open(users, (_bot, house) => house)
  }

  /** The same, and the first of them is the operator. */
  static openWithOperator(...users: readonly [string, ...string[]]): Promise<BotAtWork> {
    return BotAtWork.#open(users, ({ at, channel, puppet }, house) => {
      const { operator, knowledge } = at.library
      return operatorDesk(house, {
        channel,
        isOperator: ({ contactId }) => contactId === users[0],
        asks: (text) => operatorAsks(text, operator, knowledge.phrases),
        invite: (show, signal) => puppet.invite(show, signal),
        draw: qrPicture,
        render: (say) => at.words(...say),
        log: at.log,
      })
    })
  }

  static async #open(
    users: readonly string[],
    around: (bot: BotAtWork, house: ChannelSink) => ChannelSink,
  ): Promise<BotAtWork> {
    const world = await fakeWorld()
    world.fake.holdMs = 110_000
    const at = await HouseAtWork.open()
    const bot = new BotAtWork(world, at)
    for (const user of users) {
      const { bot_token: token, ilink_bot_id: botId, baseurl: base } = world.fake.bind(user)
      await bot.logins.save(newBinding({ userId: user, botId, token, base }, undefined))
    }
    let working = 0
    const store = new Proxy(at.store, {
      get(target, name: keyof Store) {
        const member = target[name]
        if (typeof member !== 'function') return member
        return async (...args: unknown[]) => {
          working++
          try {
            return await (member as (...args: unknown[]) => unknown).apply(target, args)
          } finally {
            working--
          }
        }
      },
    })
    world.idle = async () => {
      while (working > 0) await new Promise((resolve) => setImmediate(resolve))
    }
    at.rebuild({ channel: bot.channel, store, now: world.clock.now })
    onTestFinished(() => bot.channel.stop())
    await bot.channel.start(around(bot, at.house))
    await world.until(() => (users.length > 0 ? bot.puppet.isLoggedIn || undefined : world.fake.qr.codes.at(-1)))
    return bot
  }

  textsTo(user: string): string[] {
    return this.world.fake.delivered.filter(({ to }) => to === user).map(({ text = '' }) => text)
  }

  /** Somebody writes; resolves with what they got for it, as one text. */
  async says(user: string, text: string): Promise<string> {
    const before = this.textsTo(user).length
    this.world.fake.say(user, text)
    await this.world.pass(TURN_MS)
    return this.textsTo(user).slice(before).join('\n\n')
  }

  /** Lets time pass, and the bot look every few minutes what is due. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 5 * MINUTE) {
      void this.at.house.tick()
      await this.world.pass(Math.min(5 * MINUTE, ms - passed))
    }
  }

  async scans(user: string): Promise<void> {
    const { fake } = this.world
    fake.qr.scan(user)
    await this.world.pass(2_000)
    fake.qr.confirm(user)
    await this.world.until(() => this.puppet.isLoggedIn || undefined)
    await this.world.pass(1_000)
  }
}
