import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import { type Notice, PuppetIlink, sealedFolder } from './puppets/ilink/index.ts'
import { tagOf } from './tag.ts'

/** The same is not told again of the same person within this, ms. */
const AGAIN_MS = 600_000

/** What the operator is told, by what happened. It follows a tag, because a user id tells nobody anything. */
const NOTICES: Readonly<Record<Notice['kind'], string>> = {
  bound: '绑定好了。请对方先说一句话，机器人才能回。',
  ended: '登录失效了（ret=-14）。要重新扫码：这里没有新的二维码，就另开一个窗口运行 npm run ilink:invite。',
  refused: '发给他的消息被拒了（ret=-2）。对方再说话之前不再发，没发的到时合成一条。',
  dropped:
    '发给他的消息，腾讯收下了却没送到（ret=0，没有编号）。对方再说话之前不再发。一直这样，是那个微信号被限制了，重新扫码没用。',
  'not-saved': '登录没存进磁盘，重启后可能要重新扫码。看看磁盘满没满、STATE_DIR 能不能写。',
}

export interface IlinkDoor {
  /** Where logins are kept, and the key of 32 bytes that seals them. */
  readonly folder: string
  readonly key: Buffer
  readonly now: () => number
  /** Tells the operator something. */
  tell(text: string): void
  /** Where the operator types the number that a phone shows; absent: nobody is there. */
  readonly terminal?: { readonly input: Readable; readonly output: Writable } | undefined
  /** Messages count as taken when this house is done with them; a gateway's own bots never say when. */
  readonly acknowledge: 'announced' | 'readMark'
}

/** The iLink puppet as the bot's operator uses it: logins sealed on disk, and told what goes wrong. */
export function openIlink({ folder, key, now, tell, terminal, acknowledge }: IlinkDoor): PuppetIlink {
  const told = new Map<string, number>()
  const tellOnce = (key: string, text: string): void => {
    const last = told.get(key)
    if (last !== undefined && now() - last < AGAIN_MS) return
    told.set(key, now())
    tell(text)
  }
  return new PuppetIlink({
    now,
    acknowledge,
    store: sealedFolder(folder, key, (file) => {
      tell(
        `登录记录 ${file} 打不开，跳过了。那个人要重新扫码。钥匙是直接换掉、没用 npm run rotate-key 的，删掉它就行。`,
      )
    }),
    onNotice({ kind, userId }) {
      tellOnce(`${kind} ${userId}`, `微信用户 ${tagOf(userId)}：${NOTICES[kind]}`)
    },
    async verifyCode(signal) {
      if (terminal !== undefined) return askNumber(terminal, signal)
      tellOnce('verify', '手机要输入一个数字，这里没有键盘可打。请在终端里直接运行机器人，扫完再放回后台。')
      return undefined
    },
  })
}

async function askNumber(
  terminal: NonNullable<IlinkDoor['terminal']>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const lines = createInterface(terminal)
  try {
    return (await lines.question('手机上显示的数字：', { signal })).trim() || undefined
  } catch {
    return undefined
  } finally {
    lines.close()
  }
}
