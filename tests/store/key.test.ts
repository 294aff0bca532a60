import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { loadKey } from '../../src/store/key.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { NOW } from './documents.ts'
import { temporaryFolder } from './temporary-folder.ts'

const HEX = '00112233445566778899aabbccddeeff'.repeat(2)
const BYTES = Buffer.from(HEX, 'hex')

describe('the master key', () => {
  it.each([HEX, HEX.toUpperCase(), `  ${HEX}\n`, BYTES.toString('base64'), BYTES.toString('base64url')])(
    'is SHOUMI_KEY when that is set: %j',
    async (fromEnv) => {
      const dir = join(await temporaryFolder(), 'state')
      expect(await loadKey({ fromEnv, dir })).toEqual({ key: BYTES, file: null, created: false, tightened: false })
      await expect(stat(dir)).rejects.toMatchObject({ code: 'ENOENT' })
    },
  )

  it.each([HEX.slice(1), `${HEX}0`, 'canary-secret', BYTES.subarray(1).toString('base64'), `${HEX.slice(1)}g`])(
    'refuses a SHOUMI_KEY that cannot be one, without quoting it: %j',
    async (fromEnv) => {
      const error = await loadKey({ fromEnv, dir: await temporaryFolder() }).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(ConfigError)
      const { message } = error as ConfigError
      expect(message).toContain('SHOUMI_KEY')
      expect(message).toContain('openssl rand -hex 32')
      expect(message).not.toContain(fromEnv)
    },
  )

  it('is in the file that the operator names, which is left as it is', async () => {
    const dir = await temporaryFolder()
    const fromFile = join(dir, 'secret')
    const source = { fromEnv: undefined, fromFile, dir: join(dir, 'state') }
    await expect(loadKey(source)).rejects.toThrow('SHOUMI_KEY_FILE')
    await writeFile(fromFile, `${HEX}\n`, { mode: 0o444 })
    expect(await loadKey(source)).toEqual({ key: BYTES, file: null, created: false, tightened: false })
    expect((await stat(fromFile)).mode & 0o777).toBe(0o444)
  })

  it.each([undefined, '', ' '])('is made once, for its owner alone, when SHOUMI_KEY is %j', async (fromEnv) => {
    const dir = join(await temporaryFolder(), 'state')
    const first = await loadKey({ fromEnv, dir })
    const file = join(dir, 'key')
    expect(first).toMatchObject({ file, created: true, tightened: false })
    expect(first.key).toHaveLength(32)
    expect(await readFile(file, 'utf8')).toBe(`${first.key.toString('hex')}\n`)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(dir)).mode & 0o777).toBe(0o700)
    expect(await loadKey({ fromEnv, dir })).toEqual({ ...first, created: false })
    expect((await loadKey({ fromEnv, dir: join(dir, 'other') })).key).not.toEqual(first.key)
  })

  it('takes the rights of others away from the file, and says so', async () => {
    const dir = await temporaryFolder()
    const { file } = await loadKey({ fromEnv: undefined, dir })
    if (file === null) throw new Error('no file')
    await chmod(file, 0o644)
    expect(await loadKey({ fromEnv: undefined, dir })).toMatchObject({ tightened: true })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await loadKey({ fromEnv: undefined, dir })).toMatchObject({ tightened: false })
  })

  it.each(['', 'canary-secret', HEX.slice(2)])('refuses a file that holds no key, and leaves it: %j', async (text) => {
    const dir = await temporaryFolder()
    await writeFile(join(dir, 'key'), text)
    const error = await loadKey({ fromEnv: undefined, dir }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    expect((error as ConfigError).message).toContain(join(dir, 'key'))
    if (text) expect((error as ConfigError).message).not.toContain(text)
    expect(await readFile(join(dir, 'key'), 'utf8')).toBe(text)
  })

  it('makes no new key beside data that needs the old one', async () => {
    const dir = await temporaryFolder()
    await (await openLevelStore({ dir, key: BYTES, now: NOW })).close()
    await expect(loadKey({ fromEnv: undefined, dir })).rejects.toBeInstanceOf(ConfigError)
    await expect(stat(join(dir, 'key'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('says STORE_IO when the key cannot be read', async () => {
    const dir = await temporaryFolder()
    await mkdir(join(dir, 'key'))
    await expect(loadKey({ fromEnv: undefined, dir })).rejects.toMatchObject({ code: 'STORE_IO' })
  })
})
