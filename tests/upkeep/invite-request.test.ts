import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inviteAnswerer, requestInvite } from '../../src/upkeep/invite-request.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const SILENT = { debug() {}, info() {}, warn() {}, error() {} }
type Invite = Parameters<typeof inviteAnswerer>[0]['invite']

/** Asks a bot whose invitation goes as `invite` does, and lets the bot look until there is an end. */
async function asked(invite: Invite) {
  const dir = await temporaryFolder()
  const answer = inviteAnswerer({ dir, invite, log: SILENT })
  const steps: string[] = []
  const modes = new Set<number>()
  let isOver = false
  const asking = requestInvite(dir, ({ step, url }) => void steps.push(`${step} ${url}`), new AbortController().signal)
  const over = (): void => {
    isOver = true
  }
  asking.then(over, over)
  while (!isOver) {
    await answer()
    for (const name of await readdir(dir)) {
      const found = await stat(join(dir, name)).catch(() => undefined)
      if (found !== undefined) modes.add(found.mode & 0o777)
    }
  }
  return { end: await asking, steps, modes: [...modes], left: await readdir(dir) }
}

test('an invitation is told step by step, in a file that is its owner’s alone and is gone afterwards', async () => {
  const { end, steps, modes, left } = await asked(async (show) => {
    show({ step: 'waiting', url: 'https://x/1' })
    show({ step: 'confirmed', url: 'https://x/1' })
    return 'somebody'
  })
  expect({ end, steps }).toEqual({ end: 'bound', steps: ['waiting https://x/1', 'confirmed https://x/1'] })
  expect(modes).toEqual([0o600])
  expect(left).toEqual([])
})

test('an invitation to which nobody came, or for which there was no code, has an end, too', async () => {
  expect((await asked(async () => null)).end).toBe('nobody')
  expect((await asked(() => Promise.reject(new Error('no code')))).end).toBe('failed')
})
