import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { loadNdaRules } from '../src/guidance/nda-rules.ts'
import type { Fault } from '../src/guidance/page.ts'
import { readContract } from '../src/nda/read-contract.ts'

/**
 * How long a contract takes to be read, by its length: 20 pages of 1,500 characters, twice and four times that.
 * `npx tsx bench/nda.ts`; CPU is the processor time, which other work on the machine leaves alone; the last column is the time for a
 * character compared with the shortest.
 */
const PAGE = 1_500
const LENGTHS = [20 * PAGE, 40 * PAGE, 80 * PAGE]
const ROUNDS = 15
const CONTRACTS = new URL('../tests/nda/contracts/dev/', import.meta.url)

const faults: Fault[] = []
const laws = new Set((await readFile(new URL('../data/law.yaml', import.meta.url), 'utf8')).match(/(?<=- id: ).+/g))
const rules = await loadNdaRules(fileURLToPath(new URL('../data', import.meta.url)), laws, faults)
if (rules === undefined) throw new Error(JSON.stringify(faults))

const names = (await readdir(CONTRACTS)).filter((name) => name.endsWith('.txt')).sort()
const texts = await Promise.all(names.map((name) => readFile(new URL(name, CONTRACTS), 'utf8')))
const KINDS: Readonly<Record<string, string>> = {
  contracts: texts.join('\n'),
  'one line': texts.join('').replaceAll('\n', ''),
  'one word': '保密信息违约金',
  items: '乙方不得:(1)',
}

console.log(['text', 'pages', 'p50 ms', 'max ms', 'CPU ms', 'pages/s', 'per character'].join('\t'))
for (const [kind, piece] of Object.entries(KINDS)) {
  let shortest: number | undefined
  for (const length of LENGTHS) {
    const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
    const times: number[] = []
    const processor: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now()
      const before = process.cpuUsage()
      readContract(text, rules)
      times.push(performance.now() - start)
      const { user, system } = process.cpuUsage(before)
      processor.push((user + system) / 1_000)
    }
    times.sort((a, b) => a - b)
    processor.sort((a, b) => a - b)
    const p50 = times[Math.floor(ROUNDS / 2)] ?? 0
    const cpu = processor[Math.floor(ROUNDS / 2)] ?? 0
    const pages = length / PAGE
    shortest ??= cpu / length
    const ratio = cpu / length / shortest
    const row = [
      kind,
      pages,
      p50.toFixed(1),
      times.at(-1)?.toFixed(1),
      cpu.toFixed(1),
      Math.round((pages / p50) * 1000),
      ratio.toFixed(2),
    ]
    console.log(row.join('\t'))
  }
}
