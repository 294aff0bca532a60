import { createHmac } from 'node:crypto'
import type { Alias } from '../channel/port.ts'
import type { OwnerDocument } from './document.ts'
import { idleness } from './idleness.ts'
import type { IndexEntry } from './port.ts'

/** Where documents are that could not be read: as they were, for whoever may be able to mend them. */
export const ASIDE = 'bad!'

/** The parts of the database whose keys lead to an owner; the value of such a key is the owner's id. */
export const ENTRY_PREFIXES = ['alias!', 'due!', 'out!', 'idle!', 'warned!', 'code!'] as const

export type IndexName = 'due' | 'out' | 'idle' | 'warned'

const TIME_DIGITS = 15
const LATEST = 10 ** TIME_DIGITS - 1
/** The character after `!`: what is smaller begins with everything up to the `!`. */
const AFTER_SEPARATOR = '"'

/** Throws RangeError for an id that would not stand whole between two `!`: a fault of ours, not of a user. */
export function documentKey(owner: string): string {
  if (!/^[\w-]{1,64}$/.test(owner)) throw new RangeError('an owner id is 1 to 64 of A-Z a-z 0-9 _ -')
  return `doc!${owner}`
}

/** A keyed hash of the alias: whoever reads the files learns no contact id from it and cannot try out guesses. */
export function aliasKey(secret: Buffer, alias: Alias): string {
  const words = JSON.stringify([alias.channel, alias.account, alias.contactId, alias.place])
  return `alias!${createHmac('sha256', secret).update(words).digest('base64url')}`
}

/** Where it is noted that the owner of this alias was erased; the same hash, so that it tells as little. */
export function erasedKey(key: string): string {
  return key.replace(/^alias!/, 'gone!')
}

/**
 * Where it is noted that this owner was erased: an older backup still holds their documents, and whoever restores it
 * must not bring them back. Hashed like an alias, so that it looks like one.
 */
export function erasedOwnerKey(secret: Buffer, owner: string): string {
  return `gone!${createHmac('sha256', secret)
    .update(JSON.stringify(['owner', owner]))
    .digest('base64url')}`
}

/** Where a document is put that cannot be read; `at` is when, epoch ms. */
export function asideKey(owner: string, at: number): string {
  return `${ASIDE}${owner}!${digits(at)}`
}

/** The range of what was put aside of this owner. */
export function asideRange(owner: string): { gte: string; lt: string } {
  return prefixRange(`${ASIDE}${owner}!`)
}

/** Whose document lies at such a key, and since when. */
export function parseAsideKey(key: string): { readonly owner: string; readonly at: number } {
  const [, owner = '', at = ''] = key.split('!', 3)
  return { owner, at: Number(at) }
}

/** What the keys of all recovery codes with this selector begin with; the owner follows. */
export function codePrefix(secret: Buffer, selector: string): string {
  return `code!${createHmac('sha256', secret)
    .update(JSON.stringify(['code', selector]))
    .digest('base64url')}!`
}

/** Where it is noted that an owner's record was moved to another handle: whoever restores an older backup moves it again. */
export const movedPrefix = (owner: string): string => `moved!${owner}!`
export const movedKey = (owner: string, at: number): string => movedPrefix(owner) + digits(at)

export function isAliasKey(key: string): boolean {
  return key.startsWith('alias!')
}

/** Every key that is to lead to this document: aliases, reminders and nudges that will fall due, replies not sent yet. */
export function entryKeys(document: OwnerDocument, aliasSecret: Buffer): string[] {
  const keys = document.aliases.map((alias) => aliasKey(aliasSecret, alias))
  for (const { id, nextAt } of document.reminders) {
    if (nextAt !== null) keys.push(indexKey('due', nextAt, document.owner, id))
  }
  const nudgeAt = document.contact?.nudgeAt
  if (nudgeAt !== undefined) keys.push(indexKey('due', nudgeAt, document.owner, 'nudge'))
  for (const { id, notBefore, state } of document.outbox) {
    if (state !== 'failed') keys.push(indexKey('out', notBefore, document.owner, id))
  }
  if (document.code !== undefined) keys.push(codePrefix(aliasSecret, document.code.selector) + document.owner)
  const idle = idleness(document)
  if (idle !== null) keys.push(indexKey(idle.index, idle.at, document.owner, ''))
  return [...new Set(keys)]
}

/** The half-open range of the index's entries up to and including `until`, epoch ms. */
export function indexRange(index: IndexName, until: number): { gte: string; lt: string } {
  const last = Math.min(Math.floor(until), LATEST)
  return { gte: `${index}!`, lt: last < 0 ? `${index}!` : `${index}!${digits(last)}${AFTER_SEPARATOR}` }
}

/** The half-open range of all keys that begin with a prefix ending in `!`. */
export function prefixRange(prefix: string): { gte: string; lt: string } {
  return { gte: prefix, lt: `${prefix.slice(0, -1)}${AFTER_SEPARATOR}` }
}

export function parseIndexKey(key: string): IndexEntry {
  const [index = '', at = '', owner = ''] = key.split('!', 3)
  const id = key.slice(index.length + at.length + owner.length + 3)
  return { at: Number(at), owner, id }
}

/** A fraction of a millisecond counts as the next whole one, so that nothing is found before its time. */
function indexKey(index: IndexName, at: number, owner: string, id: string): string {
  if (Number.isNaN(at)) throw new RangeError(`${index} entry ${id}: the time is not a number`)
  return `${index}!${digits(Math.min(Math.max(Math.ceil(at), 0), LATEST))}!${owner}!${id}`
}

function digits(at: number): string {
  return String(at).padStart(TIME_DIGITS, '0')
}
