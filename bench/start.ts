import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median, report } from './result.ts'

/** From a cold start to the first reply, beside `import('wechaty')` alone; turn about. `npx tsx bench/start.ts`. */
const ROUNDS = 5
const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Resolves with the time until the process has said something on stdout, ms. */
function timeToWords(args: readonly string[], input: string, env: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    let took: number | undefined
    child.stdout.on('data', () => {
      took ??= performance.now() - start
    })
    child.on('error', reject)
    child.on('close', () => (took === undefined ? reject(new Error('it said nothing')) : resolve(took)))
    child.stdin.end(input)
  })
}

const times = { bot: [] as number[], wechaty: [] as number[] }
for (let round = 0; round < ROUNDS; round++) {
  const dir = await mkdtemp(join(tmpdir(), 'shoumi-bench-'))
  try {
    times.bot.push(await timeToWords(['--import', 'tsx', 'src/main.ts'], '你好\n', { STATE_DIR: dir }))
    const script = "await import('wechaty'); console.log('there'); process.exit(0)"
    times.wechaty.push(await timeToWords(['--input-type=module', '-e', script], '', { WECHATY_LOG: 'silent' }))
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
const [bot, wechaty] = [median(times.bot), median(times.wechaty)]
report({
  name: 'start',
  what: "From a cold start to the first reply, beside import('wechaty') alone; median of the rounds.",
  columns: ['what', 'ms', 'ratio'],
  rows: [
    ["import('wechaty')", wechaty.toFixed(0), '1.00'],
    ['the bot, first reply', bot.toFixed(0), (bot / wechaty).toFixed(2)],
  ],
  aims: [],
})
