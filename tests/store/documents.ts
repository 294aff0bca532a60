import type { Alias } from '../../src/channel/port.ts'
import type { Reminder } from '../../src/reminders/reminder.ts'
import { newDocument, type OutboxItem, type OwnerDocument } from '../../src/store/document.ts'

export const NOW = Date.UTC(2026, 0, 5, 3)

export function aliasOf(contactId: string, place: Alias['place'] = 'private'): Alias {
  return { channel: 'wechat', account: 'bot-1', contactId, place }
}

export function documentOf(owner: string, changes: Partial<OwnerDocument> = {}): OwnerDocument {
  return { ...newDocument(owner, aliasOf(`contact-of-${owner}`), NOW), ...changes }
}

export function replyOf(id: string, changes: Partial<OutboxItem> = {}): OutboxItem {
  return {
    id,
    seq: 1,
    to: aliasOf('anybody'),
    text: '好的，记下了。',
    document: null,
    state: 'pending',
    attempts: 0,
    unknowns: 0,
    notBefore: NOW,
    createdAt: NOW,
    inReplyTo: null,
    urgent: false,
    ...changes,
  }
}

export function reminderOf(id: string, nextAt: number | null): Reminder {
  return {
    id,
    subject: { kind: 'own', text: '备份聊天记录' },
    caseId: null,
    schedule: { start: '2026-01-05T15:00:00', zone: 'Asia/Shanghai', rules: ['FREQ=WEEKLY'] },
    createdAt: NOW,
    paused: false,
    dueAt: nextAt,
    nextAt,
    told: null,
    snoozedUntil: null,
    settled: null,
    pressing: false,
  }
}
