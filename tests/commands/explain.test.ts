import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { explain, WINDOW_NAMES } from '../../src/commands/explain.ts'
import type { Knowledge } from '../../src/conversation/knowledge.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { TOPICS } from '../../src/guidance/topics.ts'

let knowledge: Knowledge
beforeAll(async () => {
  const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
  knowledge = library.knowledge
})

/** What comes out for these lines, and how many of them were bad. */
async function explained(
  lines: string | readonly string[],
  window = 'section',
): Promise<{ bad: number; rows: Record<string, unknown>[] }> {
  const output = new PassThrough()
  const input = Readable.from([typeof lines === 'string' ? lines : lines.map((line) => `${line}\n`).join('')])
  const written = text(output)
  const bad = await explain(window, knowledge, input, output)
  output.end()
  const rows = (await written).split('\n').slice(0, -1)
  return { bad, rows: rows.map((row) => JSON.parse(row)) }
}

const asking = (words: string): string => JSON.stringify({ text: words })

describe('explain section', () => {
  it('gives the best topic and all of them by rank', async () => {
    const { bad, rows } = await explained([asking('客户发来一份保密协议，签之前要看什么')])
    expect(bad).toBe(0)
    expect(rows).toHaveLength(1)
    const { best, ranked } = rows[0] as { best: string; ranked: { id: string; score: number }[] }
    expect(best).toBe('nda')
    expect(ranked[0]?.id).toBe('nda')
    expect(ranked.map(({ id }) => id).sort()).toEqual([...TOPICS].sort())
    const scores = ranked.map(({ score }) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(scores.every((score) => Number.isFinite(score))).toBe(true)
  })

  it('says none for what is none of its matters', async () => {
    expect((await explained([asking('今天天气怎么样'), asking('')])).rows.map(({ best }) => best)).toEqual([
      'none',
      'none',
    ])
  })

  it('keeps the order, one line for each', async () => {
    const words = ['NDA里的违约金太高怎么办', '怎么给文件加密', '客户投诉我泄密', '公共Wi-Fi能聊项目吗']
    const alone = await Promise.all(words.map(async (one) => (await explained([asking(one)])).rows[0]))
    expect((await explained(words.map(asking))).rows).toEqual(alone)
    expect(alone.map((row) => row?.best)).toEqual(['nda', 'tools', 'complaint', 'tools'])
  })

  it.each(['no JSON', '{"text": 1}', '{"words": "你好"}', '"你好"', '[]', 'null', '{'])(
    'puts an error in the place of a line that cannot be used, and goes on: %s',
    async (line) => {
      const { bad, rows } = await explained([asking('怎么给文件加密'), line, asking('客户投诉我泄密')])
      expect(bad).toBe(1)
      expect(rows.map(({ best }) => best)).toEqual(['tools', undefined, 'complaint'])
      expect(rows[1]).toEqual({ error: expect.stringContaining('"text"') })
      expect(JSON.stringify(rows[1])).not.toContain('你好')
    },
  )

  it('takes Windows line ends, a last line without one, and a byte order mark', async () => {
    const { bad, rows } = await explained(`\ufeff${asking('怎么给文件加密')}\r\n${asking('客户投诉我泄密')}`)
    expect(bad).toBe(0)
    expect(rows.map(({ best }) => best)).toEqual(['tools', 'complaint'])
  })

  it('gives nothing for nothing', async () => {
    expect(await explained('')).toEqual({ bad: 0, rows: [] })
  })

  it('waits for a reader that is slower than it', async () => {
    const output = new PassThrough({ highWaterMark: 1 })
    const written = text(output)
    const lines = Array.from({ length: 50 }, (_, index) => asking(`第${index}个文件怎么加密`))
    await explain('section', knowledge, Readable.from([lines.join('\n')]), output)
    output.end()
    expect((await written).trim().split('\n')).toHaveLength(50)
  })

  it('knows its windows', async () => {
    expect(WINDOW_NAMES).toContain('section')
    await expect(explain('no-such', knowledge, Readable.from([]), new PassThrough())).rejects.toThrow(RangeError)
  })
})

describe('explain time', () => {
  const asked = (text: string, now: string, tz?: string): string => JSON.stringify({ text, now, tz })
  const shown = async (...line: Parameters<typeof asked>) => (await explained([asked(...line)], 'time')).rows[0]

  it('shows when something fires once, with the offset of the zone', async () => {
    expect(await shown('明早9点叫我起床', '2026-11-25T10:00:00+08:00', 'Asia/Shanghai')).toEqual({
      kind: 'once',
      at: '2026-11-26T09:00:00+08:00',
      rrule: null,
      start: null,
      next: ['2026-11-26T09:00:00+08:00'],
      content: '起床',
      guessed: [],
    })
  })

  it('takes an instant and what the clock of the zone shows', async () => {
    const instant = await shown('20分钟后', '2026-11-25T15:00:00Z', 'America/New_York')
    expect(instant).toMatchObject({ at: '2026-11-25T10:20:00-05:00' })
    expect(await shown('20分钟后', '2026-11-25 10:00', 'America/New_York')).toEqual(instant)
  })

  it('shows rules, one a line, and the next three firings', async () => {
    expect(await shown('每周一9:30和周三17:20提醒我开会', '2026-11-25T20:00', 'Asia/Shanghai')).toEqual({
      kind: 'recurring',
      at: null,
      rrule: 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=30\nFREQ=WEEKLY;BYDAY=WE;BYHOUR=17;BYMINUTE=20',
      start: '2026-11-30T09:30:00',
      next: ['2026-11-30T09:30:00+08:00', '2026-12-02T17:20:00+08:00', '2026-12-07T09:30:00+08:00'],
      content: '开会',
      guessed: [],
    })
  })

  it.each([
    ['每90分钟', 'FREQ=MINUTELY;INTERVAL=90'],
    ['每2小时', 'FREQ=HOURLY;INTERVAL=2'],
    ['工作日上午九点', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0'],
  ])('shows what is kept as no rule as the rule that comes nearest: %s', async (text, rrule) => {
    expect(await shown(text, '2026-11-25T10:00')).toMatchObject({ kind: 'recurring', rrule })
  })

  it.each([
    ['明天7点', 'ask', 'half'],
    ['你好', 'ask', 'when'],
    ['2月30号', 'refuse', 'noSuchDay'],
    ['每分钟', 'refuse', 'tooOften'],
  ])('says why: %s', async (text, kind, why) => {
    expect(await shown(text, '2026-11-25T10:00')).toMatchObject({ kind, why, next: [] })
  })

  it.each([
    [{ text: '明天', now: '2026-11-25T10:00', tz: 'Mars/Olympus' }, 'tz'],
    [{ text: '明天', now: 'soon', tz: 'Asia/Shanghai' }, 'now'],
    [{ text: '明天' }, 'now'],
    [{ now: '2026-11-25T10:00' }, 'text'],
  ])('names the field that cannot be used: %j', async (fields, name) => {
    const { bad, rows } = await explained([JSON.stringify(fields)], 'time')
    expect(bad).toBe(1)
    expect(rows[0]).toEqual({ error: expect.stringContaining(`"${name}"`) })
  })
})
