import { access, chmod, mkdir, open, stat } from 'node:fs/promises'
import { ioError } from './io-error.ts'

/** Makes the folder with mode 0700, or takes the rights of others away from one that is there. */
export async function makePrivateFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await takeRightsOfOthers(folder)
  } catch (cause) {
    throw ioError(`准备数据文件夹 ${folder}`, cause)
  }
}

/** Leaves a file or folder to its owner alone. True if it had been open to others; Windows has no such rights. */
export async function takeRightsOfOthers(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false
  const { mode } = await stat(path)
  if ((mode & 0o077) === 0) return false
  await chmod(path, mode & 0o700)
  return true
}

/** Without this a power cut can forget the name of a file whose content is safe. Windows cannot open a folder. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
