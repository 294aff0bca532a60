import { constants } from 'node:fs'
import { access, readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { ShoumiError, StoreError } from '../errors.ts'
import { type Inspection, inspectStore } from '../store/inspect.ts'
import { type KeySource, keyFromEnv, keyInFile } from '../store/key.ts'
import { databaseFolder } from '../store/level-database.ts'
import { isThere } from '../store/private-folder.ts'
import { bad, type Finding, good, note } from './finding.ts'
import { ownerOf, type UpkeepParts } from './parts.ts'

const MEGABYTE = 1024 * 1024
/** A database needs room to tidy itself up. */
const TOO_LITTLE_MB = 100
const LITTLE_MB = 1_024
/** Clocks of one machine and its files differ by that much, ms. */
const SLACK_MS = 60_000
const BUILT_AT = Temporal.Instant.from('2026-01-01T00:00:00Z').epochMilliseconds

export async function checkKey({
  fromEnv,
  fromFile,
  dir,
}: KeySource): Promise<{ readonly key: Buffer | undefined; readonly findings: readonly Finding[] }> {
  try {
    if (fromEnv !== undefined)
      return { key: keyFromEnv('SHOUMI_KEY', fromEnv), findings: [good('钥匙：在 SHOUMI_KEY 里。')] }
    if (fromFile !== undefined) {
      const key = await keyInFile(fromFile)
      const missing = bad(`钥匙：SHOUMI_KEY_FILE=${fromFile}，没有这个文件。请检查路径。`)
      return { key, findings: [key === undefined ? missing : good(`钥匙：在 ${fromFile}。`)] }
    }
    const file = join(dir, 'key')
    const key = await keyInFile(file)
    if (key === undefined) {
      if (await isThere(databaseFolder(dir)))
        return { key, findings: [bad(`钥匙：有数据，没钥匙。请把原来的放回 ${file}，或者写进 SHOUMI_KEY。`)] }
      return { key, findings: [note(`钥匙：还没有，第一次启动会自己建 ${file}，到时另外备份一份。`)] }
    }
    const { mode } = await stat(file)
    const beside = note(
      `钥匙：就在数据旁边（${file}）。盘被拿走，等于没加密。换成 systemd 凭据（SHOUMI_KEY_FILE）或 SHOUMI_KEY，见 docs/deploy.md。`,
    )
    if ((mode & 0o077) === 0) return { key, findings: [beside] }
    return { key, findings: [beside, bad(`钥匙：${file} 别人也能读。请运行 chmod 600 ${file}。`)] }
  } catch (error) {
    if (!(error instanceof ShoumiError)) throw error
    return { key: undefined, findings: [bad(`钥匙：${error.message}`)] }
  }
}

/** What was found of the data; `bornAt` is epoch ms, 0 if unknown. */
export interface StoreFindings {
  readonly findings: readonly Finding[]
  readonly isRunning: boolean
  readonly bornAt: number
}

export async function checkStore(dir: string, key: Buffer | undefined, parts: UpkeepParts): Promise<StoreFindings> {
  const only = (...findings: Finding[]): StoreFindings => ({ findings, isRunning: false, bornAt: 0 })
  if (!(await isThere(dir))) return only(note(`数据：还没有 ${dir}，第一次启动会自己建。`))
  const owner = await ownerOf(dir)
  if (parts.uid !== undefined && owner !== parts.uid) {
    return only(bad(`数据：${dir} 是另一个用户的（编号 ${owner}）。请用运行机器人的那个用户来检查。`))
  }
  const space = await checkSpace(dir)
  const writable = await access(dir, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!writable) return only(space, bad(`数据：${dir} 写不进。看看它归谁、盘是不是只读。`))
  if (key === undefined || !(await isThere(databaseFolder(dir)))) return only(space, note('数据：还没有。'))
  const { findings, ...rest } = await look(dir, key)
  return { ...rest, findings: [space, ...findings] }
}

async function look(dir: string, key: Buffer): Promise<StoreFindings> {
  try {
    const { keyFits, isRotating, bornAt, documents, damaged, aside } = await inspectStore(dir, key)
    const findings = isRotating
      ? [bad('数据：换钥匙只换了一半。请再运行一次 npm run rotate-key。')]
      : keyFits === false
        ? [bad('数据：钥匙不对，打不开。请换回当初的钥匙；刚换过钥匙的，运行 npm run rotate-key。')]
        : damaged > 0
          ? [
              bad(
                `数据：${documents} 个人的记录里有 ${damaged} 个读不出来。他们下次说话时会被隔离、另开一份，见 docs/when-it-breaks.md。`,
              ),
            ]
          : [good(`数据：${documents} 个人的记录，都打得开。机器人没在运行。`)]
    return { findings: [...findings, ...asideFindings(aside)], isRunning: false, bornAt }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    if (error.code === 'STORE_LOCKED') {
      return { findings: [good('数据：机器人正在用着，没去打开。')], isRunning: true, bornAt: 0 }
    }
    return { findings: [bad(`数据：${error.message}`)], isRunning: false, bornAt: 0 }
  }
}

/** A note, not a fault: where there is no backup, nothing can be mended. */
function asideFindings(aside: Inspection['aside']): readonly Finding[] {
  if (aside.length === 0) return []
  const lines = aside.map(({ owner, at }) => `${owner}，${Temporal.Instant.fromEpochMilliseconds(at)}`)
  return [
    note(
      `数据：隔离着 ${aside.length} 份读不出来的记录：\n${lines.join('\n')}\n` +
        '有备份就一个一个拿回来：npm run restore -- 备份文件 --owner 上面的编号。见 docs/when-it-breaks.md。',
    ),
  ]
}

async function checkSpace(dir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dir)
  const megabytes = Math.floor((Number(bavail) * Number(bsize)) / MEGABYTE)
  if (megabytes < TOO_LITTLE_MB) return bad(`磁盘：只剩 ${megabytes} MB，快存不下了。请腾出空间。`)
  return megabytes < LITTLE_MB ? note(`磁盘：还剩 ${megabytes} MB。`) : good(`磁盘：还剩 ${megabytes} MB。`)
}

/** A clock that was set back makes everything that people say look like a replay, and reminders late. */
export async function checkClock(dir: string, bornAt: number, zone: string, now: number): Promise<Finding> {
  const at = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const words = `现在是 ${at.toPlainDate()} ${at.toPlainTime().toString({ smallestUnit: 'minute' })}（${zone}）`
  const latest = Math.max(BUILT_AT, bornAt, await newestIn(dir))
  if (now + SLACK_MS < latest) {
    return bad(`时钟：${words}，比数据里最晚的时间还早，钟慢了。请校准系统时间（比如 timedatectl set-ntp true）。`)
  }
  return good(`时钟：${words}。和手表对一下。`)
}

/** When the newest file of the database was written, epoch ms; 0 if there is none. */
async function newestIn(dir: string): Promise<number> {
  const folder = databaseFolder(dir)
  const names = await readdir(folder).catch(() => [])
  const times = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  )
  return Math.max(0, ...times)
}
