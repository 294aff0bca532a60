import { describe, expect, test } from 'vitest'
import { checkPuppetEnv, choosePuppet } from '../../src/channel/puppet-env.ts'

const TOKEN = 'WECHATY_PUPPET_SERVICE_TOKEN'
const ENDPOINT = 'WECHATY_PUPPET_SERVICE_ENDPOINT'
const GOOD = { [TOKEN]: 'insecure_s3cret', [ENDPOINT]: '127.0.0.1:8788' }
const everything = () => true

describe('the puppet', () => {
  test.each([
    ['nothing set: none', {}, null],
    ['empty variables: none', { WECHATY_PUPPET: '', [TOKEN]: ' ' }, null],
    ['a token: the service', { [TOKEN]: 'a_b' }, 'wechaty-puppet-service'],
    ['an endpoint: the service', { [ENDPOINT]: 'h:1' }, 'wechaty-puppet-service'],
    ['iLink, which is part of the bot', { WECHATY_PUPPET: 'ilink' }, 'wechaty-puppet-ilink'],
    ['a name: that one', { ...GOOD, WECHATY_PUPPET: 'wechaty-puppet-xp' }, 'wechaty-puppet-xp'],
  ])('%s', (_, env, name) => {
    expect(choosePuppet(env)?.name ?? null).toBe(name)
  })

  test('gets the settings of the service explicitly', () => {
    const env = {
      ...GOOD,
      WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
      WECHATY_PUPPET_SERVICE_TLS_CA_CERT: '-----BEGIN CERTIFICATE-----\\nMII',
      WECHATY_PUPPET_SERVICE_TLS_SERVER_NAME: 'gateway',
    }
    expect(choosePuppet(env)?.options).toEqual({
      token: 'insecure_s3cret',
      endpoint: '127.0.0.1:8788',
      tls: { disable: true, caCert: '-----BEGIN CERTIFICATE-----\nMII', serverName: 'gateway' },
    })
  })
})

describe('faults', () => {
  test.each([
    ['nothing set', {}],
    ['a complete service', GOOD],
    ['iLink behind a gateway', { ...GOOD, GATEWAY_PUPPET: 'ilink' }],
    ['a host name', { ...GOOD, [ENDPOINT]: 'gateway.example.com:443' }],
    ['IPv6', { ...GOOD, [ENDPOINT]: '[::1]:8788' }],
    [
      'a bare token with a server name',
      { ...GOOD, [TOKEN]: 'bare', WECHATY_PUPPET_SERVICE_TLS_SERVER_NAME: 'gateway' },
    ],
    ['iLink, which needs nothing', { WECHATY_PUPPET: 'ilink' }],
    ['another puppet, which has its own variables', { WECHATY_PUPPET: '@juzibot/wechaty-puppet-donut' }],
  ])('none with %s', (_, env) => {
    expect(checkPuppetEnv(env, everything)).toEqual([])
  })

  test.each([
    ['a token without an endpoint', { [TOKEN]: 'insecure_s3cret' }, ENDPOINT],
    ['an endpoint without a token', { [ENDPOINT]: '127.0.0.1:8788' }, TOKEN],
    ['a bare UUID for a token', { ...GOOD, [TOKEN]: 's3cret-0000-4000' }, TOKEN],
    ['a token with a space', { ...GOOD, [TOKEN]: 'insecure_s3 cret' }, TOKEN],
    ['an endpoint without a port', { ...GOOD, [ENDPOINT]: '127.0.0.1' }, `${ENDPOINT}=127.0.0.1`],
    ['an endpoint that is a URL', { ...GOOD, [ENDPOINT]: 'http://127.0.0.1:8788' }, `${ENDPOINT}=http`],
    ['an impossible port', { ...GOOD, [ENDPOINT]: '127.0.0.1:88888' }, ':88888'],
    ['yes for true', { ...GOOD, WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'yes' }, 'INSECURE_CLIENT=yes'],
    ['a path for a certificate', { ...GOOD, WECHATY_PUPPET_SERVICE_TLS_CA_CERT: '/etc/ca.pem' }, 'TLS_CA_CERT'],
    ['a puppet behind the gateway that nobody knows', { ...GOOD, GATEWAY_PUPPET: 'iLinks' }, 'GATEWAY_PUPPET=iLinks'],
    ['a path for a puppet', { WECHATY_PUPPET: '../evil' }, 'WECHATY_PUPPET=../evil'],
  ])('one line for %s, and never the token', (_, env, names) => {
    const faults = checkPuppetEnv(env, everything)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(names)
    expect(faults[0]).not.toContain('s3')
  })

  test('all at once', () => {
    expect(
      checkPuppetEnv({ [TOKEN]: 'bare', WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: '1' }, everything),
    ).toHaveLength(3)
  })

  test('a puppet that is not installed, with the command that installs it', () => {
    expect(checkPuppetEnv({ WECHATY_PUPPET: 'wechaty-puppet-nowhere' })[0]).toContain(
      'npm install wechaty-puppet-nowhere',
    )
    expect(checkPuppetEnv({ ...GOOD, WECHATY_PUPPET: 'wechaty-puppet-service' })).toEqual([])
  })
})
