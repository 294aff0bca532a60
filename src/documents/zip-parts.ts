import yauzl from 'yauzl'
import { inflate } from './inflate.ts'
import type { Unreadable } from './reading.ts'

/** The parts of an Office file that can hold text, inflated, by name; and whether pictures lie beside them. */
export interface ZipParts {
  readonly texts: ReadonlyMap<string, Uint8Array>
  readonly hasPictures: boolean
}

/** Parts of markup. Pictures and fonts are never inflated, so that nothing hidden in them can do harm. */
const MARKUP = /^(?:\[Content_Types\]\.xml|(?:.*\/)?_rels\/.*\.rels|word\/.*\.xml)$/i
const PICTURE = /^word\/media\//i

/**
 * Takes a zip apart, counting what is really inflated: the sizes that a zip states are its maker's word, and forty
 * kilobytes can unfold into a gigabyte.
 *
 * @param maxInflated bytes; `tooLarge` beyond
 * @throws whatever a broken zip makes yauzl throw
 */
export async function unzipMarkup(bytes: Uint8Array, maxInflated: number): Promise<ZipParts | Unreadable> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const texts = new Map<string, Uint8Array>()
  let hasPictures = false
  let left = maxInflated
  for await (const entry of zip.eachEntry()) {
    hasPictures ||= PICTURE.test(entry.fileName)
    if (!MARKUP.test(entry.fileName)) continue
    if (entry.isEncrypted()) return 'encrypted'
    const part = await inflate(await zip.openReadStreamPromise(entry), left)
    if (part === undefined) return 'tooLarge'
    left -= part.length
    texts.set(entry.fileName, part)
  }
  return { texts, hasPictures }
}
