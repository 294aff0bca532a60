import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { Frame } from '../../src/conversation/session.ts'
import { takeTurn } from '../../src/conversation/take-turn.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { WELCOMED } from './welcomed.ts'

const { knowledge } = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const NOW = { at: Date.UTC(2026, 10, 23, 3), today: '2026-11-23', hour: 11, zone: 'Asia/Shanghai' }

it('a conversation that a changed flow has nothing left to ask in does not stop the bot', () => {
  const record = { id: '1', client: '小鱼', project: null, closed: false, flow: 'scope' }
  const frame: Frame = {
    flow: 'records',
    // In that version 项目结束了 went on in the same flow.
    version: 1,
    input: { records: [record], action: null },
    answers: [{ questionId: 'action', value: { kind: 'choice', id: 'close' }, messageId: 'm1', at: 1 }],
    parked: [],
    revisiting: null,
    snapshot: null,
    misses: 0,
    startedAt: 1,
  }
  const session = { ...WELCOMED.session, frames: [frame] }
  const turn = takeTurn({ ...WELCOMED, session }, { id: 'm2', kind: 'text', text: '都删了' }, NOW, knowledge)
  expect(turn.session.frames).toEqual([])
  expect(turn.say.map(({ page }) => page)).toEqual(['repair/off-topic'])
})
