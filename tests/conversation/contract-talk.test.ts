import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { takeTurn } from '../../src/conversation/take-turn.ts'
import type { Memory } from '../../src/conversation/turn.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { WELCOMED } from './welcomed.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const { knowledge } = await loadLibrary(at('../../data'))
const CONTRACT = readFileSync(at('../nda/contracts/dev/01-copywriter-gig.txt'), 'utf8')
const NUMBERED = [
  '第一条 定义：一切信息都是保密信息。',
  '第二条 乙方泄密赔偿甲方100万元及一切间接损失。',
  '第三条 乙方三年内不得从事同行业。',
  '第四条 保密期限永久。',
  '第五条 甲方可单方修改。',
  '第六条 甲方于验收后十日内付款。',
  '第七条 本协议一式两份。',
  '第八条 争议由甲方所在地法院管辖。',
].join('\n')
const MOMENT = { at: Date.UTC(2026, 10, 23, 4), today: '2026-11-23', hour: 12, zone: 'Asia/Shanghai' }

/** What was said before, by place. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  none: [],
  stage: ['签保密协议'],
  text: ['签保密协议', '1'],
  client: ['确认保密范围'],
  pieces: [
    '第一条 乙方应对甲方的一切信息保密，包括但不限于技术、经营、客户资料，永久有效。',
    '第二条 乙方违反的，支付违约金五十万元，并赔偿一切损失。',
  ],
  numbered: [NUMBERED, '能签吗'],
  keep: [CONTRACT, '发完了'],
  left: [CONTRACT, '发完了', '不用'],
  signed: [CONTRACT, '发完了', '不用', '我签了'],
}

function hear(memory: Memory, text: string, id: string) {
  const { session, effects, say } = takeTurn(memory, { id, kind: 'text', text }, MOMENT, knowledge)
  const held = effects.reduce<string | null>(
    (text, effect) => (effect.type === 'holdText' ? effect.text : effect.type === 'dropText' ? null : text),
    memory.held,
  )
  return { memory: { ...memory, session, held }, pages: say.map(({ page }) => page) }
}

const rows = readFileSync(at('contract-talk-rows.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' | ') as [place: string, page: string, words: string])

describe('what is said about an agreement', () => {
  it.each(rows)('%s: %s: %s', (place, page, words) => {
    const said = BEFORE[place]
    if (said === undefined) throw new Error(`no such place: ${place}`)
    const memory = said.reduce((memory, text, index) => hear(memory, text, `m${index}`).memory, WELCOMED)
    const { pages } = hear(memory, words.replaceAll('\\n', '\n'), 'last')
    if (page.startsWith('!')) expect(pages[0]).not.toBe(page.slice(1))
    else expect(pages[0]).toBe(page)
  })

  it('asks only once whether to record what was read', () => {
    const memory = (BEFORE.keep ?? []).reduce((memory, text, index) => hear(memory, text, `m${index}`).memory, WELCOMED)
    const asked = hear(memory, '最不能签的是哪条', 'm8')
    expect(asked.pages).not.toContain('nda/ask-keep')
    expect(hear(asked.memory, '记', 'm9').pages).toContain('nda/ask-client')
  })
})
