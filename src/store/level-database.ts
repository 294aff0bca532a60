import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { StoreError } from '../errors.ts'
import { GroupedWrites } from './grouped-writes.ts'
import { ioError } from './io-error.ts'
import { damagedFiles, forgetFailed, noteClosed, noteFailed, noteOpened } from './level-files.ts'
import type { KeyRange, Operation, OrderedDatabase } from './ordered-database.ts'
import { makePrivateFolder } from './private-folder.ts'

const DATABASE = 'db'

/** Where in STATE_DIR the database is. */
export function databaseFolder(dir: string): string {
  return join(dir, DATABASE)
}

/** Read at once while a snapshot is gone through. */
const SNAPSHOT_ENTRIES = 200

/** Folders open in this process: LevelDB's own lock is the process's, and a second handle's closing would free it. */
const inUse = new Set<string>()

/**
 * A LevelDB folder that only one process and one handle can have open, and that mends itself after a failed write.
 *
 * Every error is a StoreError: STORE_LOCKED, STORE_DAMAGED (LevelDB's own files) or STORE_IO.
 */
export class LevelDatabase implements OrderedDatabase {
  readonly #level: ClassicLevel<string, Buffer>
  readonly #folder: string
  /** Set by a failed write: LevelDB would acknowledge later writes and drop them at its next start. */
  #failed = false
  #reopening: Promise<void> | undefined
  #closed = false
  /** Called when the database was opened again. */
  onReopen = (): void => {}
  readonly #writes = new GroupedWrites<Operation>((operations, sync) => this.#writeAll(operations, sync), sizeOf)

  private constructor(folder: string) {
    this.#folder = folder
    this.#level = new ClassicLevel<string, Buffer>(folder, { valueEncoding: 'buffer' })
  }

  /** `name` is the folder in STATE_DIR: another one while a database is being built. */
  static async open(dir: string, name: string = DATABASE): Promise<LevelDatabase> {
    await makePrivateFolder(dir)
    await makePrivateFolder(join(dir, name))
    const folder = await realpath(join(dir, name))
    if (inUse.has(folder)) throw lockedDatabase(folder)
    inUse.add(folder)
    try {
      const faults = await damagedFiles(folder)
      if (faults.length > 0) throw damagedDatabase(folder, faults)
      await noteOpened(folder)
      const database = new LevelDatabase(folder)
      await database.#level.open()
      await forgetFailed(folder)
      return database
    } catch (error) {
      inUse.delete(folder)
      throw levelError(`打开 ${folder} `, folder, error)
    }
  }

  get(key: string): Promise<Buffer | undefined> {
    return this.#try('读数据', () => this.#level.get(key))
  }

  /** Keys only, in their order; no value is read. */
  keys(range: KeyRange, limit: number): Promise<string[]> {
    return this.#try('读索引', () => this.#level.keys({ ...range, limit }).all())
  }

  entries(range: KeyRange): Promise<[string, Buffer][]> {
    return this.#try('读索引', () => this.#level.iterator(range).all())
  }

  /** Everything of a range as it is now, a few entries at a time, however long the reading takes and whatever is written meanwhile. */
  async *snapshot(range: Partial<KeyRange> = {}): AsyncGenerator<readonly [string, Buffer][]> {
    const iterator = await this.#try('读数据', async () => this.#level.iterator(range))
    try {
      for (;;) {
        const entries = await this.#try('读数据', () => iterator.nextv(SNAPSHOT_ENTRIES))
        if (entries.length === 0) return
        yield entries
      }
    } finally {
      await iterator.close()
    }
  }

  /**
   * All operations or none. With `sync` it survives a power cut once resolved, without it a dead process only. What is
   * asked for at the same time is written at once, in the order in which it was asked for.
   */
  write(operations: readonly Operation[], sync: boolean): Promise<void> {
    return this.#writes.add(operations, sync)
  }

  async #writeAll(operations: readonly Operation[], sync: boolean): Promise<void> {
    await this.#try('写数据', async () => {
      try {
        await this.#level.batch([...operations], { sync })
      } catch (error) {
        this.#failed = true
        await noteFailed(this.#folder)
        throw error
      }
      // Written behind another's torn record: acknowledged by LevelDB, but gone at the next start.
      if (this.#failed) throw new Error('a write before this one failed')
    })
  }

  /** Rewrites the files that hold this key's earlier values, all writes so far included. */
  async compact(key: string): Promise<void> {
    await this.#try('整理数据', () => this.#level.compactRange(key, key))
  }

  /** Rewrites all files, so that nothing is left of what was replaced or deleted. */
  async compactAll(): Promise<void> {
    await this.#try('整理数据', () => this.#level.compactRange('', '~'))
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#writes.settled()
    await this.#reopening?.catch(() => {})
    try {
      await this.#level.close()
      // Without the note, less can be told of the files, and nothing else is worse.
      if (!this.#failed) await noteClosed(this.#folder).catch(() => {})
    } catch (error) {
      throw levelError('关闭数据', this.#folder, error)
    } finally {
      inUse.delete(this.#folder)
    }
  }

  async #try<T>(doing: string, work: () => Promise<T>): Promise<T> {
    try {
      if (this.#failed && !this.#closed) await this.#reopen()
      return await work()
    } catch (error) {
      throw levelError(doing, this.#folder, error)
    }
  }

  /**
   * LevelDB 1.20 goes on writing behind a record that was cut short (a full disk), acknowledges it, and at its next
   * start throws all of it away. A fresh log makes later writes count again.
   */
  async #reopen(): Promise<void> {
    this.#reopening ??= (async () => {
      await this.#level.close()
      await this.#level.open()
      this.#failed = false
      await forgetFailed(this.#folder)
      this.onReopen()
    })()
    try {
      await this.#reopening
    } finally {
      this.#reopening = undefined
    }
  }
}

/** About how long what an operation writes is, bytes. */
function sizeOf(operation: Operation): number {
  return operation.key.length + (operation.type === 'put' ? operation.value.length : 0)
}

/** The error for a database that another process, or another handle of this one, has open. */
export function lockedDatabase(folder: string, cause?: unknown): StoreError {
  return new StoreError(
    'STORE_LOCKED',
    `${folder} 正被另一个守密进程用着。先停掉那一个，或者给这一个换个 STATE_DIR。`,
    cause,
  )
}

function damagedDatabase(folder: string, files: readonly string[], cause?: unknown): StoreError {
  const which =
    files.length === 0 ? '' : `（${files.slice(0, 3).join('、')}${files.length > 3 ? ` 等 ${files.length} 个` : ''}）`
  return new StoreError(
    'STORE_DAMAGED',
    `${folder} 里的数据库文件坏了或者少了${which}，数据没动。请运行 npm run repair，能救的救回来；有刚做的备份，就从备份恢复。`,
    cause,
  )
}

function levelError(doing: string, folder: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined
  if (code === 'LEVEL_LOCKED') return lockedDatabase(folder, error)
  if (code === 'LEVEL_CORRUPTION') return damagedDatabase(folder, [], error)
  return ioError(doing, cause)
}
