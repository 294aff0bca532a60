import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { type Library, loadLibrary } from '../../src/guidance/library.ts'
import type { Page } from '../../src/guidance/page.ts'

const DATA = fileURLToPath(new URL('../../data', import.meta.url))

/** The content that the bot is shipped with. */
export const shipped: Promise<Library> = loadLibrary(DATA)

/** A YAML file of data/ as it was written. */
export async function yaml<Content>(file: string): Promise<Content> {
  return parse(await readFile(join(DATA, file), 'utf8'))
}

/** A bubble of a page, as an author would look for it. */
export interface Bubble {
  readonly page: Page
  readonly where: string
  readonly text: string
}

/** Every bubble of every page: those said at first, those said on "展开", or all. */
export function bubblesOf(pages: Iterable<Page>, part: 'lead' | 'more' | 'all' = 'all'): Bubble[] {
  const parts = part === 'all' ? (['lead', 'more'] as const) : [part]
  return [...pages].flatMap((page) =>
    parts.flatMap((name) =>
      page[name].map((text, index) => ({ page, where: `${page.id} ${name} ${index + 1}`, text })),
    ),
  )
}

/** The words that people can read on a page besides its bubbles: what options are called, and titles that are shown. */
export function labelsOf(page: Page): string[] {
  const isShown = page.provenance !== null || page.id.includes('/ask-')
  return [...(isShown ? [page.title] : []), ...[...page.options.values()].map(({ label }) => label)]
}
