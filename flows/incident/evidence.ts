import type { Param } from '../shared/question.ts'

const KILOBYTE = 1024

/** As much of a SHA-256 as is said in the chat; all of it is in the document. */
export const headOf = (sha256: string): string => sha256.slice(0, 8)

/** How a file came: only a file has a name of its own. */
export type Medium = 'file' | 'image' | 'video'

/** What a piece of evidence is called: by its name, or by what it is and when it came. */
export function calledParam(
  { name, media }: { readonly name: string | null; readonly media: Medium },
  at: Param,
): Param {
  return name === null
    ? { page: `incident/evidence-${media}`, with: { at } }
    : { page: 'incident/evidence-named', with: { name } }
}

/** The same to the byte, as it identifies a file. */
export function exactSizeParam(bytes: number): Param {
  const size = sizeParam(bytes)
  return bytes < KILOBYTE ? size : { page: 'incident/size-exact', with: { size, count: bytes } }
}

/** A size as people say it: 300字节, 12.5KB, 3.1MB. */
export function sizeParam(bytes: number): Param {
  if (bytes < KILOBYTE) return { page: 'incident/size-bytes', with: { count: bytes } }
  const [unit, count] = bytes < KILOBYTE ** 2 ? ['kb', bytes / KILOBYTE] : ['mb', bytes / KILOBYTE ** 2]
  return { page: `incident/size-${unit}`, with: { count: Math.round(count * 10) / 10 } }
}
