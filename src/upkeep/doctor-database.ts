import type { Config } from '../config.ts'
import { StoreError } from '../errors.ts'
import { inspectPostgres } from '../store/inspect-postgres.ts'
import { bad, type Finding, good, note } from './finding.ts'

/** Looks at the PostgreSQL that the settings name, and disturbs nobody who uses it. */
export async function checkDatabase(
  { url, account }: NonNullable<Config['database']>,
  key: Buffer,
): Promise<{ readonly finding: Finding; readonly isRunning: boolean }> {
  try {
    const { at, holder, documents, keyFits } = await inspectPostgres(url, account, key)
    const isRunning = holder !== null
    if (keyFits === undefined)
      return { isRunning, finding: note(`数据：${at} 连得上，账号 ${account} 还没有数据，第一次启动会自己建。`) }
    if (!keyFits)
      return { isRunning, finding: bad(`数据：钥匙打不开 ${at} 里账号 ${account} 的数据。请换回当初的 SHOUMI_KEY。`) }
    const who = isRunning ? `${holder} 正在用。` : '没有进程在用。'
    return { isRunning, finding: good(`数据：在 ${at}，账号 ${account}，${documents} 个人的记录。${who}`) }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    return { isRunning: false, finding: bad(`数据：${error.message}`) }
  }
}
