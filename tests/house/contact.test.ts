import { describe, expect, it } from 'vitest'
import { closed, heardFrom, mayWrite } from '../../src/house/contact.ts'
import { aliasOf, documentOf, NOW, reminderOf } from '../store/documents.ts'

const HOUR = 3_600_000
const contact = { to: aliasOf('c'), at: NOW, sent: 2 }

describe('somebody', () => {
  it('may be written to for as long and as often as the channel lets', () => {
    const open = { windowMs: null, messagesPerInbound: null, keptForEmergencies: 0 }
    expect(mayWrite(contact, open, NOW + 10_000 * HOUR)).toBe(true)
    expect(mayWrite(contact, { ...open, windowMs: 48 * HOUR }, NOW + 48 * HOUR - 1)).toBe(true)
    expect(mayWrite(contact, { ...open, windowMs: 48 * HOUR }, NOW + 48 * HOUR)).toBe(false)
    expect(mayWrite(contact, { ...open, messagesPerInbound: 3 }, NOW)).toBe(true)
    expect(mayWrite(contact, { ...open, messagesPerInbound: 2 }, NOW)).toBe(false)
    const kept = { ...open, messagesPerInbound: 4, keptForEmergencies: 2 }
    expect(mayWrite(contact, kept, NOW)).toBe(false)
    expect(mayWrite(contact, kept, NOW, true)).toBe(true)
    expect(mayWrite({ ...contact, sent: 4 }, kept, NOW, true)).toBe(false)
  })

  it('may not be written to any more once the channel has said so, however little it is known of its limits', () => {
    const open = { windowMs: null, messagesPerInbound: null, keptForEmergencies: 0 }
    expect(mayWrite(closed(contact), open, NOW)).toBe(false)
    expect(mayWrite(closed(contact), open, NOW, true)).toBe(false)
  })
})

describe('a message', () => {
  const document = documentOf('a', { contact, reminders: [{ ...reminderOf('m1', NOW), nextAt: null }] })
  const message = { from: aliasOf('again'), kind: 'text', at: NOW + HOUR } as const

  it('opens the door by which it came, and wakes what was waiting for it', () => {
    const heard = heardFrom(document, message, NOW + 2 * HOUR, 'UTC')
    expect(heard.contact).toEqual({ to: aliasOf('again'), at: NOW + HOUR, sent: 0 })
    expect(heard.reminders[0]?.nextAt).toBe(NOW)
  })

  it('of a clock that is wrong, or older than another, opens it no longer', () => {
    expect(heardFrom(document, { ...message, at: NOW + 9 * HOUR }, NOW + HOUR, 'UTC').contact?.at).toBe(NOW + HOUR)
    expect(heardFrom(document, { ...message, at: NOW - HOUR }, NOW + HOUR, 'UTC').contact?.at).toBe(NOW)
  })

  it('in a room, or that nobody wrote, opens nothing', () => {
    expect(heardFrom(document, { ...message, from: aliasOf('r', 'room') }, NOW + HOUR, 'UTC')).toBe(document)
    expect(heardFrom(document, { ...message, kind: 'unknown' }, NOW + HOUR, 'UTC')).toBe(document)
  })
})
