import { fileURLToPath } from 'node:url'
import { memoryAfter } from '../../src/conversation/after-effects.ts'
import { takeTurn } from '../../src/conversation/take-turn.ts'
import type { Memory } from '../../src/conversation/turn.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { renderTurn } from '../../src/guidance/render.ts'
import { WELCOMED } from '../../tests/conversation/welcomed.ts'

const NOW = { at: Date.UTC(2026, 10, 23), today: '2026-11-23', hour: 12, zone: 'Asia/Shanghai' }

/** The scope form, by the whole of the conversation: understood, repaired where need be, answered and rendered; the memory is JSON between turns. */
export async function createForm(): Promise<{ turn(person: string, text: string): Promise<string> }> {
  const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
  const source = {
    page: (id: string) => library.pages.get(id),
    globals: { ...library.globals, operator: '', contact: '', who: '', way: '', 'who-human': '', 'who-carries': '' },
  }
  const kept = new Map<string, string>()
  let id = 0
  return {
    async turn(person, text) {
      const before = kept.get(person)
      const memory: Memory = before === undefined ? WELCOMED : JSON.parse(before)
      const turn = takeTurn(memory, { id: `m${id++}`, kind: 'text', text }, NOW, library.knowledge)
      kept.set(person, JSON.stringify(memoryAfter(memory, turn)))
      return renderTurn(turn.say, source)
        .map((bubble) => JSON.stringify(bubble))
        .join('\n')
    },
  }
}
