import { stat } from 'node:fs/promises'
import { type Config, type Environment, readConfig } from '../config.ts'
import { ConfigError } from '../errors.ts'
import type { KeySource } from '../store/key.ts'

/** What an operator's command works with. */
export interface UpkeepParts {
  readonly env: Environment
  now(): number
  /** The user that the command runs as; undefined where there are none. */
  readonly uid: number | undefined
  /** The folder of what the bot says. */
  readonly data: string
  /** Aborted when the operator wants it to stop. */
  readonly signal: AbortSignal
  say(text: string): void
}

/** Where the data is and what opens it; the other settings do not matter here, whatever is wrong with them. */
export function placeOf({ env }: UpkeepParts): KeySource {
  const { STATE_DIR, SHOUMI_KEY, SHOUMI_KEY_FILE } = env
  const config = readConfig({ STATE_DIR, SHOUMI_KEY, SHOUMI_KEY_FILE }, { isPublic: false, faults: [] })
  return { dir: config.stateDir, fromEnv: config.sealingKey, fromFile: config.sealingKeyFile }
}

/** The PostgreSQL that the settings name; null: the data is in STATE_DIR. */
export function databaseOf({ env }: UpkeepParts): Config['database'] {
  const { DATABASE_URL, DATABASE_ACCOUNT, SHOUMI_KEY, SHOUMI_KEY_FILE } = env
  return readConfig({ DATABASE_URL, DATABASE_ACCOUNT, SHOUMI_KEY, SHOUMI_KEY_FILE }, { isPublic: false, faults: [] })
    .database
}

/** For what is done to files in STATE_DIR only. */
export function refuseDatabase(parts: UpkeepParts, instead: string): void {
  if (databaseOf(parts) !== null) throw new ConfigError(`数据在 DATABASE_URL 那边，不在 STATE_DIR 里。${instead}`)
}

/** Files that another user makes among the bot's are files that the bot cannot write: it would no longer start. */
export async function refuseAnotherUser(dir: string, { uid }: UpkeepParts): Promise<void> {
  const owner = await ownerOf(dir)
  if (uid !== undefined && owner !== undefined && owner !== uid)
    throw new ConfigError(
      `${dir} 是另一个用户的（编号 ${owner}）。请用那个用户来运行，比如 sudo -u '#${owner}' npm run …，不然机器人会打不开自己的数据。`,
    )
}

export async function ownerOf(dir: string): Promise<number | undefined> {
  return stat(dir).then(
    ({ uid }) => uid,
    () => undefined,
  )
}
