import { readFile, stat } from 'node:fs/promises'
import yauzl from 'yauzl'
import { inflate } from '../documents/inflate.ts'
import { ReviewFileError } from './review-file-error.ts'

const MEGABYTE = 1024 * 1024
/** Our own sheets take less than one; a reviewer's pictures and comments fit in. */
const MOST_BYTES = 20 * MEGABYTE
/** Forty kilobytes can unfold into a gigabyte; ours unfold into ten megabytes. */
const MOST_INFLATED = 100 * MEGABYTE
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const SHEET_PART = /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/i

/** The parts of a workbook that hold text, by their names in small letters. */
export type Parts = ReadonlyMap<string, string>

/**
 * Opens a file that a reviewer sent back. What is inflated is counted as it comes out: the sizes that a zip states are
 * its maker's word.
 *
 * Throws a `ReviewFileError` that says, to somebody who is no programmer, what the file is and what to do.
 */
export async function openXlsx(path: string): Promise<Parts> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) throw new ReviewFileError(`没有 ${path} 这个文件。看看路径和文件名。`)
  if (!found.isFile()) throw new ReviewFileError(`${path} 不是文件。`)
  if (found.size === 0) throw new ReviewFileError(`${path} 是空的。可能没传完，请再传一次。`)
  if (found.size > MOST_BYTES)
    throw new ReviewFileError(
      `${path} 有 ${Math.ceil(found.size / MEGABYTE)} MB，太大了，最多 ${MOST_BYTES / MEGABYTE} MB。删掉贴进去的图片再存。`,
    )
  const bytes = await readFile(path)
  refuseOtherKinds(path, bytes)
  const parts = await unzip(path, bytes)
  if (!parts.has('xl/workbook.xml'))
    throw new ReviewFileError(`${path} 是压缩包，里面没有表格。请用 npm run review 导出的那个 .xlsx。`)
  return parts
}

function refuseOtherKinds(path: string, bytes: Buffer): void {
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return
  if (!bytes.subarray(0, 8).equals(OLE))
    throw new ReviewFileError(
      `${path} 不是 .xlsx（csv、网页改了名字也不行）。请在 WPS 或 Excel 里「另存为」，类型选「Excel 工作簿 .xlsx」。`,
    )
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')))
    throw new ReviewFileError(`${path} 加了密码，打不开。请去掉打开密码，再存一次。`)
  throw new ReviewFileError(`${path} 是老的 .xls 格式。请在 WPS 或 Excel 里「另存为」.xlsx。`)
}

async function unzip(path: string, bytes: Buffer): Promise<Parts> {
  const parts = new Map<string, string>()
  let left = MOST_INFLATED
  try {
    const zip = await yauzl.fromBufferPromise(bytes)
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.replace(/^\/+/, '')
      if (!SHEET_PART.test(name)) continue
      if (entry.isEncrypted()) throw new ReviewFileError(`${path} 加了密码，打不开。请去掉打开密码，再存一次。`)
      const part = await inflate(await zip.openReadStreamPromise(entry), left)
      if (part === undefined)
        throw new ReviewFileError(`${path} 展开以后超过 ${MOST_INFLATED / MEGABYTE} MB，不像我们的表，没有读。`)
      left -= part.length
      parts.set(name.toLowerCase(), decode(part))
    }
  } catch (error) {
    if (error instanceof ReviewFileError) throw error
    throw new ReviewFileError(`${path} 坏了，读不全。可能没传完，请再传一次，或者在 WPS 里打开另存一份。`, error)
  }
  return parts
}

function decode(part: Buffer): string {
  const encoding = part[0] === 0xff && part[1] === 0xfe ? 'utf-16le' : 'utf-8'
  return new TextDecoder(encoding, { fatal: true }).decode(part)
}
