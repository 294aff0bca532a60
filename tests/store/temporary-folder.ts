import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A new folder that is removed when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await folderOfOnesOwn()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A new folder that whoever makes it removes. */
export function folderOfOnesOwn(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'shoumi-store-'))
}

/** The bytes of every file in the folder and below. */
export async function bytesIn(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file))))
}
