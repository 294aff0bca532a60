/**
 * Preloaded into a process of the bot: the puppet for official accounts is found in `OA_INSTALLED`, what it would send to
 * api.weixin.qq.com goes to `OA_SERVER` on this machine, and nothing else goes anywhere.
 */
import http from 'node:http'
import https from 'node:https'
import { createRequire, register, syncBuiltinESMExports } from 'node:module'
import { pathToFileURL } from 'node:url'

const { OA_INSTALLED, OA_SERVER } = globalThis.process.env
const NAME = 'wechaty-puppet-official-account'
const installed = createRequire(pathToFileURL(`${OA_INSTALLED}/`))
const entry = pathToFileURL(installed.resolve(NAME).replace('/cjs/', '/esm/')).href
const hooks = `export async function resolve(name, context, next) {
  return name === ${JSON.stringify(NAME)} ? { url: ${JSON.stringify(entry)}, shortCircuit: true } : next(name, context)
}`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)

const { port } = new URL(OA_SERVER)
https.request = ({ host, hostname, path, method, headers }, done) => {
  const to = hostname ?? host
  if (to !== 'api.weixin.qq.com') throw new Error(`no call to ${to}`)
  return http.request({ host: '127.0.0.1', port, path, method, headers }, done)
}
syncBuiltinESMExports()
