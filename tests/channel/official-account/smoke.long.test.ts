import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, symlink } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { BotProcess } from '../../e2e/bot-process.ts'
import { freePort } from '../../e2e/free-port.ts'
import { Place } from '../../e2e/place.ts'
import { wordsOf } from '../../e2e/words.ts'
import { folderOfOnesOwn } from '../../store/temporary-folder.ts'
import { Watchers } from '../watchers.ts'

const HERE = fileURLToPath(new URL('./installed', import.meta.url))
const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url))
const PRELOAD = pathToFileURL(fileURLToPath(new URL('./preload.mjs', import.meta.url))).href
const TOKEN = 'the-token'
const INSTALL_MS = 240_000

/**
 * The puppet, in a folder of its own: 300 packages, some of them long unmaintained, that the bot must not ship. Its
 * wechaty-puppet is ours, as after `npm install` in the project.
 */
async function installed(): Promise<string | undefined> {
  const folder = await folderOfOnesOwn()
  await cp(HERE, folder, { recursive: true })
  const args = ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--fetch-retries=1']
  const isThere = await new Promise<boolean>((resolve) => {
    execFile('npm', args, { cwd: folder, timeout: INSTALL_MS }, (error) => resolve(error === null))
  })
  if (!isThere) return undefined
  await symlink(join(MODULES, 'wechaty-puppet'), join(folder, 'node_modules', 'wechaty-puppet'))
  return folder
}

describe('the bot on an official account, by wechaty-puppet-official-account 1.10.14', () => {
  let place: Place
  let tencent: Server
  let bot: BotProcess
  let port: number
  let folder: string | undefined
  /** What the puppet asked Tencent for, and the texts that it sent, by reader. */
  const asked: string[] = []
  const watchers = new Watchers(60_000)
  const sent: { readonly to: string; readonly text: string }[] = []

  beforeAll(async () => {
    folder = await installed()
    if (folder === undefined) return
    tencent = createServer(async (request, response) => {
      const pieces: Uint8Array[] = []
      for await (const piece of request) pieces.push(piece)
      const url = new URL(request.url ?? '', 'http://x')
      asked.push(url.pathname)
      response.setHeader('content-type', 'application/json')
      if (url.pathname.endsWith('/message/custom/send')) {
        const { touser, text } = JSON.parse(Buffer.concat(pieces).toString()) as {
          touser: string
          text: { content: string }
        }
        sent.push({ to: touser, text: text.content })
        response.end('{"errcode":0}')
        watchers.check()
      } else if (url.pathname.endsWith('/user/info')) {
        response.end(JSON.stringify({ openid: url.searchParams.get('openid'), nickname: '', subscribe: 1 }))
      } else response.end('{"access_token":"t","expires_in":7200}')
    })
    await new Promise<void>((resolve) => tencent.listen(0, '127.0.0.1', resolve))
    place = await Place.create()
    port = await freePort()
    bot = place.bot({
      OA_INSTALLED: folder,
      OA_SERVER: `http://127.0.0.1:${(tencent.address() as AddressInfo).port}`,
      NODE_PATH: join(folder, 'node_modules'),
      NODE_OPTIONS: `--import ${PRELOAD}`,
      WECHATY_PUPPET: 'wechaty-puppet-official-account',
      WECHATY_PUPPET_OA_APP_ID: 'wx1',
      WECHATY_PUPPET_OA_APP_SECRET: 'secret',
      WECHATY_PUPPET_OA_TOKEN: TOKEN,
      WECHATY_PUPPET_OA_PORT: String(port),
      OPERATOR_NAME: '守密小组',
      OPERATOR_CONTACT: 'shoumi@example.com',
      BURST_MS: '0',
    })
    await bot.until('the login', () => bot.logged('channel').some(({ status }) => status === 'online'))
  }, INSTALL_MS + 120_000)

  beforeEach(({ skip }) => {
    skip(folder === undefined, 'the puppet could not be installed: is there a registry?')
  })

  afterAll(async () => {
    await place?.dispose()
    tencent?.close()
  })

  const post = (path: string, id: number, text: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: `<xml><ToUserName>gh</ToUserName><FromUserName>reader</FromUserName><CreateTime>${Math.floor(Date.now() / 1_000)}</CreateTime><MsgType>text</MsgType><Content>${text}</Content><MsgId>${id}</MsgId></xml>`,
    })
  const signed = (): string => {
    const [timestamp, nonce] = ['1', '2']
    const signature = createHash('sha1').update([timestamp, nonce, TOKEN].sort().join('')).digest('hex')
    return `/?signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`
  }
  const until = (isSo: () => boolean): Promise<true> =>
    watchers.until(
      () => (isSo() ? true : undefined),
      () => `${JSON.stringify(sent)}\n${bot.stderr}`,
    )
  const textTo = (page: string): Promise<true> =>
    until(() => sent.some(({ to, text }) => to === 'reader' && text.includes(wordsOf(page))))

  it('proves to Tencent who it is, logs in, welcomes a reader and goes through the beginning of a flow', async () => {
    expect(await (await fetch(`http://127.0.0.1:${port}${signed()}&echostr=hello`)).text()).toBe('hello')
    expect(await (await post(signed(), 1, '你好')).text()).toBe('success')
    await textTo('menu')
    expect(sent.map(({ text }) => text).join()).toContain('守密小组')
    await post(signed(), 2, '1')
    await textTo('scope/ask-client')
    await post(signed(), 9, '导出我的数据')
    await textTo('mine/no-files')
    expect(asked).toContain('/cgi-bin/token')
    expect(bot.stderr).not.toMatch(/你好|reader/)
  }, 120_000)

  it('takes whatever is posted to its port, signed or not: who reaches it can be anybody', async () => {
    const before = sent.length
    await post('/', 3, '灰鲸客户')
    await until(() => sent.length > before)
  }, 120_000)
})
