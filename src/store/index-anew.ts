import { StoreError } from '../errors.ts'
import type { OwnerDocument } from './document.ts'
import { DocumentAdapter, type Shelf } from './document-adapter.ts'
import { entryKeys, prefixRange } from './keyspace.ts'

const DOCUMENTS = 'doc!'
const INDEXED_KEY = 'meta!indexed'
/** Raised when documents are found by something new. */
const INDEXES = '1'

/**
 * Gives documents of an earlier release the index entries that it did not know, once: an entry comes with a commit, and
 * whoever does not come back commits nothing. Killed half way, it begins again. What cannot be read is left as it is.
 */
export async function indexAnew(shelf: Shelf, aliasSecret: Buffer): Promise<void> {
  const { database } = shelf
  if ((await database.get(INDEXED_KEY))?.toString() === INDEXES) return
  for await (const entries of database.snapshot(prefixRange(DOCUMENTS))) {
    for (const [key] of entries) await index(key.slice(DOCUMENTS.length), shelf, aliasSecret)
  }
  await database.write([{ type: 'put', key: INDEXED_KEY, value: Buffer.from(INDEXES) }], true)
}

async function index(owner: string, shelf: Shelf, aliasSecret: Buffer): Promise<void> {
  try {
    const stored = await new DocumentAdapter(shelf, owner).read()
    if (stored === null) return
    const keys = entryKeys(JSON.parse(stored.json) as OwnerDocument, aliasSecret)
    if (keys.every((key) => stored.keys.includes(key))) return
    await new DocumentAdapter(shelf, owner, stored, false).write({ json: stored.json, keys })
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'STORE_DOCUMENT')) throw error
  }
}
