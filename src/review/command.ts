import { writeFile } from 'node:fs/promises'
import { contentFaults } from './content-faults.ts'
import { passagesIn, readFiles } from './data-files.ts'
import { sheetsFor } from './export.ts'
import { type ImportParts, importReview } from './import.ts'
import { ReviewFileError } from './review-file-error.ts'
import { writeWorkbook } from './write-workbook.ts'

const USAGE = `用法:
  npm run review                              导出成表格
  npm run review -- 文件.xlsx                 导出成这个文件
  npm run review -- --import 文件.xlsx        看看改了什么,不写
  npm run review -- --import 文件.xlsx --write  写进 data/`

/** `npm run review`: hands what the bot says to a reviewer as sheets, and takes the sheets back. Resolves with an exit code. */
export async function review(args: readonly string[], parts: Omit<ImportParts, 'check'>): Promise<number> {
  const flags = args.filter((arg) => arg.startsWith('-'))
  const [file, ...more] = args.filter((arg) => !arg.startsWith('-'))
  const isKnown = flags.every((flag) => flag === '--import' || flag === '--write')
  const imports = flags.includes('--import')
  if (!isKnown || more.length > 0 || (imports ? file === undefined : flags.includes('--write'))) {
    parts.say(USAGE)
    return 2
  }
  if (imports) return importReview(file ?? '', flags.includes('--write'), { ...parts, check: contentFaults })
  return exportReview(file ?? `守密-审稿-${parts.today}.xlsx`, parts)
}

/** Never over a file that is there: it may hold somebody's work of days. */
async function exportReview(path: string, { data, say, busy }: Omit<ImportParts, 'check'>): Promise<number> {
  if (!path.endsWith('.xlsx')) throw new ReviewFileError(`${path}：文件名要以 .xlsx 结尾，不然 WPS 和 Excel 打不开。`)
  busy('正在读 data/，要几秒……')
  const passages = passagesIn(await readFiles(data))
  const bytes = await writeWorkbook(sheetsFor(passages))
  await writeFile(path, bytes, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EEXIST' ? '已经有这个文件了，里面可能有人改过的话。换个名字，或者先把它移走' : '写不进'
    throw new ReviewFileError(`${path} ${why}。`, error)
  })
  say(`导出了 ${passages.size} 句，在 ${path}。怎么改，看表里的「说明」和 docs/review.md。`)
  return 0
}
