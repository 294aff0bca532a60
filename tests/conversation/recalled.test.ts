import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { Session } from '../../src/conversation/session.ts'
import { takeTurn } from '../../src/conversation/take-turn.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { WELCOMED } from './welcomed.ts'

const { knowledge } = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const NOW = { at: Date.UTC(2026, 10, 23, 3), today: '2026-11-23', hour: 11, zone: 'Asia/Shanghai' }

function say(session: Session, id: string, text: string, kind: 'text' | 'recalled' = 'text') {
  return takeTurn({ ...WELCOMED, session }, { id, kind, text }, NOW, knowledge)
}

function answered(): Session {
  return ['1', '小鱼', '海报'].reduce((session, text, at) => say(session, `m${at}`, text).session, WELCOMED.session)
}

it('an answer that was taken back is asked about again, and stays until there is another', () => {
  const asked = say(answered(), 'm9', 'm1', 'recalled')
  expect(asked.say.map(({ page }) => page)).toEqual([
    'media/recalled-answer',
    'repair/now-recorded',
    'scope/ask-client',
  ])
  expect(asked.session.frames[0]?.answers).toHaveLength(2)

  const kept = say(asked.session, 'm10', '继续')
  expect(kept.session.frames[0]?.answers).toHaveLength(2)
  const changed = say(asked.session, 'm11', '大鱼')
  expect(changed.session.frames[0]?.answers.find(({ questionId }) => questionId === 'client')?.value).toEqual({
    kind: 'text',
    text: '大鱼',
  })
})

it.each(['', 'm77'])('another message that was taken back (%j) is only mentioned', (id) => {
  const turn = say(answered(), 'm9', id, 'recalled')
  expect(turn.say.map(({ page }) => page)).toEqual(['media/recalled', 'scope/ask-categories'])
  expect(turn.session).toEqual(answered())
})
