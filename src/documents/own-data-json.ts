import { Temporal } from 'temporal-polyfill'
import type { Param } from '../../flows/shared/question.ts'
import type { CaseRecord } from '../conversation/case.ts'
import { clientOf, type Incident, type IncidentEntry } from '../conversation/incident.ts'
import {
  answersOn,
  conversations,
  type OwnData,
  recordAnswers,
  reminderWords,
  type ToldAnswer,
} from '../conversation/own-data-parts.ts'
import type { Moment } from '../conversation/turn.ts'
import type { Reminder } from '../reminders/reminder.ts'
import { pageOf, saidParam } from './incident-sections.ts'

/** Raised when something that was there is named otherwise or gone; what is new does not raise it. */
const VERSION = 1

/** What would mean something in a web page, break a line, or turn the reading direction: escaped, JSON stays JSON. */
const UNSAFE = /[<>&\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/**
 * All that is kept of a person as JSON, in the shape that docs/export.md describes. Instants are ISO 8601 in UTC; every
 * answer stands as it is kept (`value`) and in words (`text`).
 */
export function ownDataJson(data: OwnData, now: Moment, text: (value: Param) => string): string {
  const { session, settings, aliases, taken, contact, createdAt, incidents, reminders, cases } = data
  const waiting = data.outbox.filter(({ document, secret }) => document?.kind !== 'own-data' && !secret)
  const all = {
    format: 'shoumi-export',
    version: VERSION,
    exportedAt: iso(now.at),
    timeZone: settings.zone ?? now.zone,
    knownSince: iso(createdAt),
    lastHeardAt: contact === null ? null : iso(contact.at),
    handles: aliases.map(({ channel, account, contactId, place }) => ({ channel, account, contactId, place })),
    records: cases.map((record) => recordOf(record, text)),
    conversations: conversations(data).map(({ frame, answers }) => ({
      flow: frame.flow,
      startedWith: frame.input,
      startedAt: iso(frame.startedAt),
      answers: answers.map((one) => answerOf(one, text)),
    })),
    incidents: incidents.map((incident) => incidentOf(incident, text)),
    reminders: reminders.map((reminder) => reminderOf(reminder, data, now, text)),
    settings: {
      timeZone: settings.zone,
      quietMinutes: settings.quiet,
      remindersOff: settings.off,
      deadlinesInQuietHours: settings.deadlinesPass === true,
    },
    emergency: session.alarm && { words: session.alarm.words, toldAt: iso(session.alarm.at) },
    lastAgreement: session.contract && {
      readAt: iso(session.contract.readAt),
      characters: session.contract.length,
      findings: session.contract.flags.map(({ id, severity, type }) => ({ id, severity, clause: type })),
      missing: session.contract.missing,
    },
    recoveryCodeSince: data.code === undefined ? null : iso(data.code.at),
    messageIds: taken,
    repliesNotSent: waiting.map((item) => ({
      writtenAt: iso(item.createdAt),
      ...(item.document === null ? { text: item.text } : { file: item.document.kind }),
    })),
  }
  return `${JSON.stringify(all, null, 2).replace(UNSAFE, escaped)}\n`
}

function recordOf(record: CaseRecord, text: (value: Param) => string) {
  const { client, project, flow, notes, talks = [], closing, filedAt, changedAt } = record
  const told = (answers: readonly ToldAnswer[]) => answers.map((one) => answerOf(one, text))
  return {
    client,
    project,
    kind: flow,
    filedAt: iso(filedAt),
    changedAt: iso(changedAt),
    answers: told(recordAnswers(record)),
    addedLater: notes.map((note) => ({ text: note.text, at: iso(note.at) })),
    talks: talks.map(({ at, entries }) => ({ at: iso(at), answers: told(answersOn('trust', entries)) })),
    closing: closing && { at: iso(closing.at), answers: told(answersOn('records', closing.entries)) },
  }
}

function incidentOf(incident: Incident, text: (value: Param) => string) {
  const { number, openedAt, closedAt, log } = incident
  return {
    number,
    client: clientOf(incident),
    openedAt: iso(openedAt),
    closedAt: closedAt === null ? null : iso(closedAt),
    log: log.map(({ at, what }) => ({ at: iso(at), ...lineOf(what, text) })),
  }
}

function lineOf(what: IncidentEntry['what'], text: (value: Param) => string) {
  if (what.kind !== 'answer') return what
  const { kind, questionId, value, words } = what
  const title = text({ title: pageOf(questionId) })
  return { kind, question: questionId, title, value, text: text(saidParam(questionId, value, words)) }
}

function reminderOf(reminder: Reminder, data: OwnData, now: Moment, text: (value: Param) => string) {
  const { what, rhythm } = reminderWords(reminder, data, now)
  const { schedule, createdAt, paused, dueAt, subject } = reminder
  return {
    what: text(what),
    kind: subject.kind,
    rhythm: text(rhythm),
    schedule,
    setAt: iso(createdAt),
    nextAt: dueAt === null ? null : iso(dueAt),
    paused,
  }
}

const answerOf = ({ questionId, title, value, text: words, at }: ToldAnswer, text: (value: Param) => string) => ({
  question: questionId,
  title: text(title),
  value,
  text: text(words),
  at: iso(at),
})

const iso = (at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(Math.round(at)).toString({ smallestUnit: 'second' })

const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
