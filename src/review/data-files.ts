import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pagePassages } from './page-passages.ts'
import type { Files, Passage } from './passage.ts'
import { valuePassages } from './value-passages.ts'

/** The files of data/, those of pages in the order of their names. */
export async function readFiles(root: string): Promise<Files> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && /\.(?:md|yaml)$/.test(entry.name) && entry.name !== 'README.md')
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
  return new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(join(root, file), 'utf8')] as const)),
  )
}

/** Every passage of these files, by its id. */
export function passagesIn(files: Files): ReadonlyMap<string, Passage> {
  const all = [...files].flatMap(([file, source]) =>
    file.endsWith('.md') ? pagePassages(file, source) : valuePassages(file, source),
  )
  const passages = new Map(all.map((passage) => [passage.id, passage]))
  if (passages.size !== all.length) throw new Error('two passages have the same id')
  return passages
}
