import { fileURLToPath } from 'node:url'
import { memoryAfter } from '../src/conversation/after-effects.ts'
import { takeTurn } from '../src/conversation/take-turn.ts'
import type { Memory } from '../src/conversation/turn.ts'
import { loadLibrary } from '../src/guidance/library.ts'
import { renderTurn } from '../src/guidance/render.ts'
import { WELCOMED } from '../tests/conversation/welcomed.ts'

/**
 * How long one message takes to be understood and answered (takeTurn and rendering, no store, no channel), by its
 * length and by what is pending. `npx tsx bench/understand.ts`; the last column is the ratio to the shortest message.
 */
const LENGTHS = [20, 200, 2_000, 20_000]
const ROUNDS = 300
const NOW = { at: Date.UTC(2026, 10, 23), today: '2026-11-23', hour: 12, zone: 'Asia/Shanghai' }
const KINDS: Readonly<Record<string, string>> = {
  words: '客户说我把他的稿子发到群里了怎么办，',
  numbers: '1、3和5，除了2都要；',
  digits: '138 1234 5678 11010519491231 ',
}

const library = await loadLibrary(fileURLToPath(new URL('../data', import.meta.url)))
const source = {
  page: (id: string) => library.pages.get(id),
  globals: { ...library.globals, operator: '', contact: '', who: '', 'who-human': '' },
}

function memoryOf(...texts: readonly string[]): Memory {
  let memory: Memory = WELCOMED
  for (const [index, text] of texts.entries()) {
    const turn = takeTurn(memory, { id: `m${index}`, kind: 'text', text }, NOW, library.knowledge)
    memory = memoryAfter(memory, turn)
  }
  return memory
}

const PENDING: Readonly<Record<string, Memory>> = {
  nothing: memoryOf(),
  words: memoryOf('1', '小鱼'),
  several: memoryOf('1', '小鱼', '海报'),
  choice: memoryOf('1', '小鱼', '海报', '1', '手机号'),
}

console.log(['pending', 'message', 'length', 'p50 ms', 'p99 ms', 'ratio'].join('\t'))
for (const [pending, memory] of Object.entries(PENDING)) {
  for (const [kind, piece] of Object.entries(KINDS)) {
    let shortest: number | undefined
    for (const length of LENGTHS) {
      const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const start = performance.now()
        renderTurn(takeTurn(memory, { id: 'm', kind: 'text', text }, NOW, library.knowledge).say, source)
        times.push(performance.now() - start)
      }
      times.sort((a, b) => a - b)
      const p50 = times[ROUNDS / 2] ?? 0
      const p99 = times[Math.floor(ROUNDS * 0.99)] ?? 0
      shortest ??= p50
      console.log([pending, kind, length, p50.toFixed(3), p99.toFixed(3), (p50 / shortest).toFixed(1)].join('\t'))
    }
  }
}
