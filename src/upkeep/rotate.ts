import { constants } from 'node:fs'
import { copyFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../errors.ts'
import { createKeyFile, findKey, keyFromEnv, keyInFile } from '../store/key.ts'
import { databaseFolder } from '../store/level-database.ts'
import { isThere, syncFolder } from '../store/private-folder.ts'
import { type Rotated, rotateKey } from '../store/rotate-key.ts'
import { resealIlinkLogins } from './ilink-logins.ts'
import { placeOf, refuseAnotherUser, refuseDatabase, type UpkeepParts } from './parts.ts'

const EVERY = 1_000

/**
 * `npm run rotate-key`: seals everything with another key, the logins of iLink, too. The new one is SHOUMI_NEW_KEY, or made in STATE_DIR/key.new
 * and in the end called `key`; the old one is kept beside it, because older backups open with nothing else.
 */
export async function rotate(_args: readonly string[], parts: UpkeepParts): Promise<number> {
  refuseDatabase(parts, '要换钥匙，先 npm run migrate-store -- to-leveldb 搬回来，换完再搬过去。')
  const place = placeOf(parts)
  const { dir } = place
  const nothingYet = new ConfigError(`${dir} 里还没有数据，直接换掉钥匙就行。`)
  const hasDatabase = await isThere(databaseFolder(dir))
  if (!hasDatabase && !(await isThere(join(dir, 'ilink')))) throw nothingYet
  await refuseAnotherUser(dir, parts)
  const old = await findKey(place)
  if (old === undefined) throw nothingYet
  const next = await nextKey(dir, old.file === null, parts)
  if (next.key.equals(old.key)) throw new ConfigError('新钥匙和旧的一样。请换一把：openssl rand -hex 32。')

  const { finished, resealed, unreadable, logins } = await reseal(hasDatabase, dir, old.key, next.key, parts)
  if (!finished) {
    parts.say(`停下了，换了 ${resealed} 份。没换完之前机器人不启动；再运行一次 npm run rotate-key，接着换。`)
    return 1
  }
  if (unreadable > 0) parts.say(`有 ${unreadable} 份本来就读不出来，没动。`)
  if (logins > 0) parts.say(`有 ${logins} 个 iLink 登录本来就打不开，没动：那几个人要重新扫码。`)
  if (next.file === null) {
    parts.say(
      '换好了。把 SHOUMI_KEY（或 SHOUMI_KEY_FILE 那个文件）改成 SHOUMI_NEW_KEY 的值，再把 SHOUMI_NEW_KEY 那行删掉，然后启动。',
    )
    if (old.file !== null) parts.say(`${old.file} 里的旧钥匙没动：以后用不着旧备份了，就把它删掉。`)
  } else {
    const kept = await takeOver(dir, next.file, parts.now())
    parts.say(`换好了，新钥匙在 ${join(dir, 'key')}，请另外备份一份。旧钥匙留在 ${kept}：旧备份只有它打得开。`)
  }
  parts.say('旧备份还是旧钥匙。要是因为钥匙泄露才换的，重新备份，把旧备份和旧钥匙都删掉。')
  return 0
}

/** What came of it; `logins` are those of iLink that neither key opens. A gateway has logins and no database. */
async function reseal(
  hasDatabase: boolean,
  dir: string,
  from: Buffer,
  to: Buffer,
  { signal, say }: UpkeepParts,
): Promise<Rotated & { readonly logins: number }> {
  let logins = 0
  const beside = async (): Promise<void> => {
    logins = (await resealIlinkLogins(dir, from, to)).unreadable
  }
  if (!hasDatabase) {
    await beside()
    return { finished: true, resealed: 0, unreadable: 0, logins }
  }
  let told = 0
  const onProgress = (documents: number): void => {
    if (documents - told < EVERY) return
    told = documents
    say(`看过 ${documents} 份……`)
  }
  return { ...(await rotateKey({ dir, from, to, beside, signal, onProgress })), logins }
}

async function nextKey(
  dir: string,
  isKeptElsewhere: boolean,
  { env }: UpkeepParts,
): Promise<{ readonly key: Buffer; readonly file: string | null }> {
  const given = env.SHOUMI_NEW_KEY?.trim()
  if (given) return { key: keyFromEnv('SHOUMI_NEW_KEY', given), file: null }
  if (isKeptElsewhere) {
    throw new ConfigError('钥匙不在 STATE_DIR 里，新钥匙要写在 SHOUMI_NEW_KEY 里。用 openssl rand -hex 32 生成一个。')
  }
  const file = join(dir, 'key.new')
  return { key: (await keyInFile(file)) ?? (await createKeyFile(file)), file }
}

/** The old key is copied first, so that at no moment `key` is missing. */
async function takeOver(dir: string, file: string, now: number): Promise<string> {
  const kept = join(dir, `key.old-${now}`)
  await copyFile(join(dir, 'key'), kept, constants.COPYFILE_EXCL)
  await rename(file, join(dir, 'key'))
  await syncFolder(dir)
  return kept
}
