import { ConfigError } from '../errors.ts'
import { findKey } from '../store/key.ts'
import { databaseFolder, LevelDatabase } from '../store/level-database.ts'
import { moveStore } from '../store/move-store.ts'
import { openPostgresDatabase } from '../store/postgres-store.ts'
import { isThere } from '../store/private-folder.ts'
import { refuseHalfRestored } from '../store/restore-folders.ts'
import { databaseOf, placeOf, refuseAnotherUser, type UpkeepParts } from './parts.ts'

const USAGE =
  '用法: npm run migrate-store -- to-postgres   从 STATE_DIR 搬到 DATABASE_URL\n' +
  '      npm run migrate-store -- to-leveldb    从 DATABASE_URL 搬回 STATE_DIR'

/** `npm run migrate-store`: moves everything between the LevelDB in STATE_DIR and a PostgreSQL; the bot has to be stopped. */
export async function migrateStore([direction, ...rest]: readonly string[], parts: UpkeepParts): Promise<number> {
  if ((direction !== 'to-postgres' && direction !== 'to-leveldb') || rest.length > 0) {
    parts.say(USAGE)
    return 2
  }
  const place = placeOf(parts)
  const database = databaseOf(parts)
  if (database === null) throw new ConfigError('DATABASE_URL:没有填。请写成 postgres://用户:密码@主机:5432/库名。')
  await refuseAnotherUser(place.dir, parts)
  if (direction === 'to-postgres' && !(await isThere(databaseFolder(place.dir))))
    throw new ConfigError(`${place.dir} 里还没有数据，没什么可搬的：填好 DATABASE_URL，直接启动就行。`)
  const found = await findKey(place)
  if (found === undefined) throw new ConfigError('没有钥匙，打不开数据。请填 SHOUMI_KEY 或 SHOUMI_KEY_FILE。')
  await refuseHalfRestored(place.dir)
  const level = await LevelDatabase.open(place.dir)
  try {
    const postgres = await openPostgresDatabase(database.url, {
      account: database.account,
      waits: false,
      onWaiting: () => {},
      onLost: () => {},
    })
    try {
      const [from, to] = direction === 'to-postgres' ? [level, postgres] : [postgres, level]
      const done = await moveStore(from, to, {
        key: found.key,
        signal: parts.signal,
        onProgress: (entries) => parts.say(`已经对过 ${entries} 条…`),
      })
      return tell(done, direction, parts)
    } finally {
      await postgres.close()
    }
  } finally {
    await level.close()
  }
}

function tell(
  { documents, isDone }: Awaited<ReturnType<typeof moveStore>>,
  direction: 'to-postgres' | 'to-leveldb',
  { say }: UpkeepParts,
): number {
  if (!isDone) {
    say('停下了，还没搬完。再运行一次，接着搬。')
    return 1
  }
  const next =
    direction === 'to-postgres'
      ? '留着 DATABASE_URL，启动机器人。STATE_DIR 里的旧数据不再打开，几天后一切正常了，删掉 STATE_DIR/db。'
      : '清空 DATABASE_URL，启动机器人。库里的旧数据不再打开，几天后一切正常了再删。'
  say(`搬好了：${documents} 个人的记录，两边逐条对过，一样。\n${next}`)
  return 0
}
