import { z } from 'zod'
import { ConfigError } from './errors.ts'

/** Everything an operator can set for the bot itself, checked. What Wechaty and its puppets read is the channel's matter. */
export interface Config {
  readonly operator: { readonly name: string; readonly contact: string } | null
  readonly stateDir: string
  /** The PostgreSQL that keeps the documents instead of STATE_DIR, and what this bot's account is called in it; null: none. */
  readonly database: { readonly url: string; readonly account: string } | null
  readonly sealingKey: string | undefined
  readonly sealingKeyFile: string | undefined
  readonly timeZone: string
  readonly logLevel: (typeof LEVELS)[number]
  readonly wechatyLogLevel: (typeof WECHATY_LEVELS)[number]
  readonly friends: { readonly accept: (typeof ACCEPT)[number]; readonly keyword?: string }
  readonly botNames: readonly string[]
  readonly sendTimeoutMs: number
  /** How many messages an account sends a minute, at most; 'off': nobody is slowed down; null: the channel's own default. */
  readonly pacing: number | 'off' | null
  /** How long somebody must be quiet before what they sent is answered, ms; null: the channel's own default. */
  readonly burstMs: number | null
  /** What is taken of contracts, and how long reading one may take. */
  readonly contracts: {
    readonly pauseMs: number
    readonly fileMegabytes: number
    readonly characters: number
    readonly timeoutMs: number
    readonly memoryMb: number
  }
  /** The largest file that is identified as evidence, MB. */
  readonly evidenceMegabytes: number
  /** How long somebody may be silent before all that is kept of them is erased; null: for ever. */
  readonly retentionDays: number | null
  /** Who may have a code drawn in the chat, by the tag that their binding was told of by; null: nobody. */
  readonly ilinkOperator: string | null
  /** Where /healthz, /readyz and /metrics are answered, on 127.0.0.1 only; null: nowhere. */
  readonly httpPort: number | null
}

/** The environment, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>

/** An empty variable means "not set", as everyone expects of a line like `SHOUMI_KEY=` in .env. */
const given = (value: unknown): unknown => (typeof value === 'string' && value.trim() === '' ? undefined : value)

const text = z.preprocess(given, z.string().trim().optional())

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
/** From `verbose` on, Wechaty's log quotes what people write. */
const WECHATY_LEVELS = ['silent', 'error', 'warn', 'info'] as const
const ACCEPT = ['all', 'keyword', 'none'] as const

/** A whole number within bounds. */
const whole = (preset: number, least: number, most: number, unit: string) =>
  z.preprocess(
    given,
    z.coerce
      .number({ error: `不是数字。请写${unit},比如 ${preset}。` })
      .int({ error: `要写整数。请写${unit},比如 ${preset}。` })
      .min(least, { error: `太小。请写 ${least} 到 ${most} 之间的${unit}。` })
      .max(most, { error: `太大。请写 ${least} 到 ${most} 之间的${unit}。` })
      .default(preset),
  )

const Settings = z.object({
  OPERATOR_NAME: text,
  OPERATOR_CONTACT: text,
  STATE_DIR: z.preprocess(given, z.string().trim().default('var')),
  DATABASE_URL: z.preprocess(
    given,
    z
      .string()
      .trim()
      .regex(/^postgres(?:ql)?:\/\/\S+$/, { error: '看不懂。请写成 postgres://用户:密码@主机:5432/库名。' })
      .optional(),
  ),
  DATABASE_ACCOUNT: z.preprocess(
    given,
    z
      .string()
      .trim()
      .regex(/^[\w.-]{1,64}$/, { error: '不能用。请写 1 到 64 个字母、数字、点、横线或下划线，比如 bot-1。' })
      .default('default'),
  ),
  SHOUMI_KEY: text,
  SHOUMI_KEY_FILE: text,
  TIME_ZONE: z.preprocess(
    given,
    z
      .string()
      .trim()
      .default('Asia/Shanghai')
      .refine(isTimeZone, { error: '没有这个时区。请写成 Asia/Shanghai 这样的名字。' }),
  ),
  LOG_LEVEL: z.preprocess(given, z.enum(LEVELS, { error: `不认识。请写 ${LEVELS.join('、')} 之一。` }).default('info')),
  WECHATY_LOG: z.preprocess(
    given,
    z
      .enum(WECHATY_LEVELS, {
        error: `不能用。verbose 和 silly 会把聊天内容写进日志。请写 ${WECHATY_LEVELS.join('、')} 之一。`,
      })
      .default('silent'),
  ),
  FRIEND_ACCEPT: z.preprocess(
    given,
    z.enum(ACCEPT, { error: `不认识。请写 ${ACCEPT.join('、')} 之一。` }).default('all'),
  ),
  FRIEND_KEYWORD: text,
  BOT_NAMES: text,
  PACING: z.preprocess(
    given,
    z
      .union([z.literal('off'), z.coerce.number().int().min(5).max(600)], {
        error: '不认识。请写每分钟最多发几条,5 到 600,比如 40;off 是不限。',
      })
      .optional(),
  ),
  BURST_MS: z.preprocess(
    given,
    z.coerce
      .number({ error: '不是数字。请写毫秒数,比如 800;0 是一条一条回。' })
      .int({ error: '要写整数。请写毫秒数,比如 800。' })
      .min(0, { error: '太小。请写 0 到 10000 之间的毫秒数。' })
      .max(10_000, { error: '太大。请写 0 到 10000 之间的毫秒数。' })
      .optional(),
  ),
  CONTRACT_PAUSE_SECONDS: whole(8, 1, 120, '秒数'),
  CONTRACT_MAX_CHARACTERS: whole(60_000, 1_000, 500_000, '字数'),
  FILE_MAX_MB: whole(10, 1, 50, 'MB 数'),
  FILE_TIMEOUT_SECONDS: whole(15, 1, 300, '秒数'),
  FILE_MEMORY_MB: whole(256, 64, 2_048, 'MB 数'),
  EVIDENCE_MAX_MB: whole(100, 1, 2_000, 'MB 数'),
  RETENTION_DAYS: z.preprocess(
    given,
    z.coerce
      .number({ error: '不是数字。请写天数,比如 365;一直留着就留空。' })
      .int({ error: '要写整数。请写天数,比如 365。' })
      .min(30, { error: '太小。请写 30 到 3650 之间的天数;一直留着就留空。' })
      .max(3_650, { error: '太大。请写 30 到 3650 之间的天数;一直留着就留空。' })
      .optional(),
  ),
  ILINK_OPERATOR: z.preprocess(
    given,
    z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[\da-f]{12}$/, {
        error: '不对。请写绑定时终端里「微信用户」后面的那 12 位;忘了,运行 npm run doctor 看。',
      })
      .optional(),
  ),
  HTTP_PORT: z.preprocess(
    given,
    z.coerce
      .number({ error: '不是数字。请写端口号,比如 9464;不要就留空。' })
      .int({ error: '要写整数。请写端口号,比如 9464。' })
      .min(1, { error: '太小。请写 1 到 65535 之间的端口号。' })
      .max(65_535, { error: '太大。请写 1 到 65535 之间的端口号。' })
      .optional(),
  ),
  SEND_TIMEOUT_SECONDS: z.preprocess(
    given,
    z.coerce
      .number({ error: '不是数字。请写秒数,比如 20。' })
      .min(1, { error: '太小。请写 1 到 300 之间的秒数。' })
      .max(300, { error: '太大。请写 1 到 300 之间的秒数。' })
      .default(20),
  ),
})

/**
 * Reads the settings. Throws one `ConfigError` that lists all faults, each with the variable, its value (never a
 * secret's) and the fix, so that an operator mends them in one go.
 *
 * `channel` is what the door adds: whether strangers can reach the bot by it, and faults of its own variables.
 */
export function readConfig(env: Environment, channel: { isPublic: boolean; faults: readonly string[] }): Config {
  const parsed = Settings.safeParse(env)
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => describe(issue, env))),
    ...together(env, channel.isPublic),
    ...channel.faults,
  ]
  if (!parsed.success || faults.length > 0) {
    const lines = faults.map((fault) => `  ${fault}`)
    throw new ConfigError(`设置里有 ${faults.length} 处要改(在 .env 或环境变量里):\n${lines.join('\n')}`)
  }
  const settings = parsed.data
  const { OPERATOR_NAME: name, OPERATOR_CONTACT: contact } = settings
  return {
    operator: name !== undefined && contact !== undefined ? { name, contact } : null,
    stateDir: settings.STATE_DIR,
    database:
      settings.DATABASE_URL === undefined ? null : { url: settings.DATABASE_URL, account: settings.DATABASE_ACCOUNT },
    sealingKey: settings.SHOUMI_KEY,
    sealingKeyFile: settings.SHOUMI_KEY_FILE,
    timeZone: settings.TIME_ZONE,
    logLevel: settings.LOG_LEVEL,
    wechatyLogLevel: settings.WECHATY_LOG,
    friends: {
      accept: settings.FRIEND_ACCEPT,
      ...(settings.FRIEND_KEYWORD !== undefined && { keyword: settings.FRIEND_KEYWORD }),
    },
    botNames: (settings.BOT_NAMES ?? '')
      .split(/[,，、]/)
      .map((one) => one.trim())
      .filter(Boolean),
    sendTimeoutMs: settings.SEND_TIMEOUT_SECONDS * 1000,
    pacing: settings.PACING ?? null,
    burstMs: settings.BURST_MS ?? null,
    contracts: {
      pauseMs: settings.CONTRACT_PAUSE_SECONDS * 1000,
      fileMegabytes: settings.FILE_MAX_MB,
      characters: settings.CONTRACT_MAX_CHARACTERS,
      timeoutMs: settings.FILE_TIMEOUT_SECONDS * 1000,
      memoryMb: settings.FILE_MEMORY_MB,
    },
    evidenceMegabytes: settings.EVIDENCE_MAX_MB,
    retentionDays: settings.RETENTION_DAYS ?? null,
    ilinkOperator: settings.ILINK_OPERATOR ?? null,
    httpPort: settings.HTTP_PORT ?? null,
  }
}

/** Faults that only several settings together make; they are found although another one is broken. */
function together(env: Environment, isPublic: boolean): string[] {
  const isMissing = (variable: string) => given(env[variable]) === undefined
  const faults: string[] = []
  if (isPublic && isMissing('OPERATOR_NAME')) {
    faults.push('OPERATOR_NAME:没有填。接微信时,用户一来就要知道是谁在运营。请填你或你们机构的称呼。')
  }
  if (isPublic && isMissing('OPERATOR_CONTACT')) {
    faults.push('OPERATOR_CONTACT:没有填。用户要能找到你。请填微信号、邮箱或电话。')
  }
  if (!isMissing('SHOUMI_KEY') && !isMissing('SHOUMI_KEY_FILE')) {
    faults.push('SHOUMI_KEY_FILE:和 SHOUMI_KEY 都填了,不知道听谁的。请只留一个。')
  }
  if (!isMissing('DATABASE_URL') && isMissing('SHOUMI_KEY') && isMissing('SHOUMI_KEY_FILE')) {
    faults.push(
      'SHOUMI_KEY:没有填。数据在 DATABASE_URL 那边,钥匙就不能只在这台机器上。请填 SHOUMI_KEY 或 SHOUMI_KEY_FILE,每台机器一样。',
    )
  }
  if (env.FRIEND_ACCEPT?.trim() === 'keyword' && isMissing('FRIEND_KEYWORD')) {
    faults.push(
      'FRIEND_KEYWORD:没有填。FRIEND_ACCEPT=keyword 要靠它。请填好友申请里要带的词,或把 FRIEND_ACCEPT 改成 all 或 none。',
    )
  }
  return faults
}

/** A value that may hold a password is not repeated. */
const SECRETS: ReadonlySet<string> = new Set(['DATABASE_URL'])

function describe(issue: z.core.$ZodIssue, env: Environment): string {
  const variable = String(issue.path[0])
  const value = SECRETS.has(variable) ? '…' : (env[variable] ?? '')
  return `${variable}=${value}:${issue.message}`
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
