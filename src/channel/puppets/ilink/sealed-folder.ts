import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { BindingState, BindingStore } from './binding-state.ts'

const FORMAT = 1
const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const SUFFIX = '.binding'

/**
 * Keeps each binding in a file of its own, sealed with a key of 32 bytes (AES-256-GCM), mode 0600, in a folder that is
 * the owner's alone. Neither the names nor the contents tell who is bound.
 *
 * A file that does not open is left where it is, and `onDamaged` is told: its user has to scan again.
 */
export function sealedFolder(folder: string, key: Buffer, onDamaged: (file: string) => void): BindingStore {
  const nameOf = (userId: string): string =>
    createHmac('sha256', key).update(userId).digest('hex').slice(0, 32) + SUFFIX

  async function prepare(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
  }

  return {
    async load() {
      await prepare()
      const states: BindingState[] = []
      for (const name of (await readdir(folder)).filter((one) => one.endsWith(SUFFIX)).sort()) {
        const sealed = await readFile(join(folder, name))
        try {
          states.push(JSON.parse(unseal(key, name, sealed)) as BindingState)
        } catch {
          onDamaged(join(folder, name))
        }
      }
      return states
    },
    async save(state) {
      await prepare()
      const name = nameOf(state.userId)
      const part = join(folder, `${name}.part`)
      const handle = await open(part, 'w', 0o600)
      try {
        await handle.writeFile(seal(key, name, JSON.stringify(state)))
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(part, join(folder, name))
    },
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
