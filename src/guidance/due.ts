import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { parse } from 'yaml'
import type { Params } from '../../flows/shared/question.ts'

/** Something in data/ that has to be looked at again by a day, `YYYY-MM-DD`. */
export interface Due {
  readonly kind: 'law' | 'hotline' | 'page' | 'clause'
  readonly id: string
  readonly due: string
}

/**
 * Reads out of data/ what has to be looked at again, and by when. Says nothing of faults: `loadLibrary` does. It is
 * quick, so that an operator's command need not load all that the bot knows.
 */
export async function readDues(root: string): Promise<readonly Due[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(?:md|yaml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  const dues = await Promise.all(
    paths.map(async (path) => {
      const file = relative(root, path).split(sep).join('/')
      if (file.startsWith('phrases/')) return []
      return duesIn(file, await readFile(path, 'utf8'))
    }),
  )
  return dues.flat()
}

function duesIn(file: string, text: string): Due[] {
  if (!/\bdue:/.test(text)) return []
  const content = file.endsWith('.md') ? text.split(/^---$/m, 2)[1] : text
  const kind =
    file === 'law.yaml' ? 'law' : file === 'hotlines.yaml' ? 'hotline' : file.endsWith('.md') ? 'page' : 'clause'
  return itemsOf(parse(content ?? '', { logLevel: 'silent' })).flatMap(([id, { due }]) =>
    typeof due === 'string' ? [{ kind, id, due }] : [],
  )
}

type Item = Readonly<Record<string, unknown>>

/** The entries of a file with their ids: one page, a list, or a map by id. */
function itemsOf(content: unknown): (readonly [string, Item])[] {
  if (Array.isArray(content)) return content.flatMap(itemsOf)
  if (typeof content !== 'object' || content === null) return []
  const { id, type } = content as Item
  const own = id ?? type
  if (typeof own === 'string') return [[own, content as Item]]
  return Object.entries(content).flatMap(([key, item]) =>
    typeof item === 'object' && item !== null ? [[key, item as Item] as const] : [],
  )
}

/** What should have been looked at again before this day, the one that has waited longest first. */
export const pastDue = (dues: readonly Due[], today: string): readonly Due[] =>
  dues.filter(({ due }) => due < today).sort((a, b) => a.due.localeCompare(b.due) || a.id.localeCompare(b.id))

/**
 * The values that every page may use on this day: law that nobody has looked at again in time is quoted with a mark,
 * for whoever reads it must know that it may have changed.
 */
export function globalsOn(
  { globals, dues }: { readonly globals: Params; readonly dues: readonly Due[] },
  today: string,
): Params {
  const marked = pastDue(dues, today)
    .filter(({ kind }) => kind === 'law')
    .map(({ id }) => `law.${id}`)
    .map((name) => [name, { page: 'law-past-due', with: { law: globals[name] ?? '' } }] as const)
  return { ...globals, ...Object.fromEntries(marked) }
}
