import { Temporal } from 'temporal-polyfill'
import { ConfigError, StoreError } from '../errors.ts'
import { findKey } from '../store/key.ts'
import { databaseFolder } from '../store/level-database.ts'
import { openLevelStore } from '../store/level-store.ts'
import type { Store } from '../store/port.ts'
import { openPostgresStore } from '../store/postgres-store.ts'
import { isThere } from '../store/private-folder.ts'
import { readBackup } from '../store/read-backup.ts'
import { type Restored, restoreBackup } from '../store/restore.ts'
import { type RestoredOwner, restoreOwner } from '../store/restore-owner.ts'
import { requestBackup } from './backup-request.ts'
import { databaseOf, placeOf, refuseAnotherUser, refuseDatabase, type UpkeepParts } from './parts.ts'

/** `npm run backup`: makes one, of a running bot or of one that is stopped, and reads it through. */
export async function backUp([file]: readonly string[], parts: UpkeepParts): Promise<number> {
  const place = placeOf(parts)
  const { dir } = place
  if (databaseOf(parts) === null && !(await isThere(databaseFolder(dir))))
    throw new ConfigError(`${dir} 里还没有数据，没什么可备份的。`)
  await refuseAnotherUser(dir, parts)
  const found = await findKey(place)
  if (found === undefined) throw new ConfigError(`${dir} 里还没有数据，没什么可备份的。`)
  const target = file ?? `shoumi-${stamp(parts.now())}.backup`
  if (await isThere(target)) throw new ConfigError(`${target} 已经有了，不覆盖。请换个名字。`)
  await write(dir, found.key, target, parts)
  const { documents } = await readBackup(target, found.key, async () => {})
  parts.say(
    `备份好了：${target}，里面有 ${documents} 个人的记录，从头到尾读过一遍，打得开。\n` +
      '钥匙不在里面：另外放一份，别和备份放一起。登录记录也不在里面，换机器要重新扫码。',
  )
  return 0
}

async function write(dir: string, key: Buffer, target: string, parts: UpkeepParts): Promise<void> {
  let store: Store
  try {
    store = await openIdle(dir, key, parts)
  } catch (error) {
    if (error instanceof StoreError && error.code === 'STORE_LOCKED') return requestBackup(dir, target)
    throw error
  }
  try {
    await store.backUp(target, parts.now())
  } finally {
    await store.close()
  }
}

/** The store of a bot that is stopped. */
function openIdle(dir: string, key: Buffer, parts: UpkeepParts): Promise<Store> {
  const database = databaseOf(parts)
  const now = parts.now()
  if (database === null) return openLevelStore({ dir, key, now })
  const quietly = { waits: false, onWaiting: () => {}, onLost: () => {} }
  return openPostgresStore({ ...database, ...quietly, key, now })
}

/** What `npm run restore` is told; undefined: nothing that it understands. */
function wanted(args: readonly string[]): { file: string; owner: string | undefined; replace: boolean } | undefined {
  const [file = '', option, owner, ...rest] = args
  if (file === '' || file.startsWith('--')) return undefined
  if (option === undefined || (option === '--replace' && owner === undefined)) {
    return { file, owner: undefined, replace: option !== undefined }
  }
  return option === '--owner' && /^[\w-]{1,64}$/.test(owner ?? '') && rest.length === 0
    ? { file, owner, replace: false }
    : undefined
}

/**
 * `npm run restore -- 文件 [--replace | --owner 编号]`: puts a backup in the place of what is there, or one person's
 * document of it; the bot has to be stopped.
 */
export async function restore(args: readonly string[], parts: UpkeepParts): Promise<number> {
  const what = wanted(args)
  if (what === undefined) {
    parts.say('用法: npm run restore -- 备份文件 [--replace]\n只拿回一个人的: npm run restore -- 备份文件 --owner 编号')
    return 2
  }
  const { file, owner, replace } = what
  refuseDatabase(
    parts,
    '先清空 DATABASE_URL，在空的 STATE_DIR 里恢复，再 npm run migrate-store -- to-postgres 搬过去，见 docs/scaling.md。',
  )
  const place = placeOf(parts)
  const { dir } = place
  await refuseAnotherUser(dir, parts)
  const found = await findKey(place)
  if (found === undefined) {
    throw new ConfigError(
      `没有钥匙，打不开备份：没有设 SHOUMI_KEY 或 SHOUMI_KEY_FILE，${dir} 里也没有文件 key。请先把做备份那时的钥匙放回去。`,
    )
  }
  const { key } = found
  const now = parts.now()
  if (owner === undefined) tell(await restoreBackup({ file, dir, key, replace, now }), file, parts)
  else tellOfOne(await restoreOwner({ file, dir, key, owner, now }), owner, parts)
  return 0
}

function tell(done: Restored, file: string, { say }: UpkeepParts): void {
  say(`恢复好了：${file}，做于 ${stamp(done.madeAt)}（UTC），里面有 ${done.documents} 个人的记录。`)
  if (done.stayErased > 0) say(`其中 ${done.stayErased} 个人在那以后删过数据，没有恢复。`)
  if (done.damaged > 0) say(`有 ${done.damaged} 个人的记录读不出来，备份的时候就已经坏了；换一份更早的备份也许读得出。`)
  if (done.replaced !== null) say(`原来的数据改名放在 ${done.replaced}。确定用不着了就删掉它。`)
  if (done.marksLost)
    say('注意：原来的数据坏得读不出来，谁在备份以后删过数据也就不知道了。有人说删过，请让他再删一次。')
}

function tellOfOne({ madeAt, replaced }: RestoredOwner, owner: string, { say }: UpkeepParts): void {
  say(`拿回来了：${owner} 的记录，是 ${stamp(madeAt)}（UTC）那时的样子。那以后记的没有。请跟他说一声。`)
  if (replaced) say('他后来重新记的那份没删，换到隔离区里了，npm run doctor 看得到。')
}

/** Sorts by time and stands in a file's name; UTC. */
function stamp(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'second' }).replaceAll(':', '')
}
