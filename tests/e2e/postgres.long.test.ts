import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { POSTGRES_BIN, type PostgresServer, startPostgres } from '../store/postgres-server.ts'
import { BotProcess } from './bot-process.ts'
import { Place } from './place.ts'
import { wordsOf } from './words.ts'

const CLIENT = '金丝雀工作室'
const TAKEOVER_MS = 30_000

let server: PostgresServer
let place: Place

describe.skipIf(POSTGRES_BIN === undefined)(
  'bots on one PostgreSQL (skipped where there is none: set POSTGRES_BIN)',
  () => {
    beforeAll(async () => {
      server = await startPostgres()
    }, 120_000)
    afterAll(() => server?.remove())

    beforeEach(async () => {
      place = await Place.create()
    })
    afterEach(() => place.dispose())

    const settings = (account: string) => ({
      DATABASE_URL: server.url,
      DATABASE_ACCOUNT: account,
      SHOUMI_KEY: 'ab'.repeat(32),
      LOG_LEVEL: 'debug',
    })

    /** Begins the form about what is secret, and names the client. */
    async function begin(bot: BotProcess): Promise<void> {
      bot.type('1', CLIENT)
      await bot.prints(wordsOf('scope/ask-project'))
    }

    test('one that is killed is replaced within half a minute, and nothing is lost', { timeout: 180_000 }, async () => {
      const first = place.bot(settings('killed'))
      await begin(first)
      const second = place.bot(settings('killed'))
      await second.until('that it waits', () => second.told.includes('由另一个守密进程'))
      second.type('我在哪一步')
      expect(second.stdout).toBe('')
      await first.kill()
      const killedAt = performance.now()
      await second.prints(CLIENT)
      expect(performance.now() - killedAt).toBeLessThan(TAKEOVER_MS)
      second.type('第二个项目')
      await second.until('the next turn', () => second.logged('turn').length === 2)
      expect(await second.stop()).toBe(0)
      const third = place.bot(settings('killed'))
      third.type('我在哪一步')
      await third.prints('第二个项目')
    })

    test('several serve an account each, and know nothing of each other', { timeout: 180_000 }, async () => {
      const bots = ['one', 'two', 'three'].map((account) => place.bot(settings(account)))
      await Promise.all(bots.map((bot) => begin(bot)))
      const [one] = bots
      await one?.kill()
      await Promise.all(bots.slice(1).map((bot) => bot.stop()))
      const stranger = place.bot(settings('four'))
      expect(await stranger.typeAll(['我的档案'])).toBe(0)
      expect(stranger.stdout).not.toContain(CLIENT)
    })

    test('a database that goes away is waited for, and what was said meanwhile is answered', {
      timeout: 180_000,
    }, async () => {
      await server.stop('fast')
      let isUp = false
      try {
        const bot = place.bot(settings('away'))
        bot.type('1')
        await bot.until('that it waits', () => bot.told.includes(`连不上 127.0.0.1:${server.port}`))
        await server.start()
        isUp = true
        await bot.prints(wordsOf('scope/ask-client'))
        expect(bot.told).toContain('连上数据库了')
        await server.stop('fast')
        isUp = false
        bot.type(CLIENT)
        await bot.prints(wordsOf('error/recovering'))
        await server.start()
        isUp = true
        await bot.prints(wordsOf('scope/ask-project'))
        expect(await bot.stop()).toBe(0)
      } finally {
        if (!isUp) await server.start()
      }
    })

    test('nothing of what was said, and no password, stands in the database or the log', {
      timeout: 180_000,
    }, async () => {
      const bot = place.bot({ ...settings('canary'), DATABASE_URL: server.url.replace('shoumi@', 'shoumi:geheim@') })
      await begin(bot)
      await bot.stop()
      const client = new Client({ connectionString: server.url })
      await client.connect()
      const { rows } = await client.query("SELECT key, value FROM shoumi.entries WHERE account = 'canary'")
      await client.end()
      expect(rows.length).toBeGreaterThan(5)
      const bytes = Buffer.concat(rows.flatMap(({ key, value }) => [Buffer.from(key), value]))
      expect(bytes.includes(CLIENT)).toBe(false)
      for (const secret of [CLIENT, 'geheim']) expect(place.logs).not.toContain(secret)
    })

    test('what is in STATE_DIR moves to it and back by a command', { timeout: 240_000 }, async () => {
      const { DATABASE_URL: _, DATABASE_ACCOUNT: __, ...local } = settings('')
      const run = async (command: readonly string[], env: Record<string, string>): Promise<BotProcess> => {
        const bot = new BotProcess({ ...place.env, ...env }, place.workDir, command)
        await bot.exited
        return bot
      }
      const first = place.bot(local)
      await begin(first)
      await first.stop()
      const there = await run(['migrate-store', 'to-postgres'], settings('moved'))
      expect(there.stdout).toMatch(/搬好了：1 个人的记录/)
      const closed = place.bot(local)
      expect(await closed.exited).toBe(1)
      expect(closed.told).toContain('DATABASE_URL')
      const second = place.bot(settings('moved'))
      second.type('我在哪一步')
      await second.prints(CLIENT)
      const healthy = await run(['doctor'], settings('moved'))
      expect(healthy.stdout).toMatch(/账号 moved，1 个人的记录。\S+ \d+ 正在用/)
      const refused = await run(['migrate-store', 'to-leveldb'], settings('moved'))
      expect(await refused.exited).toBe(1)
      expect(refused.told).toContain('由另一个守密进程')
      second.type('第二个项目')
      await second.until('the next turn', () => second.logged('turn').length === 2)
      await second.stop()
      const back = await run(['migrate-store', 'to-leveldb'], settings('moved'))
      expect(back.stdout).toMatch(/搬好了：1 个人的记录/)
      const third = place.bot(local)
      third.type('我在哪一步')
      await third.prints('第二个项目')
      for (const command of ['repair', 'rotate-key', 'restore'])
        expect((await run([command, 'x'], settings('moved'))).told).toContain('DATABASE_URL')
    })
  },
)
