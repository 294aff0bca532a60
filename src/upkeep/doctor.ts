import { checkPuppetEnv, choosePuppet } from '../channel/puppet-env.ts'
import { type Config, readConfig } from '../config.ts'
import { ShoumiError } from '../errors.ts'
import { checkContent } from './doctor-content.ts'
import { checkClock, checkKey, checkStore } from './doctor-data.ts'
import { checkDatabase } from './doctor-database.ts'
import { checkIlink } from './doctor-ilink.ts'
import { checkHttp, checkPuppet } from './doctor-lines.ts'
import { bad, type Finding, good, note } from './finding.ts'
import { placeOf, type UpkeepParts } from './parts.ts'

const MARKS: Readonly<Record<Finding['level'], string>> = { good: '好  ', note: '留意', bad: '要改' }

/**
 * `npm run doctor`: looks at everything that a bot needs, and says what to mend. It changes nothing, and a bot that is
 * running notices nothing of it. Resolves with 1 if something is to be mended.
 */
export async function doctor(_args: readonly string[], parts: UpkeepParts): Promise<number> {
  const { config, finding } = settings(parts)
  const zone = config?.timeZone ?? 'Asia/Shanghai'
  const findings = [finding]
  if (config !== undefined) findings.push(retention(config))
  const place = located(parts)
  if (place !== undefined) {
    const key = await checkKey(place)
    const store = await checkStore(place.dir, key.key, parts)
    findings.push(...key.findings, ...store.findings)
    findings.push(await checkClock(place.dir, store.bornAt, zone, parts.now()))
    if (key.key !== undefined)
      findings.push(...(await checkIlink(place.dir, key.key, zone, config?.ilinkOperator ?? null)))
    const database = config?.database ?? null
    const there = database !== null && key.key !== undefined ? await checkDatabase(database, key.key) : undefined
    if (there !== undefined) findings.push(there.finding)
    if ((store.isRunning || there?.isRunning === true) && config?.httpPort != null)
      findings.push(await checkHttp(config.httpPort))
  }
  findings.push(...(await checkContent(parts.data, zone, parts.now())))
  findings.push(...(await checkPuppet(choosePuppet(parts.env))))
  for (const { level, text } of findings) parts.say(`${MARKS[level]}  ${text.replaceAll('\n', '\n      ')}`)
  const faults = findings.filter(({ level }) => level === 'bad').length
  parts.say(faults === 0 ? '没有要改的。' : `有 ${faults} 处要改。`)
  return faults === 0 ? 0 : 1
}

function settings({ env }: UpkeepParts): { config: Config | undefined; finding: Finding } {
  try {
    const isPublic = choosePuppet(env) !== null
    const config = readConfig(env, { isPublic, faults: checkPuppetEnv(env) })
    return { config, finding: good('设置：都认得。') }
  } catch (error) {
    if (!(error instanceof ShoumiError)) throw error
    return { config: undefined, finding: bad(error.message) }
  }
}

/** What users are told of how long their data is kept comes of this setting. */
function retention({ retentionDays }: Config): Finding {
  return retentionDays === null
    ? note('保留：没设 RETENTION_DAYS，存下的一直留到本人删。想定个期限，填天数。')
    : good(`保留：${retentionDays} 天没来的人，提前 7 天提醒，到期全部删掉；有没结的事件就不删。`)
}

/** Undefined: not even that can be read, and the settings' finding says why. */
function located(parts: UpkeepParts): ReturnType<typeof placeOf> | undefined {
  try {
    return placeOf(parts)
  } catch {
    return undefined
  }
}
