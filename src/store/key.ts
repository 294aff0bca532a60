import { randomBytes } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../errors.ts'
import { ioError } from './io-error.ts'
import { databaseFolder } from './level-database.ts'
import { isThere, makePrivateFolder, syncFolder, takeRightsOfOthers } from './private-folder.ts'

const KEY_BYTES = 32

/** The master key, and what the operator has to be told about it. */
export interface LoadedKey {
  readonly key: Buffer
  /** The file in STATE_DIR that it is in, beside what it opens; null when the operator keeps it elsewhere. */
  readonly file: string | null
  /** It was made just now: without a backup of `file` the data is lost when the file is. */
  readonly created: boolean
  /** Others could read the file until now. */
  readonly tightened: boolean
}

/** Where the master key is looked for: the value of SHOUMI_KEY, the file that SHOUMI_KEY_FILE names, then STATE_DIR. */
export interface KeySource {
  readonly fromEnv: string | undefined
  /** A secret that a service manager hands over as a file: its rights are not ours to change. */
  readonly fromFile?: string | undefined
  readonly dir: string
}

/**
 * The master key: SHOUMI_KEY (64 hex digits, or 32 bytes in base64), else the file that SHOUMI_KEY_FILE names, else the
 * file `key` in STATE_DIR, else a new one written there with mode 0600.
 *
 * A new one is never made beside data that already exists, because nothing would open with it. Throws ConfigError for
 * a key that cannot be one (the value is not quoted), and STORE_IO if the file cannot be read or written.
 */
export async function loadKey(source: KeySource): Promise<LoadedKey> {
  const found = await findKey(source)
  if (found) return found
  const file = join(source.dir, 'key')
  return { key: await createKeyFile(file), file, created: true, tightened: false }
}

/** The same, but undefined where a new one would be made. Throws ConfigError if there is data without its key. */
export async function findKey(source: KeySource): Promise<LoadedKey | undefined> {
  const fromEnv = source.fromEnv?.trim()
  if (fromEnv) return { key: keyFromEnv('SHOUMI_KEY', fromEnv), file: null, created: false, tightened: false }
  if (source.fromFile !== undefined) {
    const key = await keyInFile(source.fromFile)
    if (key) return { key, file: null, created: false, tightened: false }
    throw new ConfigError(`SHOUMI_KEY_FILE=${source.fromFile}：没有这个文件。请检查路径，或者先把钥匙放进去。`)
  }

  await makePrivateFolder(source.dir)
  const file = join(source.dir, 'key')
  const key = await keyInFile(file)
  if (key) return { key, file, created: false, tightened: await tighten(file) }
  if (await isThere(databaseFolder(source.dir))) {
    throw new ConfigError(
      `${source.dir} 里有数据，密钥却不见了：没有设 SHOUMI_KEY，也没有文件 ${file}。请把原来的密钥放回去。`,
    )
  }
  return undefined
}

/** The key in a file, or undefined if there is no such file. Throws ConfigError if it holds something else. */
export async function keyInFile(file: string): Promise<Buffer | undefined> {
  const text = await readIfThere(file)
  if (text === undefined) return undefined
  const key = parseKey(text.trim())
  if (key) return key
  throw new ConfigError(`密钥文件 ${file} 的内容不对，要 64 个十六进制字符。请从备份恢复；从没用过的话，删掉它再启动。`)
}

/** A new key, in a new file that nobody else can read. */
export async function createKeyFile(file: string): Promise<Buffer> {
  const key = randomBytes(KEY_BYTES)
  await writeKeyFile(file, `${key.toString('hex')}\n`)
  return key
}

/** The key that a variable holds. Throws ConfigError, without the value. */
export function keyFromEnv(variable: string, text: string): Buffer {
  const key = parseKey(text.trim())
  if (key) return key
  throw new ConfigError(
    `${variable} 不对：要 64 个十六进制字符，或 32 字节的 base64；现在有 ${text.length} 个字符。` +
      '用 openssl rand -hex 32 生成一个。',
  )
}

function parseKey(text: string): Buffer | undefined {
  if (/^[\da-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64')
  return undefined
}

/**
 * Whole or not at all: half a key would keep the bot from starting. Never in the place of one that is there, or what it
 * seals is lost.
 */
async function writeKeyFile(file: string, text: string): Promise<void> {
  const part = `${file}.${process.pid}.part`
  try {
    try {
      const handle = await open(part, 'w', 0o600)
      try {
        await handle.writeFile(text)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await link(part, file)
    } finally {
      await rm(part, { force: true })
    }
    await syncFolder(join(file, '..'))
  } catch (cause) {
    throw ioError(`写密钥文件 ${file} `, cause)
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw ioError(`读密钥文件 ${file} `, cause)
  }
}

async function tighten(file: string): Promise<boolean> {
  try {
    return await takeRightsOfOthers(file)
  } catch (cause) {
    throw ioError(`收紧密钥文件 ${file} 的权限`, cause)
  }
}
