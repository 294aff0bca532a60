import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const SRC = fileURLToPath(new URL('../../src', import.meta.url))

/** What is loaded when this file is: its own imports and theirs, types and dynamic imports left out. */
async function loadedBy(file: string, seen: Set<string>): Promise<void> {
  if (seen.has(file)) return
  seen.add(file)
  const source = await readFile(file, 'utf8')
  for (const [, path = ''] of source.matchAll(/^(?:import|export) (?!type )[^'"]*?from '([^']+)'/gm)) {
    if (path.startsWith('.')) await loadedBy(join(dirname(file), path), seen)
    else seen.add(path)
  }
}

it('the bot loads nothing of the reviewer’s sheets, and the command does', async () => {
  const bot = new Set<string>()
  await loadedBy(join(SRC, 'main.ts'), bot)
  expect(bot).toContain(join(SRC, 'house/house.ts'))
  expect(bot).toContain('pino')
  const ofSheets = (all: ReadonlySet<string>) =>
    [...all].filter((name) => name.startsWith(join(SRC, 'review/')) || /^(?:saxes|write-excel-file)/.test(name))
  expect(ofSheets(bot)).toEqual([])
  const command = new Set<string>()
  await loadedBy(join(SRC, 'review/command.ts'), command)
  expect(ofSheets(command)).toContain('write-excel-file/node')
})
