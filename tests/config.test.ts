import { describe, expect, it } from 'vitest'
import { type Environment, readConfig } from '../src/config.ts'
import { ConfigError } from '../src/errors.ts'

const LOCAL = { isPublic: false, faults: [] }
const PUBLIC = { isPublic: true, faults: [] }
const OPERATOR: Environment = { OPERATOR_NAME: '守密小组', OPERATOR_CONTACT: 'shoumi@example.com' }

/** The lines of the faults, without the headline. */
function faults(env: Environment, channel: { isPublic: boolean; faults: readonly string[] } = LOCAL): string[] {
  try {
    readConfig(env, channel)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    const [headline = '', ...lines] = (error as ConfigError).message.split('\n')
    expect(headline).toContain(` ${lines.length} `)
    return lines.map((line) => line.trim())
  }
  return []
}

describe('readConfig', () => {
  it('needs nothing where nobody else comes in', () => {
    expect(readConfig({}, LOCAL)).toEqual({
      operator: null,
      stateDir: 'var',
      database: null,
      sealingKey: undefined,
      sealingKeyFile: undefined,
      timeZone: 'Asia/Shanghai',
      logLevel: 'info',
      wechatyLogLevel: 'silent',
      friends: { accept: 'all' },
      botNames: [],
      sendTimeoutMs: 20_000,
      pacing: null,
      burstMs: null,
      contracts: { pauseMs: 8_000, fileMegabytes: 10, characters: 60_000, timeoutMs: 15_000, memoryMb: 256 },
      evidenceMegabytes: 100,
      retentionDays: null,
      ilinkOperator: null,
      httpPort: null,
    })
  })

  it('takes what is set', () => {
    const env = {
      ...OPERATOR,
      STATE_DIR: ' /srv/shoumi ',
      CONTRACT_PAUSE_SECONDS: '3',
      CONTRACT_MAX_CHARACTERS: '20000',
      EVIDENCE_MAX_MB: '300',
      HTTP_PORT: '9464',
      ILINK_OPERATOR: ' 3FA9c1d2e4b5',
      FILE_MAX_MB: '5',
      FILE_TIMEOUT_SECONDS: '10',
      FILE_MEMORY_MB: '128',
      DATABASE_URL: ' postgres://shoumi@db/shoumi',
      DATABASE_ACCOUNT: 'bot-1 ',
      SHOUMI_KEY_FILE: ' /run/key',
      TIME_ZONE: 'Asia/Urumqi',
      LOG_LEVEL: 'debug',
      WECHATY_LOG: 'warn',
      FRIEND_ACCEPT: 'keyword',
      FRIEND_KEYWORD: '守密',
      BOT_NAMES: '守密, 小密、 阿密，,',
      SEND_TIMEOUT_SECONDS: '2.5',
      PACING: 'off',
      BURST_MS: '0',
      RETENTION_DAYS: '365',
    }
    expect(readConfig(env, PUBLIC)).toEqual({
      operator: { name: '守密小组', contact: 'shoumi@example.com' },
      stateDir: '/srv/shoumi',
      database: { url: 'postgres://shoumi@db/shoumi', account: 'bot-1' },
      sealingKey: undefined,
      sealingKeyFile: '/run/key',
      timeZone: 'Asia/Urumqi',
      logLevel: 'debug',
      wechatyLogLevel: 'warn',
      friends: { accept: 'keyword', keyword: '守密' },
      botNames: ['守密', '小密', '阿密'],
      sendTimeoutMs: 2_500,
      pacing: 'off',
      burstMs: 0,
      contracts: { pauseMs: 3_000, fileMegabytes: 5, characters: 20_000, timeoutMs: 10_000, memoryMb: 128 },
      evidenceMegabytes: 300,
      retentionDays: 365,
      ilinkOperator: '3fa9c1d2e4b5',
      httpPort: 9464,
    })
  })

  it('takes a pace or none', () => {
    expect(readConfig({ PACING: '20' }, LOCAL).pacing).toBe(20)
    for (const PACING of ['4', '601', 'fast', '1.5']) {
      expect(faults({ PACING })).toEqual([expect.stringContaining(`PACING=${PACING}`)])
    }
  })

  it('takes one key, wherever it is', () => {
    expect(readConfig({ SHOUMI_KEY: 'k'.repeat(44) }, LOCAL).sealingKey).toBe('k'.repeat(44))
    expect(faults({ SHOUMI_KEY: 'k', SHOUMI_KEY_FILE: '/run/key' })).toEqual([
      expect.stringContaining('SHOUMI_KEY_FILE'),
    ])
  })

  it('wants a key of its own for a database that other machines use, too', () => {
    const DATABASE_URL = 'postgres://db/shoumi'
    expect(faults({ DATABASE_URL })).toEqual([expect.stringMatching(/^SHOUMI_KEY:.*SHOUMI_KEY_FILE/)])
    expect(readConfig({ DATABASE_URL, SHOUMI_KEY: 'k' }, LOCAL).database).toEqual({
      url: DATABASE_URL,
      account: 'default',
    })
    expect(faults({ DATABASE_URL, SHOUMI_KEY: 'k', DATABASE_ACCOUNT: 'bot 1' })).toEqual([
      expect.stringMatching(/^DATABASE_ACCOUNT=bot 1:.*bot-1/),
    ])
  })

  it('takes an empty variable as one that is not set', () => {
    const names = [
      ...['OPERATOR_NAME', 'OPERATOR_CONTACT', 'STATE_DIR', 'SHOUMI_KEY', 'TIME_ZONE', 'LOG_LEVEL', 'WECHATY_LOG'],
      ...['FRIEND_ACCEPT', 'FRIEND_KEYWORD', 'BOT_NAMES', 'SEND_TIMEOUT_SECONDS', 'RETENTION_DAYS'],
    ]
    for (const nothing of ['', ' ', '\t']) {
      const env = Object.fromEntries(names.map((name) => [name, nothing]))
      expect(readConfig(env, LOCAL)).toEqual(readConfig({}, LOCAL))
      expect(faults(env, PUBLIC)).toHaveLength(2)
    }
  })

  it('wants to know who runs a bot that strangers can reach', () => {
    expect(faults({}, PUBLIC)).toEqual([
      expect.stringMatching(/^OPERATOR_NAME:.*请填/),
      expect.stringMatching(/^OPERATOR_CONTACT:.*请填/),
    ])
    expect(faults({ OPERATOR_NAME: '守密小组' }, PUBLIC)).toEqual([expect.stringMatching(/^OPERATOR_CONTACT:/)])
    expect(faults(OPERATOR, PUBLIC)).toEqual([])
  })

  it('wants the keyword that friends are accepted by', () => {
    expect(faults({ FRIEND_ACCEPT: 'keyword' })).toEqual([
      expect.stringMatching(/^FRIEND_KEYWORD:.*FRIEND_ACCEPT.*请填/),
    ])
    expect(faults({ FRIEND_ACCEPT: 'none' })).toEqual([])
  })

  it.each([
    ['TIME_ZONE', 'Mars/Olympus', /请写成 Asia\/Shanghai/],
    ['ILINK_OPERATOR', 'o9Anna@im.wechat', /12 位/],
    ['ILINK_OPERATOR', '3fa9c1d2e4b', /12 位/],
    ['RETENTION_DAYS', '7', /30 到 3650/],
    ['RETENTION_DAYS', '一年', /请写天数/],
    ['LOG_LEVEL', 'loud', /请写 debug、info/],
    ['WECHATY_LOG', 'verbose', /聊天内容.*请写 silent、error/],
    ['FRIEND_ACCEPT', 'ALL', /请写 all、keyword、none/],
    ['SEND_TIMEOUT_SECONDS', 'soon', /请写秒数/],
    ['SEND_TIMEOUT_SECONDS', '0', /1 到 300/],
    ['SEND_TIMEOUT_SECONDS', '301', /1 到 300/],
    ['SEND_TIMEOUT_SECONDS', '-5', /1 到 300/],
    ['SEND_TIMEOUT_SECONDS', 'Infinity', /请写/],
  ])('names the variable, its value and the fix: %s=%s', (variable, value, fix) => {
    const lines = faults({ [variable]: value })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(new RegExp(`^${variable}=${value}:`))
    expect(lines[0]).toMatch(fix)
  })

  it('tells all faults at once, also those of several settings together and of the channel', () => {
    const env = { TIME_ZONE: 'Mars/Olympus', LOG_LEVEL: 'loud', FRIEND_ACCEPT: 'keyword', SEND_TIMEOUT_SECONDS: 'soon' }
    const variables = faults(env, { isPublic: true, faults: ['WECHATY_PUPPET_SERVICE_ENDPOINT:没有填。'] }).map(
      (line) => line.split(/[=:]/)[0],
    )
    expect(variables.sort()).toEqual([
      'FRIEND_KEYWORD',
      'LOG_LEVEL',
      'OPERATOR_CONTACT',
      'OPERATOR_NAME',
      'SEND_TIMEOUT_SECONDS',
      'TIME_ZONE',
      'WECHATY_PUPPET_SERVICE_ENDPOINT',
    ])
  })

  it('never shows a secret', () => {
    const secrets = {
      SHOUMI_KEY: 'canary-key',
      WECHATY_PUPPET_SERVICE_TOKEN: 'canary-token',
      FRIEND_KEYWORD: 'canary-keyword',
      DATABASE_URL: 'mysql://shoumi:canary-password@db/shoumi',
    }
    const lines = faults({ ...secrets, LOG_LEVEL: 'loud', TIME_ZONE: 'x' }, PUBLIC)
    expect(lines).toHaveLength(5)
    expect(lines.join('\n')).not.toContain('canary')
  })

  it('leaves the environment alone', () => {
    const env = Object.freeze({ BOT_NAMES: '守密' })
    expect(readConfig(env, LOCAL).botNames).toEqual(['守密'])
  })
})
