import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'

/**
 * Keeps a file that was sent to the terminal, readable by its owner alone. Never in place of another file, which may be
 * somebody's work: a name that is taken gets an addition. Resolves with the path.
 */
export async function saveFile(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const { name: stem, ext, base } = parse(name)
  const paths = [join(folder, base), join(folder, `${stem}-${randomUUID().slice(0, 8)}${ext}`)]
  for (const path of paths) {
    try {
      await writeFile(path, bytes, { flag: 'wx', mode: 0o600 })
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  throw new Error(`no free name in ${folder}`)
}
