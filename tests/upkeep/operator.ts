import { fileURLToPath } from 'node:url'
import { UPKEEP } from '../../src/upkeep/upkeep.ts'

const DATA = fileURLToPath(new URL('../../data', import.meta.url))

/** What a command said, and its exit code. */
export interface Told {
  readonly code: number
  readonly text: string
}

/** Runs a command as `npm run` would, with these settings and no others. */
export async function run(
  command: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  changes: { readonly uid?: number; readonly now?: number; readonly data?: string; readonly signal?: AbortSignal } = {},
): Promise<Told> {
  const lines: string[] = []
  const code = await UPKEEP[command]?.(args, {
    env,
    now: () => changes.now ?? Date.now(),
    uid: changes.uid ?? process.getuid?.(),
    data: changes.data ?? DATA,
    signal: changes.signal ?? new AbortController().signal,
    say: (text) => lines.push(text),
  })
  if (code === undefined) throw new Error(`no command ${command}`)
  return { code, text: lines.join('\n') }
}
