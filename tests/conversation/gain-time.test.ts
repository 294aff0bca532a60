import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { takeTurn } from '../../src/conversation/take-turn.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { renderTurn } from '../../src/guidance/render.ts'
import { WELCOMED } from './welcomed.ts'

const { knowledge, pages, globals } = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))

/** What is said when somebody opens the topic at one hour and answers at another. */
function said(answer: string, opened: number, answered: number): string[] {
  const moment = (hour: number) => ({
    at: Date.UTC(2026, 10, 23, hour),
    today: '2026-11-23',
    hour,
    zone: 'Asia/Shanghai',
  })
  const { session } = takeTurn(WELCOMED, { id: 'm1', kind: 'text', text: '2' }, moment(opened), knowledge)
  const turn = takeTurn({ ...WELCOMED, session }, { id: 'm2', kind: 'text', text: answer }, moment(answered), knowledge)
  return renderTurn(turn.say, { page: (id) => pages.get(id), globals })
}

describe('the sentence that gains time', () => {
  it.each([
    [1, '今天中午12点前'],
    [8, '今晚8点前'],
    [11, '今晚8点前'],
    [12, '明早10点前'],
    [19, '明早10点前'],
    [20, '明天中午12点前'],
    [23, '明天中午12点前'],
  ])('at %i promises an answer %s, by the hour of the answer and not of the question', (hour, promise) => {
    for (const answer of ['2', '马上就要签', '10分钟内要签，能签吗']) {
      const [lead, sentence, rest, ...others] = said(answer, 9, hour)
      expect(lead, answer).toBe('先把这句发过去，争取时间：')
      expect(sentence, answer).toContain(promise)
      expect(sentence, answer).not.toContain('\n')
      expect(rest, answer).toContain('什么算保密信息')
      expect(others).toEqual([])
    }
  })
})
