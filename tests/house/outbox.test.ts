import { describe, expect, it } from 'vitest'
import {
  addReplies as add,
  markFailed,
  markSending,
  markSent,
  nextToSend,
  recoverSending,
  takeGivenUp,
  waitsUntil,
} from '../../src/house/outbox.ts'
import type { OwnerDocument } from '../../src/store/document.ts'
import { aliasOf, documentOf, NOW, replyOf } from '../store/documents.ts'

const addReplies = (document: OwnerDocument, texts: readonly string[], ...rest: Tail<typeof add>) =>
  add(
    document,
    texts.map((text) => ({ text, document: null })),
    ...rest,
  )
type Tail<F> = F extends (a: never, b: never, ...rest: infer R) => unknown ? R : never

const TO = aliasOf('c')
const two = addReplies(documentOf('a'), ['第一句', '第二句'], TO, NOW, 'm1')
const stateOf = (document: OwnerDocument, id: string) => document.outbox.find((item) => item.id === id)?.state

/** Tries to send item 1 until it waits no more, and returns how long it waited each time. */
function waitsUntilGivenUp(outcomes: readonly ('failed' | 'unknown' | 'offline')[]): (number | undefined)[] {
  let document = two
  let now = NOW
  return outcomes.map((outcome) => {
    document = markFailed(markSending(document, '1'), '1', outcome, now)
    const item = document.outbox.find(({ id }) => id === '1')
    if (item === undefined || item.state === 'failed') return undefined
    const wait = Math.max(0, item.notBefore - now)
    now += wait
    return wait
  })
}

describe('a reply', () => {
  it('is added behind the others, pending, due at once', () => {
    const document = addReplies(two, ['第三句'], TO, NOW + 5, null)
    expect(document.outbox.map(({ seq, text, inReplyTo }) => [seq, text, inReplyTo])).toEqual([
      [1, '第一句', 'm1'],
      [2, '第二句', 'm1'],
      [3, '第三句', null],
    ])
    expect(document.outbox.every(({ state, attempts }) => state === 'pending' && attempts === 0)).toBe(true)
    expect(document.outbox[2]?.notBefore).toBe(NOW + 5)
    expect(document.nextSeq).toBe(4)
  })

  it('never gets the number of one that was sent', () => {
    const sent = markSent(markSent(two, '1'), '2')
    expect(sent.outbox).toEqual([])
    expect(addReplies(sent, ['又一句'], TO, NOW, null).outbox[0]?.id).toBe('3')
  })

  it('is counted when it is handed over, and gone when it was sent', () => {
    const sending = markSending(two, '1')
    expect(sending.outbox[0]).toMatchObject({ state: 'sending', attempts: 1 })
    expect(markSent(sending, '1').outbox.map(({ id }) => id)).toEqual(['2'])
  })

  it('is tried later and later when it is refused, and then given up', () => {
    const refused = Array.from({ length: 6 }, () => 'failed' as const)
    expect(waitsUntilGivenUp(refused)).toEqual([2_000, 10_000, 30_000, 120_000, 600_000, undefined])
  })

  it('is sent once more when its outcome is unknown, and never again', () => {
    expect(waitsUntilGivenUp(['unknown', 'unknown'])).toEqual([2_000, undefined])
  })

  it('is not counted as tried while the channel is offline', () => {
    const document = markFailed(markSending(two, '1'), '1', 'offline', NOW)
    expect(document.outbox[0]).toMatchObject({ state: 'pending', attempts: 0, notBefore: NOW })
  })
})

describe('what is sent next', () => {
  it('is the oldest, whatever their order in the document', () => {
    const document = documentOf('a', { outbox: [replyOf('9', { seq: 9 }), replyOf('2', { seq: 2 })] })
    expect(nextToSend(document, NOW)?.id).toBe('2')
    expect(nextToSend(documentOf('a'), NOW)).toBeUndefined()
  })

  it('is nothing while the oldest has to wait: a later one never overtakes', () => {
    const document = markFailed(markSending(two, '1'), '1', 'failed', NOW)
    expect(nextToSend(document, NOW + 1_999)).toBeUndefined()
    expect(nextToSend(document, NOW + 2_000)?.id).toBe('1')
  })

  it('is the one behind when the oldest was given up', () => {
    const document = documentOf('a', { outbox: [replyOf('1', { state: 'failed' }), replyOf('2', { seq: 2 })] })
    expect(nextToSend(document, NOW)?.id).toBe('2')
  })
})

describe('after the process died', () => {
  it('what was being sent has an unknown outcome, is counted, and may be sent once more', () => {
    const { document, unknown } = recoverSending(markSending(two, '1'))
    expect(unknown).toBe(1)
    expect(stateOf(document, '1')).toBe('unknown')
    expect(nextToSend(document, NOW)?.id).toBe('1')
  })

  it('gives up after six deaths in the same send, and not before', () => {
    let document = two
    for (let deaths = 1; deaths <= 5; deaths++) {
      const recovered = recoverSending(markSending(document, '1'))
      expect(recovered.unknown).toBe(1)
      document = recovered.document
      expect(stateOf(document, '1')).toBe('unknown')
    }
    document = recoverSending(markSending(document, '1')).document
    expect(stateOf(document, '1')).toBe('failed')
    expect(nextToSend(document, NOW)?.id).toBe('2')
  })

  it('leaves everything else as it was', () => {
    expect(recoverSending(two)).toEqual({ document: two, unknown: 0 })
  })
})

describe('a refusal before', () => {
  const refused = markFailed(markSending(two, '1'), '1', 'failed', NOW)

  it('does not count as an unknown outcome when the next is unknown', () => {
    expect(stateOf(markFailed(markSending(refused, '1'), '1', 'unknown', NOW), '1')).toBe('unknown')
  })

  it('does not count as an unknown outcome when the process dies at the next try', () => {
    expect(stateOf(recoverSending(markSending(refused, '1')).document, '1')).toBe('unknown')
  })
})

describe('what was given up', () => {
  it('is kept to be looked at, but only the newest twenty', () => {
    const texts = Array.from({ length: 25 }, (_, index) => `第${index + 1}句`)
    let document = addReplies(documentOf('a'), texts, TO, NOW, null)
    for (let id = 1; id <= 24; id++) {
      for (let tries = 0; tries < 2; tries++) {
        document = markFailed(markSending(document, String(id)), String(id), 'unknown', NOW)
      }
    }
    expect(document.outbox.map(({ id }) => Number(id))).toEqual(Array.from({ length: 21 }, (_, index) => index + 5))
    expect(document.outbox.at(-1)?.state).toBe('pending')
  })
})

describe('a reminder that was given up', () => {
  it('is taken out to be told of; a reply that was given up stays', () => {
    const reminders = ['m1', 'm2']
    const outbox = [
      replyOf('1', { state: 'failed' }),
      replyOf('2', { state: 'failed', reminders }),
      replyOf('3', { reminders: ['m3'] }),
    ]
    const { document, reminders: lost } = takeGivenUp(documentOf('a', { outbox }))
    expect(lost).toEqual(reminders)
    expect(document.outbox.map(({ id }) => id)).toEqual(['1', '3'])
    expect(takeGivenUp(document)).toEqual({ document, reminders: [] })
  })
})

describe('how long the outbox is blocked', () => {
  it('is as long as its last reply must wait; what was given up blocks nothing', () => {
    const outbox = [
      replyOf('1', { state: 'failed', notBefore: NOW + 9 }),
      replyOf('2'),
      replyOf('3', { notBefore: NOW + 5 }),
    ]
    expect(waitsUntil(documentOf('a', { outbox }))).toBe(NOW + 5)
    expect(waitsUntil(documentOf('a', { outbox: outbox.slice(0, 1) }))).toBeUndefined()
  })
})

describe('what was sent', () => {
  it('counts against what may be sent before the person writes again', () => {
    const contact = { to: TO, at: NOW, sent: 1 }
    expect(markSent({ ...two, contact }, '1').contact).toEqual({ ...contact, sent: 2 })
    expect(markSent({ ...two, contact: null }, '1').contact).toBeNull()
  })
})
