import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StoreError } from '../errors.ts'
import { describeError, type Log } from '../log.ts'
import type { Store } from '../store/port.ts'

const REQUEST = 'backup-request'
const ANSWER = /^backup-[\da-f]{32}(?:\.part|\.failed)?$/
const POLL_MS = 200
/** The bot looks every second. */
const TAKEN_WITHIN_MS = 15_000

/**
 * Answers a request that lies in STATE_DIR: only the running bot can read its database, and whoever can write there is
 * its owner anyway. Called every second or so; never rejects.
 */
export function backupAnswerer(parts: {
  readonly dir: string
  readonly store: Pick<Store, 'backUp'>
  readonly now: () => number
  readonly log: Log
}): () => Promise<void> {
  const { dir, store, now, log } = parts
  let isBusy = false

  async function answer(): Promise<void> {
    const request = join(dir, REQUEST)
    const id = await readFile(request, 'utf8').catch(() => '')
    if (!/^[\da-f]{32}$/.test(id)) return
    await rm(request)
    for (const name of await readdir(dir)) if (ANSWER.test(name)) await rm(join(dir, name))
    const file = join(dir, `backup-${id}`)
    try {
      log.info({ documents: await store.backUp(file, now()) }, 'backup made')
    } catch (error) {
      log.error({ ...describeError(error) }, 'backup failed')
      await writeFile(`${file}.failed`, error instanceof StoreError ? error.message : '', { mode: 0o600 })
    }
  }

  return async () => {
    if (isBusy) return
    isBusy = true
    try {
      await answer()
    } catch (error) {
      log.error({ ...describeError(error) }, 'backup request not answered')
    } finally {
      isBusy = false
    }
  }
}

/** Has the running bot make a backup, and puts it where it is wanted. Rejects with STORE_IO, and leaves nothing behind. */
export async function requestBackup(dir: string, target: string): Promise<void> {
  const id = randomBytes(16).toString('hex')
  const request = join(dir, REQUEST)
  await writeFile(request, id, { mode: 0o600 })
  const file = join(dir, `backup-${id}`)
  for (let waited = 0; ; waited += POLL_MS) {
    const names = await readdir(dir)
    if (names.includes(`backup-${id}`)) break
    if (names.includes(`backup-${id}.failed`)) {
      const why = await readFile(`${file}.failed`, 'utf8')
      await rm(`${file}.failed`)
      throw new StoreError('STORE_IO', why || '机器人没备份成，原因看它的日志。')
    }
    if (waited >= TAKEN_WITHIN_MS && names.includes(REQUEST)) {
      await rm(request, { force: true })
      throw new StoreError('STORE_IO', '数据正被占用，可占着它的进程没有应。它要是卡住了，停掉再备份。')
    }
    await pause(POLL_MS)
  }
  try {
    await copyFile(file, target, constants.COPYFILE_EXCL)
    const handle = await open(target, 'r+')
    await handle.sync()
    await handle.close()
  } finally {
    await rm(file)
  }
}
