import { createRequire } from 'node:module'
import { isKnown } from './capabilities.ts'

/** Variables as the process got them. Never read here: whoever calls hands them in. */
export type Env = Readonly<Record<string, string | undefined>>

/** The puppet that the settings ask for, and what it needs to start. */
export interface PuppetChoice {
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
}

const SERVICE = 'wechaty-puppet-service'
/** Part of the bot, so that nobody has to install it; it has a short name. */
export const ILINK = 'wechaty-puppet-ilink'
const PACKAGE_NAME = /^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/
const HOST_AND_PORT = /^(?:dns:\/{2,3})?(?:\[[0-9a-f:.]+\]|[a-z0-9][a-z0-9._-]*):(\d{1,5})$/i

/**
 * The puppet that the variables name, as every Wechaty user expects: `WECHATY_PUPPET`, or the puppet service when there
 * is a token or an endpoint; null when nothing points to WeChat.
 */
export function choosePuppet(env: Env): PuppetChoice | null {
  const service = serviceSettings(env)
  const name = value(env, 'WECHATY_PUPPET') ?? (service.token || service.endpoint ? SERVICE : undefined)
  if (name === undefined) return null
  if (name === 'ilink' || name === ILINK) return { name: ILINK, options: {} }
  if (name !== SERVICE) return { name, options: {} }
  const insecure = value(env, 'WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT')
  const caCert = value(env, 'WECHATY_PUPPET_SERVICE_TLS_CA_CERT')?.replaceAll('\\n', '\n')
  const serverName = value(env, 'WECHATY_PUPPET_SERVICE_TLS_SERVER_NAME')
  return {
    name,
    options: {
      token: service.token,
      endpoint: service.endpoint,
      tls: {
        ...(insecure === undefined ? {} : { disable: insecure === 'true' }),
        ...(caCert === undefined ? {} : { caCert }),
        ...(serverName === undefined ? {} : { serverName }),
      },
    },
  }
}

/** The puppet behind the gateway, which the operator alone knows; undefined: one with no limits that we know of. */
export function puppetBehind(env: Env): string | undefined {
  const name = value(env, 'GATEWAY_PUPPET')
  return name === 'ilink' ? ILINK : name
}

/**
 * What cannot work in the variables that Wechaty's packages read: one line a fault, with the variable, its value
 * (never a token's) and the fix. The packages themselves find these out late, and some of them kill the process.
 *
 * @param installed whether a package can be loaded
 */
export function checkPuppetEnv(env: Env, installed: (packageName: string) => boolean = isInstalled): string[] {
  const choice = choosePuppet(env)
  if (choice === null || choice.name === ILINK) return []
  if (!PACKAGE_NAME.test(choice.name)) {
    return [`WECHATY_PUPPET=${choice.name}:这不是 npm 包名。请填 wechaty-puppet-service 这样的名字。`]
  }
  if (!installed(choice.name)) return [notInstalled(choice.name)]
  return choice.name === SERVICE ? serviceFaults(env) : []
}

/** The line about a puppet that is not there. */
export function notInstalled(name: string): string {
  return `WECHATY_PUPPET=${name}:没有安装这个 puppet。请运行 npm install ${name},或检查名字有没有写错。`
}

/** True when `packageName` can be loaded from here. */
export function isInstalled(packageName: string): boolean {
  try {
    createRequire(import.meta.url).resolve(packageName)
    return true
  } catch (error) {
    // Any other fault, as of a package without a CommonJS entry, means that the package is there.
    return (error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND'
  }
}

function serviceFaults(env: Env): string[] {
  const { token, endpoint, endpointVariable } = serviceSettings(env)
  const serverName = value(env, 'WECHATY_PUPPET_SERVICE_TLS_SERVER_NAME')
  const insecure = value(env, 'WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT')
  const caCert = value(env, 'WECHATY_PUPPET_SERVICE_TLS_CA_CERT')
  const faults: string[] = []
  if (token === undefined) {
    faults.push('WECHATY_PUPPET_SERVICE_TOKEN:没有填。请填上网关的 token(和网关那边设的一样)。')
  } else if (!/^[\x21-\x7e]+$/.test(token)) {
    faults.push('WECHATY_PUPPET_SERVICE_TOKEN:里面有空格或非英文字符(值不显示)。请重新复制一遍 token。')
  } else if (serverName === undefined && token.lastIndexOf('_') <= 0) {
    faults.push(
      'WECHATY_PUPPET_SERVICE_TOKEN:少了前缀(值不显示)。加密连接要靠 token 里最后一个下划线前面的部分认网关:' +
        '自签证书的网关请两边都改成 insecure_ 开头,或者另设 WECHATY_PUPPET_SERVICE_TLS_SERVER_NAME。',
    )
  }
  if (endpoint === undefined) {
    faults.push(
      'WECHATY_PUPPET_SERVICE_ENDPOINT:没有填。只有 token 时要靠已经停用的在线查询找网关,会让程序退出。请填网关地址,如 127.0.0.1:8788。',
    )
  } else if (!isHostAndPort(endpoint)) {
    faults.push(`${endpointVariable}=${endpoint}:要写成 主机:端口,如 127.0.0.1:8788,前面不带 http://。`)
  }
  if (insecure !== undefined && insecure !== 'true' && insecure !== 'false') {
    faults.push(`WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT=${insecure}:只认 true 或 false(小写)。`)
  }
  const behind = puppetBehind(env)
  if (behind !== undefined && !isKnown(behind)) {
    faults.push(
      `GATEWAY_PUPPET=${behind}:不认识，不知道它有什么限度。网关后面是 iLink 就写 ilink，是公众号就写 wechaty-puppet-official-account，别的留空。`,
    )
  }
  if (caCert !== undefined && !caCert.includes('-----BEGIN CERTIFICATE-----')) {
    faults.push('WECHATY_PUPPET_SERVICE_TLS_CA_CERT:要填证书的内容(PEM),不是文件路径;换行写成 \\n。')
  }
  return faults
}

function isHostAndPort(endpoint: string): boolean {
  const port = Number(HOST_AND_PORT.exec(endpoint)?.[1] ?? 0)
  return port >= 1 && port <= 65_535
}

/** The package still reads the names that the puppet service had when it was called Hostie. */
function serviceSettings(env: Env): {
  token?: string | undefined
  endpoint?: string | undefined
  endpointVariable: string
} {
  const endpoint = value(env, 'WECHATY_PUPPET_SERVICE_ENDPOINT')
  return {
    token: value(env, 'WECHATY_PUPPET_SERVICE_TOKEN') ?? value(env, 'WECHATY_PUPPET_HOSTIE_TOKEN'),
    endpoint: endpoint ?? value(env, 'WECHATY_PUPPET_HOSTIE_ENDPOINT'),
    endpointVariable: endpoint === undefined ? 'WECHATY_PUPPET_HOSTIE_ENDPOINT' : 'WECHATY_PUPPET_SERVICE_ENDPOINT',
  }
}

/** An empty variable is one that is not set. */
function value(env: Env, name: string): string | undefined {
  const found = env[name]?.trim()
  return found === '' ? undefined : found
}
