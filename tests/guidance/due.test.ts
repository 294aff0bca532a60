import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { globalsOn, pastDue, readDues } from '../../src/guidance/due.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const DATA = fileURLToPath(new URL('../../data', import.meta.url))
const LAW = { kind: 'law', id: 'x', due: '2027-11-23' } as const

describe('what is due', () => {
  it('is past from the next day on, the longest waiting first', () => {
    const dues = [LAW, { ...LAW, id: 'older', due: '2026-01-01' }, { ...LAW, id: 'later', due: '2028-01-01' }]
    expect(pastDue(dues, '2027-11-23').map(({ id }) => id)).toEqual(['older'])
    expect(pastDue(dues, '2027-11-24').map(({ id }) => id)).toEqual(['older', 'x'])
  })

  it('is read out of pages, lists and maps, and files that are broken or say nothing of it are passed by', async () => {
    const root = await temporaryFolder()
    for (const folder of ['pages', 'nda', 'phrases']) await mkdir(join(root, folder))
    const files = {
      'law.yaml': '- id: a\n  due: 2027-01-01\n- id: b\n  due: null\n',
      'hotlines.yaml': "- {id: c, number: '1', due: 2027-01-02}\n",
      'english.yaml': 'd: {name: D, due: 2027-01-03}\ne: {name: E}\n',
      'nda/f.yaml': '- type: f\n  due: 2027-01-04\n  flags: [{id: g, due: 2020-01-01}]\n',
      'pages/h.md': '---\nid: h\ntitle: 题\ndue: 2027-01-05\n---\n正文 due: 2020-01-01\n',
      'pages/i.md': '---\nid: i\ntitle: 题\n---\n正文 due: 2020-01-01\n',
      'pages/j.md': '---\nid: [j\ndue: 2027-01-06\n',
      'phrases/k.yaml': 'k: {due: 2020-01-01}\n',
    }
    for (const [file, text] of Object.entries(files)) await writeFile(join(root, file), text)
    const dues = await readDues(root)
    expect(dues.map(({ kind, id, due }) => `${kind} ${id} ${due}`).sort()).toEqual([
      'clause d 2027-01-03',
      'clause f 2027-01-04',
      'hotline c 2027-01-02',
      'law a 2027-01-01',
      'page h 2027-01-05',
    ])
  })

  it('is every law that the bot cites', async () => {
    const laws = (await readDues(DATA)).filter(({ kind }) => kind === 'law')
    expect(laws.length).toBeGreaterThanOrEqual(10)
  })
})

describe('law that is past due', () => {
  const library = { globals: { 'law.x': '民法典第一条', 'law.y': '民法典第二条' }, dues: [LAW] }

  it('is marked wherever a page quotes it, and other law is not', () => {
    expect(globalsOn(library, '2027-11-23')).toEqual(library.globals)
    expect(globalsOn(library, '2027-11-24')).toEqual({
      'law.x': { page: 'law-past-due', with: { law: '民法典第一条' } },
      'law.y': '民法典第二条',
    })
  })
})
