import { join } from 'node:path'
import { type Resealed, resealFolder } from '../channel/puppets/ilink/sealed-folder.ts'
import { deriveKey } from '../store/seal.ts'

/** Where the logins of iLink lie in STATE_DIR, and what seals them: a key of their own, derived from the master key. */
export const ilinkLogins = (stateDir: string, master: Buffer): { readonly folder: string; readonly key: Buffer } => ({
  folder: join(stateDir, 'ilink'),
  key: deriveKey(master, 'ilink'),
})

/** Seals the logins with what derives from another master key. It can be killed at any moment and run again. */
export function resealIlinkLogins(stateDir: string, from: Buffer, to: Buffer): Promise<Resealed> {
  const { folder, key } = ilinkLogins(stateDir, from)
  return resealFolder(folder, key, ilinkLogins(stateDir, to).key)
}
