import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import type { z } from 'zod'
import { indexNdaRules } from '../nda/index-rules.ts'
import { NdaTypes, NdaWords } from '../nda/rule-schema.ts'
import type { NdaRules } from '../nda/rules.ts'
import type { Fault } from './page.ts'

const WORDS = 'nda/words.yaml'

/** A rule file as it was parsed, with what is needed to say on which line something stands. */
interface RuleFile<Data> {
  readonly data: Data | undefined
  lineOf(path: readonly PropertyKey[]): number
}

/**
 * Loads data/nda: words.yaml and every other .yaml there. Adds to `faults` what cannot be used, with file (below data/) and line, and gives
 * undefined then. `laws` are the ids that a type may cite, if they are known.
 */
export async function loadNdaRules(
  root: string,
  laws: ReadonlySet<string> | undefined,
  faults: Fault[],
): Promise<NdaRules | undefined> {
  const before = faults.length
  const words = await readRules(root, WORDS, NdaWords, faults)
  const names = (await readdir(join(root, 'nda'))).filter((name) => name.endsWith('.yaml') && name !== 'words.yaml')
  const files = new Map<string, RuleFile<z.infer<typeof NdaTypes>>>()
  for (const name of names.sort()) {
    const file = `nda/${name}`
    const rules = await readRules(root, file, NdaTypes, faults)
    files.set(file, rules)
    rules.data?.forEach((type, index) => {
      type.law.forEach((id, place) => {
        if (laws !== undefined && !laws.has(id))
          faults.push({ file, line: rules.lineOf([index, 'law', place]), message: `law.yaml 里没有 ${id}` })
      })
    })
  }
  if (words.data === undefined || faults.length > before) return undefined
  const types = [...files].flatMap(([file, { data }]) => (data === undefined ? [] : [{ file, types: data }]))
  const rules = indexNdaRules(words.data, types, (file, path, message) =>
    faults.push({ file, line: (file === WORDS ? words : files.get(file))?.lineOf(path) ?? 1, message }),
  )
  return faults.length > before ? undefined : rules
}

async function readRules<Schema extends z.ZodType>(
  root: string,
  file: string,
  schema: Schema,
  faults: Fault[],
): Promise<RuleFile<z.infer<Schema>>> {
  const text = await readFile(join(root, file), 'utf8').catch(() => undefined)
  if (text === undefined) {
    faults.push({ file, line: 1, message: '缺少这个文件' })
    return { data: undefined, lineOf: () => 1 }
  }
  const document = parseDocument(text)
  const lineOf = (path: readonly PropertyKey[]): number => {
    const node = document.getIn(path, true) as { range?: readonly number[] } | undefined
    return node?.range === undefined ? 1 : text.slice(0, node.range[0]).split('\n').length
  }
  for (const error of document.errors)
    faults.push({ file, line: error.linePos?.[0].line ?? 1, message: `这里的格式不对(${error.code})` })
  if (document.errors.length > 0) return { data: undefined, lineOf }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { data: parsed.data, lineOf }
  for (const issue of parsed.error.issues) {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] as string] : issue.path
    faults.push({ file, line: lineOf(path), message: `${issue.path.join('.')}: ${issue.message}` })
  }
  return { data: undefined, lineOf }
}
