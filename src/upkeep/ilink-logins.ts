import { join } from 'node:path'
import type { BindingState } from '../channel/puppets/ilink/binding-state.ts'
import { type Resealed, readFolder, resealFolder } from '../channel/puppets/ilink/sealed-folder.ts'
import { deriveKey } from '../store/seal.ts'

/** Where the logins of iLink lie in STATE_DIR, and what seals them: a key of their own, derived from the master key. */
export const ilinkLogins = (stateDir: string, master: Buffer): { readonly folder: string; readonly key: Buffer } => ({
  folder: join(stateDir, 'ilink'),
  key: deriveKey(master, 'ilink'),
})

/** The users that are bound, and how many logins do not open. Nothing is changed or made. */
export async function readIlinkLogins(
  stateDir: string,
  master: Buffer,
): Promise<{ readonly states: readonly BindingState[]; readonly unreadable: number }> {
  const { folder, key } = ilinkLogins(stateDir, master)
  return readFolder(folder, key)
}

/** Seals the logins with what derives from another master key. It can be killed at any moment and run again. */
export function resealIlinkLogins(stateDir: string, from: Buffer, to: Buffer): Promise<Resealed> {
  const { folder, key } = ilinkLogins(stateDir, from)
  return resealFolder(folder, key, ilinkLogins(stateDir, to).key)
}
