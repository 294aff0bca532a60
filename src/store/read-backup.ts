import { type FileHandle, open } from 'node:fs/promises'
import { StoreError } from '../errors.ts'
import { frameOwner, HEADLINE, type Piece } from './backup-format.ts'
import { ioError } from './io-error.ts'
import { Sealer } from './seal.ts'

const ID_DIGITS = 32
/** Far more than the 200 largest documents; a longer piece is no piece. */
const LONGEST = 1024 * 1024 * 1024

/** What stands in a backup. */
export interface BackupContents {
  /** Epoch ms. */
  readonly madeAt: number
  readonly documents: number
}

/**
 * Reads a backup from its beginning to its end and hands on its entries; whoever calls must not use any of them before
 * this has resolved, because the end may be missing.
 *
 * Rejects with STORE_KEY if the key is not the one it was sealed with, STORE_DAMAGED if it is no backup, was changed or
 * is not whole, and STORE_IO.
 */
export async function readBackup(
  file: string,
  key: Buffer,
  take: (entries: readonly (readonly [key: string, value: Buffer])[]) => Promise<void>,
): Promise<BackupContents> {
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw ioError(`打开备份 ${file} `, cause)
  })
  try {
    return await read(handle, file, new Sealer(key), take)
  } catch (cause) {
    throw cause instanceof StoreError ? cause : ioError(`读备份 ${file} `, cause)
  } finally {
    await handle.close()
  }
}

async function read(
  handle: FileHandle,
  file: string,
  sealer: Sealer,
  take: Parameters<typeof readBackup>[2],
): Promise<BackupContents> {
  const headline = (await bytes(handle, HEADLINE.length + ID_DIGITS + 1))?.toString('latin1') ?? ''
  const id = headline.slice(HEADLINE.length, -1)
  if (!headline.startsWith(HEADLINE) || !/^[\da-f]{32}$/.test(id)) {
    throw new StoreError('STORE_DAMAGED', `${file} 不是守密的备份。`)
  }
  let madeAt: number | undefined
  for (let index = 0; ; index++) {
    const sealed = await frame(handle)
    if (sealed === undefined) throw notWhole(file)
    const piece = opened(file, sealer, frameOwner(id, index), sealed, index === 0)
    if (piece.kind === 'begin') madeAt = piece.madeAt
    else if (piece.kind === 'entries')
      await take(piece.entries.map(([key, value]) => [key, Buffer.from(value, 'base64')] as const))
    else return { madeAt: madeAt ?? 0, documents: piece.documents }
  }
}

function opened(file: string, sealer: Sealer, owner: string, sealed: Buffer, isFirst: boolean): Piece {
  try {
    return JSON.parse(sealer.open(owner, sealed))
  } catch (cause) {
    if (!isFirst) throw notWhole(file, cause)
    throw new StoreError(
      'STORE_KEY',
      `打不开备份 ${file}：钥匙不对，或者文件坏了。请用做备份那时的钥匙（换过钥匙的，旧备份要用旧钥匙）。`,
      cause,
    )
  }
}

const notWhole = (file: string, cause?: unknown): StoreError =>
  new StoreError('STORE_DAMAGED', `备份 ${file} 不完整或被改过，不能用。请换一份。`, cause)

/** One length and what is as long; undefined when the file ends before that. */
async function frame(handle: FileHandle): Promise<Buffer | undefined> {
  const length = (await bytes(handle, 4))?.readUInt32BE()
  return length === undefined || length > LONGEST ? undefined : bytes(handle, length)
}

async function bytes(handle: FileHandle, count: number): Promise<Buffer | undefined> {
  const buffer = Buffer.alloc(count)
  const { bytesRead } = await handle.read(buffer, 0, count)
  return bytesRead === count ? buffer : undefined
}
