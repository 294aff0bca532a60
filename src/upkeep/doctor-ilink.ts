import { Temporal } from 'temporal-polyfill'
import { tagOf } from '../channel/tag.ts'
import { bad, type Finding, good, note } from './finding.ts'
import { readIlinkLogins } from './ilink-logins.ts'

/** As many as an operator reads, those who were heard last first. */
const MOST_NAMED = 20

/**
 * Who is bound on iLink, by their tags: that is how the operator finds out their own, having just said something.
 * Nothing where nobody ever was. `operator` is the tag that is set, or null.
 */
export async function checkIlink(
  dir: string,
  key: Buffer,
  zone: string,
  operator: string | null,
): Promise<readonly Finding[]> {
  const logins = await readIlinkLogins(dir, key).catch(() => undefined)
  if (logins === undefined) return [bad(`iLink：${dir}/ilink 读不了。请用运行机器人的那个用户来检查。`)]
  const { states, unreadable } = logins
  const heard = (at: number | null): string =>
    at === null
      ? '还没说过话'
      : `最近说话 ${Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')}`
  const sorted = [...states].sort((a, b) => (b.quota.heardAt ?? 0) - (a.quota.heardAt ?? 0))
  const lines = sorted
    .slice(0, MOST_NAMED)
    .map(
      ({ userId, token, quota }) => `${tagOf(userId)}，${heard(quota.heardAt)}${token === null ? '，登录失效了' : ''}`,
    )
  const more = states.length > MOST_NAMED ? ['……'] : []
  const isUnknown = operator !== null && states.every(({ userId }) => tagOf(userId) !== operator)
  return [
    ...(states.length > 0 ? [good([`iLink：${states.length} 个人扫过码：`, ...lines, ...more].join('\n'))] : []),
    ...(isUnknown ? [note(`iLink：ILINK_OPERATOR=${operator}，没有这个人。他扫过码吗？`)] : []),
    ...(unreadable > 0
      ? [
          bad(
            `iLink：${unreadable} 个登录打不开。换钥匙换到一半的，再运行一次 npm run rotate-key；不然那几个人要重新扫码。`,
          ),
        ]
      : []),
  ]
}
