import type { OutboxItem, OwnerDocument } from './document.ts'

/** How many message ids are remembered. */
const TAKEN = 200

/**
 * One document of two, when somebody has moved their record to another handle: `old` is found by the handle of `fresh`
 * from now on, and by no other. Everything of both stays: what was filed stands side by side, incidents of `fresh` get
 * the next numbers, what was being asked there is asked first. Replies that answered the old handle are not sent any
 * more; reminders go to the new one. The recovery code is used up.
 */
export function mergeOwners(old: OwnerDocument, fresh: OwnerDocument): OwnerDocument {
  const own = withoutClashes(old, fresh)
  const { code: _, expiry: __, ...kept } = old
  const to = own.contact?.to ?? own.aliases[0]
  const told = old.outbox.filter(({ reminders, state }) => reminders !== undefined && state !== 'failed')
  const waiting = [...(to === undefined ? [] : told.map((item) => ({ ...item, to }))), ...own.outbox]
  const numbers = Math.max(0, ...old.incidents.map(({ number }) => number))
  const first = Math.max(old.nextSeq, own.nextSeq)
  return {
    ...kept,
    aliases: own.aliases,
    createdAt: Math.min(old.createdAt, own.createdAt),
    watermark: own.watermark,
    taken: [...old.taken, ...own.taken].slice(-TAKEN),
    contact: own.contact,
    session: {
      ...own.session,
      frames: [...old.session.frames, ...own.session.frames],
      shelved: [...old.session.shelved, ...own.session.shelved],
      contract: own.session.contract ?? old.session.contract,
      alarm: own.session.alarm ?? old.session.alarm,
    },
    cases: [...old.cases, ...own.cases],
    incidents: [
      ...old.incidents,
      ...own.incidents.map((incident, index) => ({ ...incident, number: numbers + index + 1 })),
    ],
    reminders: [...old.reminders, ...own.reminders],
    settings: {
      ...old.settings,
      ...own.settings,
      zone: own.settings.zone ?? old.settings.zone,
      quiet: own.settings.quiet ?? old.settings.quiet,
      off: old.settings.off || own.settings.off,
    },
    outbox: waiting.map((item, index): OutboxItem => ({ ...item, id: String(first + index), seq: first + index })),
    nextSeq: first + waiting.length,
  }
}

/** By which keys a record, an incident or a reminder is named, in whatever refers to it. */
const NAMES: ReadonlySet<string> = new Set(['id', 'caseId', 'incidentId'])

/** Ids are unique within one owner only; one that both have gets an addition wherever the fresh document names it. */
function withoutClashes(old: OwnerDocument, fresh: OwnerDocument): OwnerDocument {
  const idsOf = ({ cases, incidents, reminders }: OwnerDocument): string[] =>
    [...cases, ...incidents, ...reminders].map(({ id }) => id)
  const taken = new Set(idsOf(old))
  const clashes = new Set(idsOf(fresh).filter((id) => taken.has(id)))
  if (clashes.size === 0) return fresh
  const renamed = (id: string): string => (clashes.has(id) ? `${id}+` : id)
  const own: OwnerDocument = JSON.parse(JSON.stringify(fresh), (key, value: unknown) =>
    typeof value === 'string' && NAMES.has(key) ? renamed(value) : value,
  )
  const outbox = own.outbox.map((item) => (item.reminders ? { ...item, reminders: item.reminders.map(renamed) } : item))
  return { ...own, outbox }
}
