import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { arch, cpus, loadavg, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { MARK, type Result } from './result.ts'

/** `npm run bench [-- name …]`: runs the benchmarks one after the other, and keeps what they found in bench/results. */
const NAMES = ['forms', 'store', 'search', 'start']
const RESULTS = fileURLToPath(new URL('results/', import.meta.url))

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !NAMES.includes(name))
if (unknown.length > 0) {
  console.error(`there is no benchmark ${unknown.join(', ')}; there are ${NAMES.join(', ')}`)
  process.exit(2)
}
await mkdir(RESULTS, { recursive: true })
for (const name of wanted.length > 0 ? wanted : NAMES) {
  console.log(`\n== ${name}`)
  const found = await run(name)
  if (found === undefined) {
    process.exitCode = 1
    continue
  }
  const machine = {
    at: new Date().toISOString(),
    node: process.version,
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    architecture: arch(),
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    loadOneMinute: Number(loadavg()[0]?.toFixed(2)),
  }
  await writeFile(`${RESULTS}${name}.json`, `${JSON.stringify({ machine, ...found }, null, 2)}\n`)
}

function run(name: string): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.on('close', (code) => {
      const lines = said.trimEnd().split('\n')
      const last = lines.findLast((line) => line.startsWith(MARK))
      console.log(lines.filter((line) => !line.startsWith(MARK)).join('\n'))
      resolve(code === 0 && last !== undefined ? (JSON.parse(last.slice(MARK.length)) as Result) : undefined)
    })
  })
}
