import { describe, expect, it } from 'vitest'
import { sendWithin } from '../../src/channel/sending.ts'

const ends = (message: string) => sendWithin(1_000, () => Promise.reject(new Error(message)))

describe('a send that iLink did not take', () => {
  it.each([
    ['ilink sendmessage: ret=-2 refused', 'held'],
    ['ilink sendmessage: ret=-2 held', 'held'],
    ['ilink sendmessage: ret=-14 refused', 'held'],
    ['ilink sendmessage: ret=0 dropped', 'held'],
    ['ilink sendmessage: ret=-3 refused', 'failed'],
    ['ilink sendmessage: ret=-13 refused', 'failed'],
    ['ilink sendmessage: ret=none timeout', 'unknown'],
    ['ilink sendmessage: ret=none broken', 'unknown'],
    ['ilink sendmessage: ret=none http http=502', 'unknown'],
    ['ilink sendmessage: ret=none offline', 'offline'],
    ['ilink getuploadurl: ret=none timeout', 'failed'],
    ['ilink cdn upload: ret=none http http=500', 'failed'],
    ['2 UNKNOWN: Error: ilink sendmessage: ret=-2 held', 'held'],
    ['2 UNKNOWN: messageSendText() rejection: ilink sendmessage: ret=0 dropped', 'held'],
    ['ret=-2', 'failed'],
  ])('ends as its code says, through a gateway, too: %s', async (message, outcome) => {
    await expect(ends(message)).rejects.toMatchObject({ outcome })
  })

  it('is told of by its code alone', async () => {
    await expect(ends('ilink sendmessage: ret=-2 refused 绝密')).rejects.toThrow(
      /^the channel did not take the send: ret=-2 refused$/,
    )
  })
})
