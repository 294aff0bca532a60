import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A HOME for this process alone. */
export interface ProcessHome {
  readonly path: string
  /** Removes it with all that Wechaty has cached in it. Call it when the channel has stopped. */
  clean(): Promise<void>
}

/** The homes this process made itself; another one under its own process id is of a process long gone. */
const ours = new Set<string>()

/**
 * Makes `STATE_DIR/wechaty/<pid>-<random>`, mode 0700, and removes what processes that died have left there.
 *
 * Wechaty caches contacts under HOME, with the token in clear in the path, never refreshes them, and a second process
 * with the same HOME dies of the cache's lock. Call it when the store is open: its lock makes sure that no other
 * process uses STATE_DIR, where a container's process ids would mean nothing.
 *
 * @throws NodeJS.ErrnoException when the folder cannot be written
 */
export async function prepareHome(stateDir: string): Promise<ProcessHome> {
  const parent = join(stateDir, 'wechaty')
  await mkdir(parent, { recursive: true, mode: 0o700 })
  for (const entry of await readdir(parent)) {
    const pid = /^(\d+)-[0-9a-f]+$/.exec(entry)?.[1]
    const path = join(parent, entry)
    if (pid !== undefined && !ours.has(path) && !otherProcessLives(Number(pid))) await remove(path)
  }
  const path = join(parent, `${process.pid}-${randomBytes(6).toString('hex')}`)
  await mkdir(path, { mode: 0o700 })
  ours.add(path)
  return {
    path,
    async clean() {
      await remove(path)
      ours.delete(path)
    },
  }
}

function otherProcessLives(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Retries, since Wechaty closes its caches after it says that it has stopped. */
async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}
