import type { Alias } from '../channel/port.ts'
import type { OwnerDocument } from './document.ts'

/** One entry of an index: something of an owner's that is to happen at `at` (epoch ms). */
export interface IndexEntry {
  readonly at: number
  readonly owner: string
  readonly id: string
}

/**
 * Where the documents live.
 *
 * The caller guarantees one writer an owner at a time (the inbox's queue); the store guarantees that a commit is all
 * or nothing and that index entries never disagree with the document.
 */
export interface Store {
  /** When this store was first opened, epoch ms: messages older than that are never new. */
  readonly bornAt: number
  /**
   * When it was built anew out of a damaged one, epoch ms; 0: never. What was written last before that may be missing, or
   * a document may be an older one.
   */
  readonly mendedAt: number
  /** The owner that an alias belongs to, or undefined for a stranger. */
  ownerOf(alias: Alias): Promise<string | undefined>
  /** The document, or undefined if there is none. Rejects with STORE_DOCUMENT if it cannot be read or authenticated. */
  load(owner: string): Promise<OwnerDocument | undefined>
  /**
   * Writes the document, its aliases and its index entries as one atomic batch. `durable` (the default) survives a
   * power cut once resolved; otherwise it survives the death of the process only, which is enough for marking a send.
   */
  commit(document: OwnerDocument, options?: { readonly durable?: boolean }): Promise<void>
  /** Owners with replies that are still to be sent, not before `until`; earliest first. */
  unsent(until: number, limit: number): Promise<readonly IndexEntry[]>
  /** Reminders due at or before `until`; earliest first. */
  due(until: number, limit: number): Promise<readonly IndexEntry[]>
  /** Owners who were heard last at or before `until`, to the day, and were not warned since; longest ago first. */
  idle(until: number, limit: number): Promise<readonly IndexEntry[]>
  /** Owners who were warned at or before `until` that their data is about to be erased; longest ago first. */
  warned(until: number, limit: number): Promise<readonly IndexEntry[]>
  /** Owners whose recovery code has this selector: hardly ever more than one. */
  ownersByCode(selector: string): Promise<readonly string[]>
  /** Counts a guess at a recovery code, durably. False: this contact, or all together, made too many today. */
  takeGuess(alias: Alias, now: number): Promise<boolean>
  /** It was none. */
  giveBackGuess(alias: Alias, now: number): Promise<void>
  /**
   * Puts `document`, which is its owner's and that of `from` merged, in the place of both, as one atomic batch. Old
   * messages of the handles `lost` that come again are ignored up to `until`; what is restored from an older backup is
   * moved again.
   */
  move(
    document: OwnerDocument,
    from: string,
    lost: { readonly aliases: readonly Alias[]; readonly until: number; readonly at: number },
  ): Promise<void>
  /**
   * Puts a document that cannot be read aside, as it is, with the index entries that lead to it, in one batch. Its
   * aliases stay, so that an alias which leads to no document tells of somebody whose document was lost.
   */
  setAside(owner: string, now: number): Promise<void>
  /**
   * Removes the document, what was put aside of it, its aliases and index entries, durably, and compacts the range. What stays is `until` (epoch
   * ms) under a keyed hash of each alias: a puppet that replays old messages must not bring back what was erased.
   */
  erase(owner: string, until: number): Promise<void>
  /** The `until` of the last erasure of this alias's owner, or 0. */
  erasedUntil(alias: Alias): Promise<number>
  /**
   * Writes everything, as it is at one moment, into one new sealed file, and resolves with the number of documents. The
   * store goes on working meanwhile. Rejects with STORE_IO, also when the file is there already.
   */
  backUp(file: string, now: number): Promise<number>
  /** Resolves when something could be written durably; rejects with STORE_IO otherwise. No document is touched. */
  checkWritable(): Promise<void>
  close(): Promise<void>
}
