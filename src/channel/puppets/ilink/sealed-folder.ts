import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BindingState, BindingStore } from './binding-state.ts'

const FORMAT = 1
const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const SUFFIX = '.binding'
const PART = '.part'

/**
 * Keeps each binding in a file of its own, sealed with a key of 32 bytes (AES-256-GCM), mode 0600, in a folder that is
 * the owner's alone. Neither the names nor the contents tell who is bound.
 *
 * A file that does not open is left where it is, and `onDamaged` is told: its user has to scan again.
 */
export function sealedFolder(folder: string, key: Buffer, onDamaged: (file: string) => void): BindingStore {
  async function prepare(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
  }

  return {
    async load() {
      await prepare()
      const states: BindingState[] = []
      for (const name of await namesIn(folder)) {
        const state = await readOne(folder, name, key)
        if (state === undefined) onDamaged(join(folder, name))
        else states.push(state)
      }
      return states
    },
    async save(state) {
      await prepare()
      await write(folder, state, key)
    },
  }
}

/** The bindings of a folder, and how many files do not open with this key. Nothing is changed or made. */
export async function readFolder(
  folder: string,
  key: Buffer,
): Promise<{ readonly states: readonly BindingState[]; readonly unreadable: number }> {
  const names = await namesIn(folder)
  const read = await Promise.all(names.map((name) => readOne(folder, name, key)))
  const states = read.filter((state) => state !== undefined)
  return { states, unreadable: names.length - states.length }
}

/** What came of sealing a folder with another key. */
export interface Resealed {
  readonly resealed: number
  /** Files that neither key opens; they are left as they are. */
  readonly unreadable: number
}

/**
 * Seals every binding with another key. It can be cut short at any moment and run again: the old file goes only when the
 * new one is on the disk. Nobody may be using the folder meanwhile.
 */
export async function resealFolder(folder: string, from: Buffer, to: Buffer): Promise<Resealed> {
  let resealed = 0
  let unreadable = 0
  for (const name of await namesIn(folder)) {
    if ((await readOne(folder, name, to)) !== undefined) continue
    const state = await readOne(folder, name, from)
    if (state === undefined) unreadable++
    else {
      await write(folder, state, to)
      await syncNames(folder)
      await rm(join(folder, name))
      resealed++
    }
  }
  for (const part of await namesIn(folder, PART)) await rm(join(folder, part))
  return { resealed, unreadable }
}

/** The files of the folder, in a fixed order; none where there is no folder. */
async function namesIn(folder: string, suffix: string = SUFFIX): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((one) => one.endsWith(suffix)).sort()
}

/** Undefined: it does not open with this key. */
async function readOne(folder: string, name: string, key: Buffer): Promise<BindingState | undefined> {
  const sealed = await readFile(join(folder, name))
  try {
    return JSON.parse(unseal(key, name, sealed)) as BindingState
  } catch {
    return undefined
  }
}

/** Whole or not at all, and on the disk when it resolves. */
async function write(folder: string, state: BindingState, key: Buffer): Promise<void> {
  const name = createHmac('sha256', key).update(state.userId).digest('hex').slice(0, 32) + SUFFIX
  const part = join(folder, name + PART)
  const handle = await open(part, 'w', 0o600)
  try {
    await handle.writeFile(seal(key, name, JSON.stringify(state)))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, join(folder, name))
}

/** Without this a power cut can forget a new name after an old file was removed. Windows cannot open a folder. */
async function syncNames(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The name is authenticated with the contents, so that a file does not open in another's place. */
function seal(key: Buffer, name: string, plain: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(name))
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body])
}

function unseal(key: Buffer, name: string, sealed: Buffer): string {
  if (sealed[0] !== FORMAT) throw new Error('not a sealed binding')
  const [nonce, tag, body] = [
    sealed.subarray(1, 1 + NONCE_BYTES),
    sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES),
    sealed.subarray(1 + NONCE_BYTES + TAG_BYTES),
  ]
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(name))
  decipher.setAuthTag(tag)
  return decipher.update(body, undefined, 'utf8') + decipher.final('utf8')
}
