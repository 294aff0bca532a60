import type { OwnerDocument } from './document.ts'
import { DocumentAdapter, type Shelf, type Stored, serialize } from './document-adapter.ts'
import { documentKey, entryKeys } from './keyspace.ts'
import { mergeOwners } from './merge-owners.ts'
import type { Operation } from './ordered-database.ts'

/** What is noted of a move, beside the owner and when: whose document was merged into it, and by which alias keys it is found since. */
export interface MoveMark {
  readonly from: string
  readonly keys: readonly string[]
}

/** Writes one document in the place of two, with their keys and marks, as one batch. */
export async function moveDocuments(
  { database, sealer, handover }: Shelf,
  move: {
    readonly owner: string
    readonly next: Stored
    readonly kept: Stored | null
    readonly from: string
    readonly gone: Stored | null
    readonly marks: readonly { readonly key: string; readonly value: string }[]
  },
): Promise<void> {
  const { owner, next, from } = move
  const keys = new Set(next.keys)
  await handover(async () => {
    const before = [...(move.kept?.keys ?? []), ...(move.gone?.keys ?? [])].filter((key) => !keys.has(key))
    const holders = await Promise.all(before.map((key) => database.get(key)))
    const ours = before.filter((_, index) => [owner, from].includes(String(holders[index])))
    const operations: Operation[] = [
      ...ours.map((key): Operation => ({ type: 'del', key })),
      ...next.keys.map((key): Operation => ({ type: 'put', key, value: Buffer.from(owner) })),
      ...move.marks.map(({ key, value }): Operation => ({ type: 'put', key, value: Buffer.from(value) })),
      { type: 'put', key: documentKey(owner), value: sealer.seal(owner, serialize(next)) },
      { type: 'del', key: documentKey(from) },
    ]
    await database.write(operations, true)
  })
}

/**
 * Does a move again, on what was restored from a backup that was made before it. Whoever lost the record must not get it
 * back by that; what the other had of their own is merged again.
 */
export async function moveAgain(
  shelf: Shelf,
  owner: string,
  { from, keys }: MoveMark,
  aliasSecret: Buffer,
): Promise<void> {
  const kept = await new DocumentAdapter(shelf, owner).read()
  if (kept === null) return
  const gone = await new DocumentAdapter(shelf, from).read()
  const old = JSON.parse(kept.json) as OwnerDocument
  const document = gone === null ? withoutHandles(old) : mergeOwners(old, JSON.parse(gone.json) as OwnerDocument)
  const next = { json: JSON.stringify(document), keys: [...new Set([...entryKeys(document, aliasSecret), ...keys])] }
  await moveDocuments(shelf, { owner, next, kept, from, gone, marks: [] })
}

/** The handle that it is found by now is known by its hash only; it is put in when it is heard next. */
function withoutHandles({ code: _, expiry: __, ...old }: OwnerDocument): OwnerDocument {
  return { ...old, aliases: [], contact: null, outbox: [] }
}
