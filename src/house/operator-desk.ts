import type { Saying } from '../../flows/shared/saying.ts'
import type { Alias, Channel, ChannelSink, Inbound } from '../channel/port.ts'
import { describeError, type Log } from '../log.ts'

/** One step of a scan; `url` is what is drawn. */
interface Step {
  readonly step: string
  readonly url: string
}

export interface OperatorDesk {
  readonly channel: Pick<Channel, 'send' | 'sendFile'>
  isOperator(from: Alias): boolean
  /** What of a message is meant for this desk. */
  asks(text: string): 'invite' | 'menu' | undefined
  /** Draws codes until somebody has scanned one; null: nobody did, or was bound already. */
  invite(show: (step: Step) => void, signal?: AbortSignal): Promise<string | null>
  /** A code as a PNG. */
  draw(url: string): Uint8Array
  render(say: readonly Saying[]): string[]
  readonly log: Log
}

/**
 * What the operator can do from their own chat: have a code drawn for one more person. To everybody else these words are
 * nothing special, and nothing of it is kept.
 */
export function operatorDesk(sink: ChannelSink, desk: OperatorDesk): ChannelSink {
  const { channel, log } = desk
  let isInviting = false

  async function say(to: Alias, page: string): Promise<void> {
    for (const text of desk.render([{ page }])) await channel.send(to, text)
  }

  /** Shows each new code, and says what came of it. Ends when a code cannot be shown: nobody could scan it. */
  async function invite(to: Alias): Promise<void> {
    const stopping = new AbortController()
    let shown = 0
    let showing = Promise.resolve()
    const then = (work: () => Promise<void>): void => {
      showing = showing.then(work)
      showing.catch(() => stopping.abort())
    }
    const show = ({ step, url }: Step): void => {
      if (step === 'verify') then(() => say(to, 'operator/verify'))
      if (step !== 'waiting') return
      const page = shown++ === 0 ? 'operator/scan' : 'operator/scan-again'
      then(async () => {
        await channel.sendFile(to, { name: 'qr.png', bytes: desk.draw(url) })
        await say(to, page)
      })
    }
    try {
      const userId = await desk.invite(show, stopping.signal)
      await showing
      await say(to, userId === null ? 'operator/nobody' : 'operator/bound')
      log.info({ bound: userId !== null }, 'invitation from the chat')
    } catch (error) {
      log.warn({ ...describeError(error) }, 'invitation from the chat failed')
      await say(to, 'operator/failed')
    }
  }

  async function answer({ from }: Inbound): Promise<void> {
    if (isInviting) return say(from, 'operator/waiting')
    isInviting = true
    await invite(from).finally(() => {
      isInviting = false
    })
  }

  const quietly = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => log.warn({ ...describeError(error) }, 'operator not answered'))

  return {
    status: (status) => sink.status(status),
    async receive(inbound) {
      const { from, kind, text } = inbound
      const isOperator = from.place === 'private' && kind === 'text' && desk.isOperator(from)
      const asked = isOperator ? desk.asks(text) : undefined
      // A scan takes minutes: what they write meanwhile does not wait for it.
      if (asked === 'invite') return void quietly(answer(inbound))
      await sink.receive(inbound)
      if (asked === 'menu') await quietly(say(from, 'operator/menu'))
    },
  }
}
