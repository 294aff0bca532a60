import { link, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { ioError } from './io-error.ts'
import { databaseFolder } from './level-database.ts'
import { isThere, makePrivateFolder } from './private-folder.ts'

const PROBE = 'db-lock'

/**
 * Has another process the database open? Asked without opening it, because LevelDB changes a damaged one: an empty one
 * with the same lock is opened instead.
 */
export async function isInUse(dir: string): Promise<boolean> {
  const lock = join(databaseFolder(dir), 'LOCK')
  if (!(await isThere(lock))) return false
  const probe = join(dir, PROBE)
  try {
    await rm(probe, { recursive: true, force: true })
    await makePrivateFolder(probe)
    await link(lock, join(probe, 'LOCK'))
    const level = new ClassicLevel(probe)
    await level.open()
    await level.close()
    return false
  } catch (error) {
    const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined
    if (cause?.code === 'LEVEL_LOCKED') return true
    throw ioError(`看看 ${dir} 有没有进程在用`, cause ?? error)
  } finally {
    await rm(probe, { recursive: true, force: true })
  }
}
