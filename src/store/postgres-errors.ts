import { StoreError } from '../errors.ts'

/** The database said that it is going, coming or full, or nobody answered: trying again may help. */
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '57014',
])
/** node-postgres has no code for these. */
const AWAY_WORDS =
  /^(?:Connection terminated|Query read timeout|timeout (?:exceeded|expired)|Client has encountered a connection error)/

/** What an operator mends; `{at}` is where the database is. */
const FIXES: Readonly<Record<string, string>> = {
  ENOTFOUND: '找不到 {at} 这台机器。请检查 DATABASE_URL 里的主机名。',
  '28P01': '{at} 不认这个密码。请检查 DATABASE_URL 里的用户名和密码。',
  '28000': '{at} 不让这个用户登录。请检查 DATABASE_URL 里的用户名，或者 pg_hba.conf。',
  '3D000': '{at} 里没有这个数据库。请先 createdb，或者改 DATABASE_URL 的最后一段。',
  '42501': '这个用户在 {at} 里没有权限建表。请让管理员给它 CREATE 权限，或者先建好叫 shoumi 的 schema 归它所有。',
  '53100': '{at} 的磁盘满了，请腾出空间。',
  '25006': '{at} 是只读的。请把 DATABASE_URL 指向主库。',
}

/** May the same be tried again? */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  return AWAY.has(code) || code.startsWith('08') || AWAY_WORDS.test(error.message)
}

/** A StoreError for whatever PostgreSQL or the line to it refused; no value that was sent stands in it. `at` has no password. */
export function postgresError(doing: string, at: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const code = error instanceof Error ? codeOf(error) : ''
  const said = code === '' ? '' : `（${code}）`
  if (isAway(error))
    return new StoreError('STORE_AWAY', `${doing}失败${said}：连不上 ${at}。请看数据库开着没有、网络通不通。`, error)
  const fix = FIXES[code]?.replace('{at}', at) ?? `请看 ${at} 的日志。`
  return new StoreError('STORE_IO', `${doing}失败${said}。${fix}`, error)
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : ''
}
