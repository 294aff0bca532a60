import { StoreError } from '../errors.ts'
import { type OwnerDocument, SCHEMA } from './document.ts'

/** A document of some earlier shape, as JSON gave it. */
export type OlderDocument = Readonly<Record<string, unknown>> & { readonly schema: number }

/**
 * One step from the shape `from` to the next one: pure, and it leaves `schema` alone.
 *
 * A document is migrated whenever it is read and written in its new shape at its next commit. Until then its index
 * entries are the old ones: a step that gives a reminder its first `nextAt` is noticed only after that commit.
 */
export interface Migration {
  readonly from: number
  readonly up: (document: OlderDocument) => Readonly<Record<string, unknown>>
}

/** Every step there has ever been, one for each number below SCHEMA. A step that was released is never changed. */
export const MIGRATIONS: readonly Migration[] = [
  {
    // A contract can be read, files can be sent, and what was said last can be said again.
    from: 1,
    up: ({ session, outbox, ...rest }) => ({
      ...rest,
      session: { ...(session as object), pasted: 0, contract: null, last: null },
      outbox: (outbox as readonly object[]).map((item) => ({ ...item, document: null })),
    }),
  },
  {
    // An emergency that was told in free words is remembered until it is dealt with.
    from: 2,
    up: ({ session, ...rest }) => ({ ...rest, session: { ...(session as object), alarm: null } }),
  },
  {
    // Reminders have settings. None was ever stored before.
    from: 3,
    up: (document) => ({ ...document, reminders: [], settings: { zone: null, quiet: null, off: false } }),
  },
  {
    // It is known by which alias somebody was heard last: there was only one until then.
    from: 4,
    up: ({ aliases, watermark, ...rest }) => {
      const to = (aliases as readonly { place: string }[]).find(({ place }) => place === 'private')
      return { ...rest, aliases, watermark, contact: to === undefined ? null : { to, at: watermark, sent: 0 } }
    },
  },
]

/** The document in today's shape. Throws STORE_SCHEMA if it is newer than we are, or a step is missing or fails. */
export function migrate(
  document: OlderDocument,
  steps: readonly Migration[] = MIGRATIONS,
  to: number = SCHEMA,
): OwnerDocument {
  if (document.schema > to) throw newerSchema(document.schema, to)
  let current = document
  while (current.schema < to) {
    const { schema } = current
    const step = steps.find(({ from }) => from === schema)
    if (!step)
      throw new StoreError('STORE_SCHEMA', `没有从第 ${schema} 版升到第 ${schema + 1} 版的办法，程序要第 ${to} 版。`)
    try {
      current = { ...step.up(current), schema: schema + 1 }
    } catch (cause) {
      throw new StoreError('STORE_SCHEMA', `从第 ${schema} 版升到第 ${schema + 1} 版时出错了，数据没动。`, cause)
    }
  }
  return current as unknown as OwnerDocument
}

/** The error for data that a later release has written: going on would lose what we do not know of. */
export function newerSchema(found: number, ours: number): StoreError {
  return new StoreError('STORE_SCHEMA', `数据是第 ${found} 版，这个程序只认到第 ${ours} 版。请换成新版程序，数据没动。`)
}
