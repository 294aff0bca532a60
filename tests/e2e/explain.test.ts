import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { CLAUSE_TYPES } from '../../src/nda/clause-types.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What the command prints; rejects with its exit code and what it complains of. */
function explain(...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'src/main.ts', 'explain', ...args],
      { cwd: ROOT },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout)
        else reject(Object.assign(new Error(stderr), { code: error.code, stderr }))
      },
    )
  })
}

test('explain nda shows all types of clause, and quotes the file word for word', async () => {
  const text =
    '保密协议  \r\n甲方：____  乙方：____ \r\n第一条 保密信息指一切信息。 \r\n第二条 乙方违约的，支付违约金五十万元。\r\n'
  const file = join(await temporaryFolder(), '协议.txt')
  await writeFile(file, `\ufeff${text}`)
  const stdout = await explain('nda', file)
  const { clauses, missing } = JSON.parse(stdout) as {
    clauses: { type: string; present: boolean; quote: string; flags: { id: string; quote: string }[] }[]
    missing: string[]
  }
  expect(stdout.trim().split('\n')).toHaveLength(1)
  expect(clauses.map(({ type }) => type)).toEqual([...CLAUSE_TYPES])
  expect(clauses.filter(({ present }) => !present).map(({ type }) => type)).toEqual(missing)
  const quotes = clauses.flatMap(({ quote, flags }) => [quote, ...flags.map((flag) => flag.quote)])
  expect(quotes.filter((quote) => !text.includes(quote))).toEqual([])
  expect(clauses.find(({ type }) => type === 'liquidated-damages')?.flags.length).toBeGreaterThan(0)
}, 30_000)

test('explain nda says what is wrong with the file', async () => {
  await expect(explain('nda', '/nowhere/协议.pdf')).rejects.toMatchObject({ code: 2, stderr: /读不到文件/ })
}, 30_000)
