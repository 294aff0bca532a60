import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { findUrgent, URGENT_CASES, type UrgentCase } from '../../src/conversation/urgent.ts'
import { indexUrgentPhrases, UrgentWords } from '../../src/guidance/urgent-phrases.ts'

const file = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8')
const words = UrgentWords.parse(parse(await file('../../data/phrases/urgent.yaml')))
const phrases = indexUrgentPhrases(words, (message) => {
  throw new Error(message)
})

function parseRows(table: string): Map<string, string[]> {
  const rows = new Map<string, string[]>()
  let texts: string[] = []
  for (const line of table.split('\n')) {
    if (line.startsWith('# ')) {
      texts = []
      rows.set(line.slice(2), texts)
    } else if (line !== '' && !line.startsWith('//')) texts.push(line)
  }
  return rows
}

const rows = parseRows(await file('./urgent-rows.txt'))
const of = (heading: string): readonly string[] => rows.get(heading) ?? []
const heardAs = (texts: readonly string[]): (readonly [string, UrgentCase | undefined])[] =>
  texts.map((text) => [text, findUrgent(text, phrases)])

describe('emergencies told in other words, sideways, and as long stories', () => {
  it('are in a table that is worth the name', () => {
    const known = URGENT_CASES.flatMap((id) => [id, `unheard ${id}`])
    expect([...rows.keys()].filter((heading) => heading !== 'nothing' && !known.includes(heading))).toEqual([])
    expect(URGENT_CASES.flatMap((id) => [...of(id)]).length).toBeGreaterThan(300)
    expect(of('nothing').length).toBeGreaterThan(250)
  })

  it.each(URGENT_CASES)('are heard: %s', (id) => {
    expect(heardAs(of(id)).filter(([, heard]) => heard !== id)).toEqual([])
  })

  it('are not heard in what only sounds like one', () => {
    expect(heardAs(of('nothing')).filter(([, heard]) => heard !== undefined)).toEqual([])
  })

  it.each(URGENT_CASES)('are known to be missed in a few: %s', (id) => {
    expect(heardAs(of(`unheard ${id}`)).filter(([, heard]) => heard === id)).toEqual([])
  })
})
