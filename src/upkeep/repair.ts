import { ConfigError } from '../errors.ts'
import { inspectStore } from '../store/inspect.ts'
import { findKey } from '../store/key.ts'
import { databaseFolder } from '../store/level-database.ts'
import { isThere } from '../store/private-folder.ts'
import { repairStore } from '../store/repair.ts'
import { finishHalfRestored } from '../store/restore-folders.ts'
import { placeOf, refuseAnotherUser, refuseDatabase, type UpkeepParts } from './parts.ts'

/** `npm run repair`: saves what can be saved of damaged database files; the bot has to be stopped. */
export async function repair(_args: readonly string[], parts: UpkeepParts): Promise<number> {
  const { say } = parts
  const place = placeOf(parts)
  const { dir } = place
  refuseDatabase(parts, '它的修复和备份归 PostgreSQL 自己管。')
  if (await finishHalfRestored(dir)) say('上次断在最后一步，现在做完了。')
  if (!(await isThere(databaseFolder(dir)))) throw new ConfigError(`${dir} 里还没有数据，没什么可修的。`)
  await refuseAnotherUser(dir, parts)
  const found = await findKey(place)
  if (found === undefined) throw new ConfigError(`没有钥匙，修不了。请先把原来的钥匙放回 ${dir}，或者写进 SHOUMI_KEY。`)
  const done = await repairStore({ dir, key: found.key, now: parts.now() })
  if (done === undefined) {
    say('数据库文件没坏，不用修，什么都没动。')
    return 0
  }
  const { documents, damaged } = await inspectStore(dir, found.key)
  const { files, saved, lost, replaced } = done
  say(`坏了或者少了的文件：${files.join('、')}。`)
  say(`救回来 ${saved} 个人的记录，逐份打开看过，${documents} 份里 ${damaged} 份读不出来。`)
  if (lost.length > 0) {
    say(`没救回来 ${lost.length} 个人的，他们下次说话时会听说：\n${lost.join('\n')}`)
    say('有备份就一个一个拿回来：npm run restore -- 备份文件 --owner 上面的编号。')
  }
  say(
    `坏掉之前最后那一会儿记的，可能也没了。刚做过备份的，整个恢复更稳。原来的数据改名放在 ${replaced}，一切正常了再删。`,
  )
  return lost.length > 0 ? 1 : 0
}
