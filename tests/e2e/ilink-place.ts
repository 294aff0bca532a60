import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { FakeIlink } from '../channel/ilink/fake-ilink.ts'

const PRELOAD = pathToFileURL(fileURLToPath(new URL('./loopback-fetch.mjs', import.meta.url))).href

/** A fake server with the clock on the wall, for bots in processes of their own. */
export async function startFakeIlink(): Promise<FakeIlink> {
  const fake = await FakeIlink.start({
    now: Date.now,
    wait: (ms, signal) => sleep(ms, undefined, { ref: false, ...(signal && { signal }) }).catch(() => {}),
  })
  fake.publicBase = 'https://ilinkai.weixin.qq.com'
  return fake
}

/** What a bot is started with to talk with it. */
export const ilinkEnv = (fake: FakeIlink): Record<string, string> => ({
  FAKE_ILINK: fake.base,
  NODE_OPTIONS: `--import ${PRELOAD}`,
  WECHATY_PUPPET: 'ilink',
  OPERATOR_NAME: '守密小组',
  OPERATOR_CONTACT: 'shoumi@example.com',
  BURST_MS: '0',
})
