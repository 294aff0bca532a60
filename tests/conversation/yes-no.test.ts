import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { isUnsure, readYesNo, type YesNo } from '../../src/conversation/answers/yes-no.ts'
import { indexYesNo, YesNoLists } from '../../src/guidance/yes-no-phrases.ts'
import { eightTimes, processorTime } from './processor-time.ts'

const file = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8')
const lists = YesNoLists.parse(parse(await file('../../data/phrases/yes-no.yaml')))
const clashes: string[] = []
const phrases = indexYesNo(lists, (word, kinds) => clashes.push(`${word}: ${kinds.join(', ')}`))

type Label = YesNo | 'doubt' | 'open' | 'yes?' | 'no?'
interface Row {
  readonly question: string
  readonly text: string
  readonly label: Label
}

function parseRows(table: string): Row[] {
  let question = ''
  return table.split('\n').flatMap((line) => {
    if (line.startsWith('# ')) question = line === '# (unknown)' ? '' : line.slice(2)
    const [, label, texts] = /^(yes\??|no\??|unsure|vague|doubt|other|open): (.+)$/.exec(line) ?? []
    return (texts?.split(' | ') ?? []).map((text) => ({ question, text, label: label as Label }))
  })
}

const rows = parseRows(await file('./yes-no-rows.txt'))
const read = ({ question, text }: Pick<Row, 'question' | 'text'>): YesNo => readYesNo(text, question, phrases)
const opposite = { yes: 'no', no: 'yes' } as const

const MAY_BE: Readonly<Record<Label, readonly YesNo[]>> = {
  yes: ['yes'],
  no: ['no'],
  unsure: ['unsure'],
  vague: ['vague'],
  other: ['other'],
  doubt: ['unsure', 'vague'],
  open: ['unsure', 'vague', 'other'],
  'yes?': ['yes', 'unsure', 'vague', 'other'],
  'no?': ['no', 'unsure', 'vague', 'other'],
}

describe('an answer to a yes/no question', () => {
  const questions = [...new Set(rows.map(({ question }) => question))]

  it('is read in a table that is worth the name', () => {
    expect(rows.length).toBeGreaterThan(2000)
    expect(questions.length).toBeGreaterThan(60)
  })

  test.each(questions)('%s', (question) => {
    const wrong = rows
      .filter((row) => row.question === question && !MAY_BE[row.label].includes(read(row)))
      .map((row) => `${row.text}: ${read(row)}, not ${row.label}`)
    expect(wrong).toEqual([])
  })

  it('is heard as not knowing at a glance where a whole reading would hear it, and nowhere else', () => {
    const unsure = rows.filter((row) => read(row) === 'unsure')
    expect(unsure.length).toBeGreaterThan(100)
    expect(rows.filter(({ text, question }) => isUnsure(text, question, phrases))).toEqual(unsure)
  })
})

describe('yes and no', () => {
  const polar = rows.filter(({ label }) => label === 'yes' || label === 'no')

  test.each(['~', '!', '。', '！！', '…', '吧?', '吧', '😂', '[捂脸]', '\n'])('are not flipped by %j', (end) => {
    const flipped = polar.filter(
      (row) => read({ ...row, text: row.text + end }) === opposite[row.label as 'yes' | 'no'],
    )
    expect(flipped).toEqual([])
  })

  test.each(['嗯，', '哎呀 ', '那个，', '  ', '😅'])('are not flipped by %j before them', (start) => {
    const flipped = polar.filter(
      (row) => read({ ...row, text: start + row.text }) === opposite[row.label as 'yes' | 'no'],
    )
    expect(flipped).toEqual([])
  })

  test.each(['~', '!', '。', '😂', '\n'])('are still themselves with %j', (end) => {
    expect(polar.filter((row) => read({ ...row, text: row.text + end }) !== row.label)).toEqual([])
  })

  it('are the same in full-width letters and in capitals', () => {
    for (const text of ['ＹＥＳ', 'Yes', 'YES。']) expect(read({ question: '签了吗？', text })).toBe('yes')
    for (const text of ['ＮＯ', 'Not yet', 'No!']) expect(read({ question: '签了吗？', text })).toBe('no')
  })

  it('are read below the message that a reply quotes', () => {
    const text = '「守密：签了保密协议吗？」\n- - - - - - - - - -\n没签'
    expect(read({ question: '签了保密协议吗？', text })).toBe('no')
  })
})

describe('a message about something else', () => {
  const others = rows.filter(({ label }) => label === 'other').map(({ text }) => text)
  const clean = others.filter((text) => !/[签删还收说发写同意确认要用会]/u.test(text))

  it('is never yes or no, whatever was asked', () => {
    const questions = [...new Set(rows.map(({ question }) => question))].filter((question) => question !== '')
    fc.assert(
      fc.property(fc.constantFrom(...clean), fc.constantFrom(...questions), (text, question) => {
        expect(['yes', 'no']).not.toContain(read({ question, text }))
      }),
      { numRuns: 5000 },
    )
  })

  it('is not an answer for what it begins with', () => {
    for (const text of ['好像', '对方', '你好', '不好说', '是不是', '有点', '好奇', '没事', '不错', '行业', '对了']) {
      expect(['yes', 'no']).not.toContain(read({ question: '签了保密协议吗？', text }))
    }
  })
})

describe('any message', () => {
  const words = [
    ...lists.words.none,
    ...lists.words.agree,
    ...lists.words.turns,
    ...lists.words.they,
    '签',
    '了',
    '…',
    ',',
  ]

  it('is read without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, question) => {
        expect(MAY_BE.open.concat('yes', 'no')).toContain(read({ text, question }))
      }),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (said) => {
        expect(MAY_BE.open.concat('yes', 'no')).toContain(read({ text: said.join(''), question: '签了吗？' }))
      }),
      { numRuns: 2000 },
    )
  })

  test.each(['签', '没签', '签好好了', '嗯…', '不是', 'no ', '[a', '「', '一', '删了,', '？'])(
    'takes time in proportion to its length: %s',
    (piece) => {
      const took = (length: number): number => {
        const long = piece.repeat(Math.ceil(length / piece.length))
        return processorTime(() => {
          for (const end of ['', '没', 'x']) {
            read({ text: long + end, question: '签了保密协议吗？' })
            read({ text: '签了', question: long + end })
          }
        })
      }
      expect(took(160_000)).toBeLessThan(eightTimes(took(20_000)))
    },
  )
})

describe('the lists', () => {
  it('give every word one kind', () => {
    expect(clashes).toEqual([])
  })

  it('tell when a word has two', () => {
    const told: string[] = []
    const twice = { ...lists, words: { ...lists.words, deny: [...lists.words.deny, '对'] } }
    indexYesNo(twice, (word) => told.push(word))
    expect(told).toEqual(['对'])
  })
})
