/**
 * Preloaded into a process of the bot: what would go to Tencent goes to the fake server of `FAKE_ILINK`, and nothing else
 * goes anywhere. The bot itself has no such setting, so that nobody can be led to another server by one.
 */
const { fetch: real, process: own } = globalThis
const target = own.env.FAKE_ILINK
const HOSTS = { 'ilinkai.weixin.qq.com': '', 'novac2c.cdn.weixin.qq.com': '' }

globalThis.fetch = (input, init) => {
  const url = new URL(String(input))
  if (HOSTS[url.hostname] === undefined) return Promise.reject(new TypeError(`no call to ${url.hostname}`))
  return real(`${target}${url.pathname}${url.search}`, init)
}
