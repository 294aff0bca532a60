import type { Param } from '../../flows/shared/question.ts'
import type { CaseRecord } from '../conversation/case.ts'
import {
  answersOn,
  conversations,
  type OwnData,
  recordAnswers,
  reminderWords,
  type ToldAnswer,
} from '../conversation/own-data-parts.ts'
import type { Moment } from '../conversation/turn.ts'
import { timelineRows } from './incident-timeline.ts'
import type { RecordWords } from './record-words.ts'
import type { DocumentBlock, WrittenDocument } from './write-docx.ts'
import { zoneSaying } from './zoned.ts'

/**
 * All that is kept of a person, to be read.
 *
 * No line begins with a person's words, and none of theirs holds a line's end: what is copied from here into a
 * spreadsheet must not become a formula.
 */
export function ownDataDocument(data: OwnData, now: Moment, say: RecordWords): WrittenDocument {
  const { cases, incidents, reminders, session } = data
  const page = (id: string, values?: Readonly<Record<string, Param>>): string =>
    oneLine(say.text({ page: `mine/doc-${id}`, ...(values && { with: values }) }))
  const section = (id: string, blocks: readonly DocumentBlock[]): DocumentBlock[] =>
    blocks.length === 0 ? [] : [{ kind: 'heading', level: 1, text: page(id) }, ...blocks]
  const heading = (id: string, values: Readonly<Record<string, Param>>): DocumentBlock => ({
    kind: 'heading',
    level: 2,
    text: page(id, values),
  })
  const list = (items: readonly string[]): DocumentBlock[] => (items.length === 0 ? [] : [{ kind: 'list', items }])
  const answers = (given: readonly ToldAnswer[]): DocumentBlock[] =>
    list(given.map(({ title, text }) => oneLine(say.text({ page: 'answer/row', with: { title, value: text } }))))
  const record = (one: CaseRecord, index: number): DocumentBlock[] => [
    heading('record', { number: index + 1, client: one.client, project: one.project ?? { page: 'mine/doc-none' } }),
    ...answers(recordAnswers(one)),
    ...list(one.notes.map(({ text, at }) => page('note', { at: say.instant(at), text }))),
    ...(one.talks ?? []).flatMap(({ at, entries }) => [
      { kind: 'paragraph', text: page('talk', { at: say.instant(at) }) } as const,
      ...answers(answersOn('trust', entries)),
    ]),
    ...(one.closing === null
      ? []
      : [
          { kind: 'paragraph', text: page('closing', { at: say.instant(one.closing.at) }) } as const,
          ...answers(answersOn('records', one.closing.entries)),
        ]),
  ]
  const title = page('title')
  return {
    title,
    blocks: [
      { kind: 'paragraph', text: page('as-of', { at: say.instant(now.at) }) },
      { kind: 'paragraph', text: say.text(zoneSaying([now.at, data.createdAt], now.zone)) },
      { kind: 'paragraph', text: page('keep-safe') },
      ...section('records', cases.flatMap(record)),
      ...section(
        'unfinished',
        conversations(data)
          .filter(({ answers: given }) => given.length > 0)
          .flatMap(({ frame, answers: given }, index) => [
            heading('unfinished-one', { number: index + 1, title: { title: frame.flow } }),
            ...answers(given),
          ]),
      ),
      ...section(
        'incidents',
        incidents.flatMap((incident) => [
          heading('incident', { number: incident.number }),
          ...list(timelineRows(incident, say).map(([at = '', line = '']) => oneLine(`${at}　${line}`))),
        ]),
      ),
      ...section('reminders', list(reminders.map((one) => page('reminder', { ...reminderWords(one, data, now) })))),
      ...section('others', list(others(data, page, say, session.alarm))),
    ],
  }
}

function others(
  { aliases, taken, createdAt, outbox, settings, session }: OwnData,
  page: (id: string, values?: Readonly<Record<string, Param>>) => string,
  say: RecordWords,
  alarm: OwnData['session']['alarm'],
): string[] {
  const waiting = outbox.filter(({ document }) => document === null).length
  return [
    page('since', { at: say.instant(createdAt) }),
    ...aliases.map(({ channel, contactId }) => page('handle', { channel, id: contactId })),
    page('message-ids', { count: taken.length }),
    page('waiting', { count: waiting }),
    ...(settings.zone === null ? [] : [page('zone', { zone: settings.zone })]),
    ...(session.contract === null ? [] : [page('agreement', { count: session.contract.flags.length })]),
    ...(alarm === null ? [] : [page('alarm', { words: alarm.words })]),
  ]
}

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()
