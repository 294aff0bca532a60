import type { Inbound, InboundFile, OutboundFile } from '../channel/port.ts'
import type { FileUse } from '../conversation/evidence.ts'
import type { OwnData } from '../conversation/own-data-parts.ts'
import type { DocumentReceived, DocumentRecipe, EvidenceReceived, Moment, TurnEvent } from '../conversation/turn.ts'
import type { DocumentReading } from '../documents/reading.ts'
import type { TakenIn } from '../documents/take-in.ts'
import { describeError, type Log } from '../log.ts'

/** Files, as text, as what identifies them, and out of what is stored. */
export interface Documents {
  /** Is it worth reading, by its name? */
  isReadable(name: string): boolean
  /** Bytes of the largest file that is read, and of the largest that is taken as evidence. */
  readonly maxBytes: number
  readonly maxEvidenceBytes: number
  takeIn(
    pieces: AsyncIterable<Uint8Array>,
    limits: { maxBytes: number; keepBytes: number },
  ): Promise<TakenIn | 'tooLarge'>
  read(bytes: Uint8Array, name: string): Promise<DocumentReading>
  /** Makes a file out of what is stored of its receiver; `held` is the contract's text if it is still in memory. */
  make(
    recipe: DocumentRecipe,
    sources: { readonly held: string | null; readonly owned: OwnData; readonly now: Moment },
  ): Promise<OutboundFile>
}

/** Is it a file that would be read? */
export function isToBeRead({ file, from }: Inbound, { isReadable }: Documents): boolean {
  return file !== undefined && from.place !== 'room' && file.name !== null && isReadable(file.name)
}

/** A file that is not read, because too many of the same person are waiting; nothing is said about those after the first. */
export function crowdedOut({ id, kind, text, file }: Inbound, isToldAlready: boolean): TurnEvent {
  if (isToldAlready || file === undefined) return { id, kind: 'unknown', text: '' }
  return { id, kind, text, document: { name: file.name ?? '', reading: { ok: false, why: 'tooMany' } } }
}

/**
 * A message as the turn sees it. A file that is used is fetched before, once, because a turn is pure; `announce` tells
 * its sender that reading takes a while. Whatever goes wrong with a file is something the turn answers.
 */
export async function eventOf(
  { id, kind, text, file, from }: Inbound,
  useOf: (isReadable: boolean) => FileUse,
  documents: Documents,
  announce: (name: string) => Promise<void>,
  log: Log,
): Promise<TurnEvent> {
  const plain = { id, kind, text }
  if (file === undefined || from.place === 'room') return plain
  const use = useOf(file.name !== null && documents.isReadable(file.name))
  if (use === 'nothing') return plain
  const tell = (error: unknown) => log.warn({ message: id, ...describeError(error) }, 'file not read')
  const { maxBytes, maxEvidenceBytes } = documents
  const limits = {
    maxBytes:
      use === 'contract' ? maxBytes : use === 'evidence' ? maxEvidenceBytes : Math.max(maxBytes, maxEvidenceBytes),
    keepBytes: use === 'evidence' ? 0 : maxBytes,
  }
  if (use !== 'evidence' && !isLarger(file, limits.maxBytes)) await announce(file.name ?? '')
  const taken = isLarger(file, limits.maxBytes)
    ? 'tooLarge'
    : await documents.takeIn(file.pieces(), limits).catch((error: unknown) => {
        tell(error)
        return 'notLoaded' as const
      })
  return {
    ...plain,
    ...(use !== 'evidence' && { document: await readTaken(file, taken, documents, tell) }),
    ...(use !== 'contract' && { evidence: evidenceOf(file, taken) }),
  }
}

const isLarger = ({ size }: InboundFile, bytes: number): boolean => size !== null && size > bytes

async function readTaken(
  file: InboundFile,
  taken: TakenIn | 'tooLarge' | 'notLoaded',
  { read }: Documents,
  tell: (error: unknown) => void,
): Promise<DocumentReceived> {
  const name = file.name ?? ''
  if (typeof taken === 'string') return { name, reading: { ok: false, why: taken } }
  if (taken.bytes === null) return { name, reading: { ok: false, why: 'tooLarge' } }
  try {
    return { name, reading: await read(taken.bytes, name) }
  } catch (error) {
    tell(error)
    return { name, reading: { ok: false, why: 'notLoaded' } }
  }
}

function evidenceOf({ name }: InboundFile, taken: TakenIn | 'tooLarge' | 'notLoaded'): EvidenceReceived {
  if (typeof taken === 'string') return { name, print: taken }
  const { size, sha256 } = taken
  return { name, print: size === 0 ? 'empty' : { size, sha256 } }
}
