import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { takeTurn } from '../../src/conversation/take-turn.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { WELCOMED } from './welcomed.ts'

const { knowledge } = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const NOW = { at: Date.UTC(2026, 10, 23, 3), today: '2026-11-23', hour: 11, zone: 'Asia/Shanghai' }

it('a message that only masking would make short enough is refused whole', () => {
  const asked = takeTurn(WELCOMED, { id: 'm1', kind: 'text', text: '1' }, NOW, knowledge)
  const text = '138 1234 5678,'.repeat(150)
  const turn = takeTurn({ ...WELCOMED, session: asked.session }, { id: 'm2', kind: 'text', text }, NOW, knowledge)
  expect(turn.say.map(({ page }) => page)).toEqual(['repair/too-long', 'scope/ask-client'])
  expect(turn.session.frames[0]?.answers).toEqual([])
})
