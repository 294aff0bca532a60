import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { StoredContract } from '../../src/conversation/session.ts'
import { takeTurn } from '../../src/conversation/take-turn.ts'
import { contractReview } from '../../src/documents/contract-review.ts'
import { writeDocx } from '../../src/documents/write-docx.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { renderTurn } from '../../src/guidance/render.ts'
import { WELCOMED } from '../conversation/welcomed.ts'
import { reader, textOf } from './opened.ts'

/** LibreOffice, where it happens to be installed: nothing of ours needs it, so without it these tests are skipped. */
const isInstalled = spawnSync('soffice', ['--version']).status === 0
const CONTRACTS = new URL('../nda/contracts/dev/', import.meta.url)
const NOW = Date.UTC(2026, 10, 23, 3)
const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const words = (page: string): string =>
  renderTurn([{ page }], { page: (id) => library.pages.get(id), globals: library.globals }).join('\n')

async function readContract(name: string): Promise<{ contract: StoredContract; text: string }> {
  const text = await readFile(new URL(name, CONTRACTS), 'utf8')
  const document = { name, reading: { ok: true, text } } as const
  const moment = { at: NOW, today: '2026-11-23', hour: 11, zone: 'Asia/Shanghai' }
  const { contract } = takeTurn(
    WELCOMED,
    { id: 'm1', kind: 'file', text: '', document },
    moment,
    library.knowledge,
  ).session
  if (contract === null) throw new Error(`${name} was not read`)
  return { contract, text }
}

/** What is shown of each review, as the PDFs say it; made in one go, because the program takes long to start. */
let shown: ReadonlyMap<string, string>
const CASES = ['01-copywriter-gig', '21-english-consultant', '26-call-list-gig'] as const

async function showAll(folder: string): Promise<ReadonlyMap<string, string>> {
  const files: string[] = []
  const write = async (name: string, contract: StoredContract, held: string | null): Promise<void> => {
    const { content } = contractReview(contract, held, (saying) =>
      renderTurn([saying], { page: (id) => library.pages.get(id), globals: library.globals }).join('\n'),
    )
    files.push(`${folder}/${name}.docx`)
    await writeFile(`${folder}/${name}.docx`, await writeDocx(content, NOW))
  }
  for (const name of CASES) {
    const { contract, text } = await readContract(`${name}.txt`)
    await write(name, contract, text)
  }
  await write('forgotten', (await readContract('01-copywriter-gig.txt')).contract, null)
  const profile = `-env:UserInstallation=${pathToFileURL(`${folder}/profile`).href}`
  const run = spawnSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...files])
  if (run.status !== 0) throw new Error(`soffice: ${run.stderr}`)
  const pages = [...CASES, 'forgotten'].map(async (name): Promise<[string, string]> => {
    const reading = await opened.read(await readFile(`${folder}/${name}.pdf`), `${name}.pdf`)
    return [name, squeeze(textOf(reading))]
  })
  return new Map(await Promise.all(pages))
}

const opened = reader()
const squeeze = (text: string): string => text.replace(/\s+/g, '')

describe.skipIf(!isInstalled)('the review as LibreOffice shows it (skipped where soffice is not installed)', () => {
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shoumi-review-'))
    shown = await showAll(folder).finally(() => rm(folder, { recursive: true, force: true }))
  }, 180_000)

  it.each([
    [CASES[0], '包括但不限于直接损失、预期利润、商誉损失、律师费和公证费', '您好，条款我看了'],
    [CASES[1], 'Non-Competition. During the engagement', "Hi, I've read the terms."],
    [CASES[2], '名单来源、话术、价格、甲方身份都要绝对保密', '这单我就不接了'],
  ])('%s: every place with its words, and what can be sent', async (name, quote, message) => {
    const page = shown.get(name)
    expect(page).toContain(squeeze(quote))
    expect(page).toContain(squeeze(message))
    for (const { id } of (await readContract(`${name}.txt`)).contract.flags) {
      expect(page).toContain(squeeze(library.pages.get(`flag/${id}`)?.title ?? 'no such flag'))
      expect(page).toContain(squeeze(words(`flag-ask/${id}`)))
    }
  })

  it('without the text, it quotes nothing and says why', () => {
    expect(shown.get('forgotten')).toContain(squeeze(words('nda/doc-no-quotes')))
    expect(shown.get('forgotten')).not.toContain('预期利润、商誉损失、律师费')
  })
})
