import { randomBytes } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ConfigError } from '../errors.ts'
import { describeError, type Log } from '../log.ts'

const REQUEST = 'ilink-invite-request'
const ANSWER = /^ilink-invite-[\da-f]{32}$/
const POLL_MS = 200
/** The bot looks every second. */
const TAKEN_WITHIN_MS = 15_000

/** One line of an answer: a step of the scan, or how it ended. `url` is what is drawn. */
export type InviteLine =
  | { readonly step: string; readonly url: string }
  | { readonly end: 'bound' | 'nobody' | 'failed' }

/**
 * Answers a request for a code that lies in STATE_DIR: only the running bot may add a login to its own. The steps go
 * into a file beside it that is its owner's alone. Called every second or so; never rejects.
 */
export function inviteAnswerer(parts: {
  readonly dir: string
  /** Draws codes until somebody has scanned one; null: nobody did, or was bound already. */
  invite(show: (step: { readonly step: string; readonly url: string }) => void): Promise<string | null>
  readonly log: Log
}): () => Promise<void> {
  const { dir, invite, log } = parts

  async function answer(id: string): Promise<void> {
    const file = join(dir, `ilink-invite-${id}`)
    let writing = Promise.resolve()
    const say = (line: InviteLine): void => {
      writing = writing.then(() => writeFile(file, `${JSON.stringify(line)}\n`, { flag: 'a', mode: 0o600 }))
      writing.catch(() => {})
    }
    try {
      say({ end: (await invite(({ step, url }) => say({ step, url }))) === null ? 'nobody' : 'bound' })
    } catch (error) {
      log.warn({ ...describeError(error) }, 'no code for an invitation')
      say({ end: 'failed' })
    }
    await writing
  }

  return async () => {
    try {
      const request = join(dir, REQUEST)
      const id = await readFile(request, 'utf8').catch(() => '')
      if (!/^[\da-f]{32}$/.test(id)) return
      await rm(request)
      for (const name of await readdir(dir)) if (ANSWER.test(name)) await rm(join(dir, name))
      void answer(id).catch((error: unknown) => log.error({ ...describeError(error) }, 'invitation not answered'))
    } catch (error) {
      log.error({ ...describeError(error) }, 'invitation not answered')
    }
  }
}

/**
 * Has the running bot draw a code for somebody new, and tells each step. Resolves with how it ended.
 *
 * @throws ConfigError when no bot answers
 */
export async function requestInvite(
  dir: string,
  onStep: (step: { readonly step: string; readonly url: string }) => void,
  signal: AbortSignal,
): Promise<'bound' | 'nobody' | 'failed' | 'stopped'> {
  const id = randomBytes(16).toString('hex')
  const request = join(dir, REQUEST)
  const file = join(dir, `ilink-invite-${id}`)
  await writeFile(request, id, { mode: 0o600 }).catch((cause: unknown) => {
    throw new ConfigError(
      `写不进 ${dir}。请先用 WECHATY_PUPPET=ilink npm start 启动机器人，再用同一个用户运行这个命令。`,
      cause,
    )
  })
  let told = 0
  for (let waited = 0; !signal.aborted; waited += POLL_MS) {
    const lines = await linesOf(file)
    for (const line of lines.slice(told)) {
      if ('end' in line) {
        await rm(file, { force: true })
        return line.end
      }
      onStep(line)
    }
    told = lines.length
    if (told === 0 && waited >= TAKEN_WITHIN_MS && (await readdir(dir)).includes(REQUEST)) {
      await rm(request, { force: true })
      throw new ConfigError('没有机器人应。请先用 WECHATY_PUPPET=ilink npm start 启动它，别停，再运行这个命令。')
    }
    await pause(POLL_MS)
  }
  await rm(request, { force: true })
  return 'stopped'
}

/** Whole lines only: the last may be under way. */
async function linesOf(file: string): Promise<readonly InviteLine[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as InviteLine)
}
