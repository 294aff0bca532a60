import { fileURLToPath } from 'node:url'
import { loadLibrary } from '../src/guidance/library.ts'
import { median, processorTime, report } from './result.ts'

/** What finding the topic of a message costs, by its length, in processor time. `npx tsx bench/search.ts`. */
const ROUNDS = 7
const TIMES = 400
const PIECE = '客户说我把他的稿子发到群里了怎么办，'

const before = process.cpuUsage()
const { knowledge } = await loadLibrary(fileURLToPath(new URL('../data', import.meta.url)))
const loading = processorTime(before) / 1_000
const rows = [10, 40, 200].map((length) => {
  const text = PIECE.repeat(Math.ceil(length / PIECE.length)).slice(0, length)
  const costs = Array.from({ length: ROUNDS }, () => {
    const start = process.cpuUsage()
    for (let count = 0; count < TIMES; count++) knowledge.findTopic(text)
    return processorTime(start) / TIMES
  })
  return [length, median(costs).toFixed(0)]
})
report({
  name: 'search',
  what: `Finding the topic of a message, µs of processor time; all content is read and learnt in ${loading.toFixed(0)} ms.`,
  columns: ['characters', 'µs'],
  rows,
  aims: [],
})
