import type { Inbound, OutboundFile } from '../channel/port.ts'
import type { DocumentRecipe, TurnEvent } from '../conversation/turn.ts'
import type { DocumentReading } from '../documents/reading.ts'
import { describeError, type Log } from '../log.ts'

/** Files, as text and out of what is stored. */
export interface Documents {
  /** Is it worth fetching, by its name? */
  isReadable(name: string): boolean
  /** Bytes of the largest file that is fetched. */
  readonly maxBytes: number
  read(bytes: Uint8Array, name: string): Promise<DocumentReading>
  /** Makes a file; `held` is the contract's text if it is still in memory. */
  make(recipe: DocumentRecipe, held: string | null): Promise<OutboundFile>
}

/** Is it a file that would be read? */
export function isToBeRead({ file, from }: Inbound, { isReadable }: Documents): boolean {
  return file !== undefined && from.place !== 'room' && isReadable(file.name)
}

/** A file that is not read, because too many of the same person are waiting; nothing is said about those after the first. */
export function crowdedOut({ id, kind, text, file }: Inbound, isToldAlready: boolean): TurnEvent {
  if (isToldAlready || file === undefined) return { id, kind: 'unknown', text: '' }
  return { id, kind, text, document: { name: file.name, reading: { ok: false, why: 'tooMany' } } }
}

/**
 * A message as the turn sees it. A file that may be a contract is fetched and read before, because a turn is pure;
 * `announce` tells its sender that this takes a while. Whatever goes wrong with a file is something the turn answers.
 */
export async function eventOf(
  { id, kind, text, file, from }: Inbound,
  { isReadable, maxBytes, read }: Documents,
  announce: (name: string) => Promise<void>,
  log: Log,
): Promise<TurnEvent> {
  if (file === undefined || from.place === 'room' || !isReadable(file.name)) return { id, kind, text }
  const { name } = file
  const tooLarge = { id, kind, text, document: { name, reading: { ok: false, why: 'tooLarge' } } } as const
  if (file.size !== null && file.size > maxBytes) return tooLarge
  await announce(name)
  try {
    const bytes = await file.load()
    return { id, kind, text, document: { name, reading: await read(bytes, name) } }
  } catch (error) {
    log.warn({ message: id, ...describeError(error) }, 'file not read')
    return { id, kind, text, document: { name, reading: { ok: false, why: 'notLoaded' } } }
  }
}
