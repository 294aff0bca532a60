import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { type Library, loadLibrary } from '../../src/guidance/library.ts'

const DATA = fileURLToPath(new URL('../../data', import.meta.url))

/** The content that the bot is shipped with. */
export const shipped: Promise<Library> = loadLibrary(DATA)

/** A YAML file of data/ as it was written. */
export async function yaml<Content>(file: string): Promise<Content> {
  return parse(await readFile(join(DATA, file), 'utf8'))
}
