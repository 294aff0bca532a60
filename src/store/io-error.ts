import { StoreError } from '../errors.ts'

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘满了，请腾出空间。',
  EDQUOT: '磁盘配额用完了，请腾出空间。',
  EROFS: '磁盘是只读的，请换成可写的。',
  EACCES: '没有权限，请检查文件夹归谁所有。',
  EPERM: '没有权限，请检查文件夹归谁所有。',
  ENOTDIR: '路径上有一段不是文件夹。',
  EEXIST: '那里已经有一个同名的文件。',
  EMFILE: '打开的文件太多，请调高系统上限。',
}

/** LevelDB gives the system's sentence, not its code. */
const SENTENCES: readonly (readonly [string, string])[] = [
  ['No space left', 'ENOSPC'],
  ['quota exceeded', 'EDQUOT'],
  ['Read-only file system', 'EROFS'],
  ['Permission denied', 'EACCES'],
  ['Not a directory', 'ENOTDIR'],
  ['Too many open files', 'EMFILE'],
]

/** STORE_IO for whatever the disk, the file system or LevelDB refused, with what the operator can do about it. */
export function ioError(doing: string, cause: unknown): StoreError {
  const code = systemCode(cause)
  return new StoreError(
    'STORE_IO',
    `${doing}失败${code ? `（${code}）` : ''}。${ADVICE[code] ?? '请检查磁盘和权限。'}`,
    cause,
  )
}

function systemCode(cause: unknown): string {
  if (!(cause instanceof Error)) return ''
  const sentence = SENTENCES.find(([words]) => cause.message.includes(words))
  if (sentence) return sentence[1]
  const { code } = cause as NodeJS.ErrnoException
  return typeof code === 'string' ? code : ''
}
