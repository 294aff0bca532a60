import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadNdaRules } from '../../src/guidance/nda-rules.ts'
import type { Fault } from '../../src/guidance/page.ts'
import { CLAUSE_TYPES } from '../../src/nda/clause-types.ts'
import { shippedRules } from './nda-rules.ts'

const LAWS = new Set((await readFile(new URL('../../data/law.yaml', import.meta.url), 'utf8')).match(/(?<=- id: ).+/g))

describe('the rules that ship', () => {
  it('cover the 29 types, each flag with texts of its own', async () => {
    const rules = await shippedRules()
    expect(rules.types.map(({ type }) => type)).toEqual([...CLAUSE_TYPES])
    const texts = [...rules.flags.values(), ...rules.texts.values()]
    for (const { why, ask } of texts) {
      expect(why).toMatch(/[。！？」]$/)
      expect(ask).toMatch(/[。！？?」]$/)
      expect(why + ask).not.toMatch(/[甲乙]方|[,;]/)
    }
    for (const { flags } of rules.types) for (const { id } of flags) expect(rules.flags.get(id)?.id).toBe(id)
  })

  it('count as a flag only the absence of four types', async () => {
    const { types } = await shippedRules()
    expect(types.filter(({ absent }) => absent !== undefined).map(({ type }) => type)).toEqual([
      'definition',
      'exclusions',
      'compelled-disclosure',
      'term',
    ])
  })

  it('keep 别接 for what no wording can mend', async () => {
    const { flags } = await shippedRules()
    expect([...flags.values()].filter(({ severity }) => severity === 'refuse').map(({ id }) => id)).toEqual([
      'reporting-crime-forbidden',
      'crime-hidden',
      'crime-taken-over',
      'personal-information-sold',
      'account-lent',
      'credentials-handed-over',
    ])
  })
})

describe('faults in the rules', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'nda-'))
    await cp(fileURLToPath(new URL('../../data/nda', import.meta.url)), join(root, 'nda'), { recursive: true })
  })
  afterEach(() => rm(root, { recursive: true }))

  /** The faults after this text has been put in place of that one in a file, with the line of the first place. */
  async function broken(file: string, from: string, to: string): Promise<{ faults: string[]; line: number }> {
    const path = join(root, file)
    const text = await readFile(path, 'utf8')
    expect(text).toContain(from)
    await writeFile(path, text.replace(from, to))
    const found: Fault[] = []
    expect(await loadNdaRules(root, LAWS, found)).toBeUndefined()
    const line = text.slice(0, text.indexOf(from)).split('\n').length
    return { faults: found.map((one) => `${one.file}:${one.line} ${one.message}`), line }
  }

  it.each([
    ['nda/money.yaml', '    - (违约金|罚款', '    - (违约金|罚款 … ', 'nda/money.yaml', '括号'],
    ['nda/handling.yaml', 'civil-code-558', 'civil-code-1', 'nda/handling.yaml', 'law.yaml 里没有 civil-code-1'],
    ['nda/work.yaml', 'severity: must', 'severity: bad', 'nda/work.yaml', 'severity'],
  ])('are told with file and line: %s %s', async (file, from, to, where, message) => {
    const { faults, line } = await broken(file, from, to)
    expect(faults[0]).toContain(`${where}:${line} `)
    expect(faults[0]).toContain(message)
  })

  it('name a word list that is not there', async () => {
    expect((await broken('nda/scope.yaml', '{secrecy}', '{secrecies}')).faults[0]).toContain(
      'words.yaml 里没有 secrecies',
    )
  })

  it('tell of an id that is given twice', async () => {
    const { faults } = await broken('nda/contract.yaml', 'id: court-abroad', 'id: court-at-client')
    expect(faults).toEqual([expect.stringContaining('court-at-client 写了两次')])
  })

  it('tell of a type that is missing', async () => {
    const { faults } = await broken('nda/contract.yaml', 'type: renewal', 'type: jurisdiction')
    expect(faults.join('\n')).toContain('jurisdiction 写了两次')
    expect(faults.join('\n')).toContain('没有一个文件写了 renewal')
  })

  it('tell of a file that is not there', async () => {
    await rm(join(root, 'nda/words.yaml'))
    const found: Fault[] = []
    expect(await loadNdaRules(root, LAWS, found)).toBeUndefined()
    expect(found[0]).toMatchObject({ file: 'nda/words.yaml', message: '缺少这个文件' })
  })
})
