import { ENTRY_PREFIXES, prefixRange } from '../../src/store/keyspace.ts'
import { LevelDatabase } from '../../src/store/level-database.ts'
import { Sealer } from '../../src/store/seal.ts'

/** What is wrong with a database that nobody has open: entries that no document names, and the other way round. */
export async function strayEntries(dir: string, key: Buffer): Promise<string[]> {
  const sealer = new Sealer(key)
  const database = await LevelDatabase.open(dir)
  try {
    const documents = await database.entries(prefixRange('doc!'))
    const named = documents.flatMap(([place, sealed]) => {
      const owner = place.slice('doc!'.length)
      const { keys } = JSON.parse(sealer.open(owner, sealed)) as { readonly keys: readonly string[] }
      return keys.map((entry) => `${entry} → ${owner}`)
    })
    const ranges = await Promise.all(ENTRY_PREFIXES.map((prefix) => database.entries(prefixRange(prefix))))
    const there = ranges.flat().map(([entry, owner]) => `${entry} → ${owner}`)
    const [a, b] = [new Set(named), new Set(there)]
    return [...named.filter((entry) => !b.has(entry)), ...there.filter((entry) => !a.has(entry))]
  } finally {
    await database.close()
  }
}
