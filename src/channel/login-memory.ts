import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where a puppet remembers its login, so that a restart needs no new scan. */
export interface LoginMemory {
  /** What Wechaty takes as its `name`: the file's path without its suffix. */
  readonly name: string
  readonly file: string
  /** True when the file was there but damaged, so that the account has to log in anew. */
  readonly reset: boolean
}

/**
 * Prepares `STATE_DIR/login-<puppet>.memory-card.json`, mode 0600.
 *
 * Wechaty would make it in the working directory and readable to everybody, and whoever reads it is logged in. It
 * writes the file in place, so that a kill can cut it short; a damaged one is emptied here, because Wechaty would print
 * a part of it in its complaint.
 */
export async function prepareLoginMemory(stateDir: string, puppetName: string): Promise<LoginMemory> {
  await mkdir(stateDir, { recursive: true, mode: 0o700 })
  const name = join(stateDir, `login-${puppetName.replace(/[^\w.-]+/g, '-')}`)
  const file = `${name}.memory-card.json`
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  const usable = text !== null && isJsonObject(text)
  if (!usable) await writeFile(file, '{}', { mode: 0o600 })
  await chmod(file, 0o600)
  return { name, file, reset: text !== null && !usable }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
