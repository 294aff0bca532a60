import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreError } from '../errors.ts'
import { ioError } from './io-error.ts'
import { databaseFolder } from './level-database.ts'
import { isThere, syncFolder } from './private-folder.ts'

/** Where a backup is unpacked, in STATE_DIR. */
export const BUILDING = 'db-building'
/** A backup that is unpacked whole, until it takes the database's place. */
const BUILT = 'db-built'

/** A missing database beside one that was built means that a restore was cut short: a new one must not be begun. */
export async function refuseHalfRestored(dir: string): Promise<void> {
  if (!(await isThere(databaseFolder(dir))) && (await isThere(join(dir, BUILT))))
    throw new StoreError(
      'STORE_IO',
      `${dir} 的恢复或者修复没做完就断了（数据没动）。请再运行一次刚才的 npm run restore 或 npm run repair。`,
    )
}

/** Takes the last step of a restore or a repair that was cut short: what was built is whole. False: there was none. */
export async function finishHalfRestored(dir: string): Promise<boolean> {
  const built = join(dir, BUILT)
  if ((await isThere(databaseFolder(dir))) || !(await isThere(built))) return false
  try {
    await rename(built, databaseFolder(dir))
    await syncFolder(dir)
    return true
  } catch (cause) {
    throw ioError(`把修好的数据放到 ${databaseFolder(dir)} `, cause)
  }
}

/** Puts what was built in the database's place. What was there is kept as the folder that is returned, or null. */
export async function putInPlace(dir: string, now: number): Promise<string | null> {
  const database = databaseFolder(dir)
  const aside = join(dir, `db-replaced-${now}`)
  const built = join(dir, BUILT)
  try {
    await rename(join(dir, BUILDING), built)
    const replaced = (await isThere(database)) ? aside : null
    if (replaced !== null) await rename(database, replaced)
    await rename(built, database)
    await syncFolder(dir)
    return replaced
  } catch (cause) {
    throw ioError(`把恢复好的数据放到 ${database} `, cause)
  }
}

/** The folders that an earlier restore may have left unfinished. */
export function unfinished(dir: string): string[] {
  return [join(dir, BUILDING), join(dir, BUILT)]
}
