import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { takeTurn } from '../../src/conversation/take-turn.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { WELCOMED } from './welcomed.ts'

const { knowledge } = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const CONTRACTS = fileURLToPath(new URL('../nda/contracts/dev/', import.meta.url))
const NOW = { at: Date.UTC(2026, 10, 23, 3), today: '2026-11-23', hour: 11, zone: 'Asia/Shanghai' }

const pagesFor = (text: string): readonly string[] => {
  return takeTurn(WELCOMED, { id: 'm1', kind: 'text', text }, NOW, knowledge).say.map(({ page }) => page)
}

describe.each(readdirSync(CONTRACTS).filter((name) => name.endsWith('.txt')))('%s', (name) => {
  const lines = readFileSync(`${CONTRACTS}${name}`, 'utf8').split('\n')
  const half = Math.floor(lines.length / 2)
  const third = Math.floor(lines.length / 3)
  it.each([
    ['the whole', lines],
    ['its first half', lines.slice(0, half)],
    ['its second half', lines.slice(half)],
    ['its middle', lines.slice(third, 2 * third)],
  ])('%s is read although nobody asked for it, and never taken for an emergency', (_, part) => {
    const [first] = pagesFor(part.join('\n'))
    expect(first).toBe('nda/privacy')
  })
})
