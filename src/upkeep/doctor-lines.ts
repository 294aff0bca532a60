import { get } from 'node:http'
import { connect } from 'node:net'
import { ILINK, isInstalled, notInstalled, type PuppetChoice } from '../channel/puppet-env.ts'
import { bad, type Finding, good, note } from './finding.ts'

const CONNECT_MS = 3_000

/** Is the puppet there, and does its gateway take calls? Nobody is logged in or out by that. */
export async function checkPuppet(choice: PuppetChoice | null): Promise<readonly Finding[]> {
  if (choice === null) return [note('微信：没有设置，只能在终端里聊。要接微信，看 README「接微信」。')]
  if (choice.name === 'terminal') return [note('微信：WECHATY_PUPPET=terminal，只在终端里聊。')]
  if (choice.name === ILINK) return [good('微信：用腾讯的 iLink，不用装别的。')]
  if (!isInstalled(choice.name)) return [bad(`微信：${notInstalled(choice.name)}`)]
  const { endpoint } = choice.options
  const address = /^(?:dns:\/+)?\[?(.+?)\]?:(\d+)$/.exec(typeof endpoint === 'string' ? endpoint : '')
  if (address === null) return [good(`微信：用 ${choice.name}。`)]
  const [, host = '', port = ''] = address
  if (await answers(host, Number(port))) return [good(`微信：用 ${choice.name}，网关 ${host}:${port} 接得通。`)]
  return [bad(`微信：网关 ${host}:${port} 接不通。看看网关开了没有、地址和端口对不对、防火墙放不放行。`)]
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_MS })
    const settle = (isThere: boolean): void => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => settle(true))
    socket.once('timeout', () => settle(false))
    socket.once('error', () => settle(false))
  })
}

/** What the running bot says of itself. */
export async function checkHttp(port: number): Promise<Finding> {
  const body = await readyz(port)
  if (body === undefined) return bad(`状态：HTTP_PORT=${port} 没有应。机器人启动时设了它吗？改了要重启。`)
  const { loggedIn, storeWritable } = body
  if (storeWritable !== true) return bad('状态：机器人写不进数据。看看磁盘和权限。')
  if (loggedIn !== true) return bad('状态：机器人在运行，可微信没登录。看它的终端里有没有二维码，或者网关开了没有。')
  return good('状态：机器人在运行，登录着，写得进。')
}

function readyz(port: number): Promise<Record<string, unknown> | undefined> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/readyz', timeout: CONNECT_MS }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => {
        text += piece
      })
      response.on('end', () => resolve(parsed(text)))
    })
    request.once('timeout', () => request.destroy())
    request.once('error', () => resolve(undefined))
  })
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
