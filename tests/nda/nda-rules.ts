import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { loadNdaRules } from '../../src/guidance/nda-rules.ts'
import type { Fault } from '../../src/guidance/page.ts'
import { indexNdaRules } from '../../src/nda/index-rules.ts'
import { NdaTypes, NdaWords } from '../../src/nda/rule-schema.ts'
import type { NdaRules } from '../../src/nda/rules.ts'

const DATA = new URL('../../data/', import.meta.url)

/** The rules that ship. */
export async function shippedRules(): Promise<NdaRules> {
  const faults: Fault[] = []
  const laws = new Set((await readFile(new URL('law.yaml', DATA), 'utf8')).match(/(?<=- id: ).+/g))
  const rules = await loadNdaRules(fileURLToPath(DATA), laws, faults)
  if (rules === undefined)
    throw new Error(faults.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'))
  return rules
}

const TEXTS = { title: '标题', why: '为什么。', ask: '怎么问?' }

/** Rules of one type only (term), whose one flag is raised by these patterns. */
export function rulesOf(
  when: readonly unknown[],
  extra: {
    readonly flag?: object
    readonly words?: Readonly<Record<string, readonly string[]>>
    readonly compounds?: readonly string[]
  } = {},
): { readonly rules: NdaRules; readonly faults: readonly string[] } {
  const faults: string[] = []
  const words = NdaWords.parse({
    words: { secret: ['保密信息', '商业秘密'], ...extra.words },
    ...(extra.compounds && { compounds: extra.compounds }),
    roles: { labels: ['甲方', '乙方'], client: ['披露方', '公司'], freelancer: ['接收方', '本人'] },
    contract: { signs: ['协议'], not: ['发票'], about: ['保密'], accept: ['同意请回复'] },
    secrecy: ['保密'],
    mutual: ['双方均'],
  })
  const types = NdaTypes.parse([
    {
      type: 'term',
      name: '期限',
      why: '为什么。',
      ask: '怎么问?',
      fine: '写了。',
      unwritten: '没写。',
      present: ['期限'],
      flags: [{ id: 'tried', severity: 'must', ...TEXTS, when, ...extra.flag }],
    },
  ])
  const rules = indexNdaRules(words, [{ file: 'tried.yaml', types }], (_, path, message) =>
    faults.push(`${path.join('.')}: ${message}`),
  )
  return { rules, faults: faults.filter((fault) => !fault.includes('没有一个文件写了')) }
}
