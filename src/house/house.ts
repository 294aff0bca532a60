import type { Saying } from '../../flows/shared/saying.ts'
import type { Alias, Channel, ChannelSink, ChannelStatus, Inbound } from '../channel/port.ts'
import { heldAfter } from '../conversation/after-effects.ts'
import { fileUse } from '../conversation/evidence.ts'
import { inGroups } from '../conversation/recovery-code.ts'
import { sayNotSent, type Telling } from '../conversation/tell-reminders.ts'
import type { Effect, Memory, Moment, Turn, TurnEvent } from '../conversation/turn.ts'
import { StoreError } from '../errors.ts'
import { describeError, type Log } from '../log.ts'
import { newDocument, type OwnerDocument } from '../store/document.ts'
import type { Store } from '../store/port.ts'
import type { Admission } from './admission.ts'
import { createBursts } from './bursts.ts'
import { heardFrom, withoutExpiry } from './contact.ts'
import { createDelivery } from './delivery.ts'
import { createFilePlaces } from './file-places.ts'
import { foldTurn, takeMessage } from './fold.ts'
import { releaseReplies } from './held-replies.ts'
import type { HeldTexts } from './held-texts.ts'
import { createMoving } from './moving.ts'
import { addReplies, type Reply, takeGivenUp, tryAgainNow, waitingReplies } from './outbox.ts'
import type { Pacer } from './pacer.ts'
import { createPauses } from './pauses.ts'
import { createQueues } from './queues.ts'
import { crowdedOut, type Documents, eventOf, isToBeRead } from './received-files.ts'
import { hearCode, type RecoveryCodes } from './recovery.ts'
import { createReminding } from './remind.ts'
import { createRetention } from './retention.ts'
import { isFull } from './room-left.ts'
import { createLoading, createPeeking } from './set-aside.ts'
import { splitText } from './split.ts'
import { createWaitingMessages } from './waiting-messages.ts'

/** How much older than the newest taken message one may be and still be new, ms: clocks count in seconds, lines reorder. */
const WATERMARK_SLACK = 5_000
/** How many strangers' owners are remembered: far more than can be waiting for their first commit. */
const STRANGERS = 10_000

/** Who has so many replies waiting is not answered more: nobody reads them, and the document would grow for ever. */
const WAITING_LIMIT = 100
/** Pages that are said in an emergency, by how their ids begin. */
const EMERGENCY = /^(?:urgent|emergency)\/|^boundary\/distress|^incident\/(?:instant|at-once)/

/** What the house is built of; all effects come in through here. */
export interface HouseParts {
  readonly store: Store
  readonly channel: Channel
  /** Decides about what one person sent within a moment, first first. */
  takeBurst(memory: Memory, events: readonly TurnEvent[], now: Moment): Turn
  /** How long a person must be quiet before what they sent is answered, ms; 0: each message by itself. */
  readonly burstMs: number
  /** Decides what to tell one person of what has fallen due. */
  tellReminders(memory: Memory, now: Moment): Telling
  takeRoomTurn(text: string, hour: number): readonly Saying[]
  /** The texts of contracts that are being looked at. */
  readonly held: HeldTexts
  /** How long a person who pastes a contract must be quiet before it is read, ms. */
  readonly pauseMs: number
  /** The files that are read, and how. */
  readonly documents: Documents
  render(say: readonly Saying[]): string[]
  /** The clock, epoch ms, and the person's calendar day at an instant. */
  now(): number
  today(at: number): string
  /** The hour of the person's day at an instant, 0–23. */
  hour(at: number): number
  /** The IANA zone of that day and hour. */
  readonly zone: string
  /** How long somebody may be silent before all that is kept of them is erased, days; null: for ever. */
  readonly retentionDays: number | null
  newOwnerId(): string
  readonly codes: RecoveryCodes
  /** Keeps one person from being more than the bot can answer. */
  readonly admission: Admission
  /** When what is to be sent may be sent. */
  readonly pacer: Pacer
  /** A message was not looked at: its sender writes too fast, or has too many replies waiting. */
  onTurnedAway?(): void
  /** A document could not be read and was put aside. */
  onSetAside?(): void
  /** So many replies were on their way when the process died: nobody can tell whether they arrived. */
  onUnknown?(count: number): void
  readonly log: Log
}

/** What a turn comes to. */
interface Decision {
  readonly document: OwnerDocument
  readonly bubbles: readonly string[]
  readonly effects: readonly Effect[]
  readonly urgent?: boolean
}

/** The way through the house: a message comes in, a pure function decides, the edge carries it out. */
export interface House extends ChannelSink {
  /** Tells what has fallen due and sends what is waiting; called when the channel comes online and every second or so. */
  tick(): Promise<void>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/**
 * Puts the rooms together: one queue an owner, each message id taken once, the document committed before anything is
 * sent, and replies delivered in order, retried, and told apart when their outcome is unknown.
 *
 * Its callbacks never reject: whatever goes wrong is answered honestly and logged by id.
 */
export function createHouse(parts: HouseParts): House {
  const { store, channel, log } = parts
  const queues = createQueues()
  /** Owners are looked up in the order of the messages, so that the faster look-up does not overtake. */
  const lookUps = createQueues()
  const bursts = createBursts<Inbound>(parts.burstMs, (owner, inbounds) =>
    queues.run(owner, () => handle(owner, inbounds)),
  )
  /** The owner that a stranger's alias was given, so that two first messages at once make one owner. */
  const strangers = new Map<string, string>()
  const pauses = createPauses(parts.pauseMs, (owner, to) => {
    void track(queues.run(owner, () => handlePause(owner, to)))
  })
  const places = createFilePlaces()
  const isOnline = (): boolean => status === 'online'
  const load = createLoading(parts)
  const peek = createPeeking(store, (owner) => void track(queues.run(owner, () => load(owner))))
  const delivery = createDelivery({
    ...parts,
    load,
    queues,
    isOnline,
    moment: momentAt,
    track: (work) => void track(work),
  })
  const reminding = createReminding({ ...parts, load, queues, isOnline, moment: momentAt })
  const retention = createRetention({ ...parts, load, queues, isOnline, moment: momentAt, erase })
  const moving = createMoving({
    ...parts,
    load,
    queues,
    moment: momentAt,
    forget: (alias) => strangers.delete(keyOf(alias)),
    deliver: delivery.deliver,
    tell: sendDirectly,
  })
  const waitingMessages = createWaitingMessages({
    ...parts,
    receive: (inbound) => track(deal(inbound)),
    say: (inbound, page) =>
      inbound.from.place === 'room' ? Promise.resolve() : sendDirectly(inbound.from, () => parts.render([{ page }])),
  })
  /** Files that are not read, by message id: was their sender told so already? */
  const crowded = new Map<string, boolean>()
  /** Everything under way, for `idle`. */
  const underWay = new Set<Promise<unknown>>()
  let status: ChannelStatus = 'offline'

  async function ownerOf(alias: Alias): Promise<string> {
    const known = await store.ownerOf(alias)
    if (known !== undefined) return known
    const key = keyOf(alias)
    const owner = strangers.get(key) ?? parts.newOwnerId()
    strangers.set(key, owner)
    const [oldest] = strangers.keys()
    if (strangers.size > STRANGERS && oldest !== undefined) strangers.delete(oldest)
    return owner
  }

  function track<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work)
    return work.finally(() => underWay.delete(work))
  }

  async function receive(inbound: Inbound): Promise<void> {
    const admitted = parts.admission.admit(keyOf(inbound.from))
    if (admitted !== 'in') {
      parts.onTurnedAway?.()
      if (admitted === 'away' || inbound.from.place === 'room') return
      log.info({ message: inbound.id }, 'too fast')
      return sendDirectly(inbound.from, () => parts.render([{ page: 'error/too-fast' }]))
    }
    await deal(inbound)
  }

  async function deal(inbound: Inbound): Promise<void> {
    let leave = (): void => {}
    try {
      const owner = await lookUps.run(keyOf(inbound.from), () => ownerOf(inbound.from))
      if (isToBeRead(inbound, parts.documents)) {
        const place = places.enter(owner)
        if (place === 'taken') leave = () => places.leave(owner)
        else crowded.set(inbound.id, place === 'told')
      }
      if (parts.burstMs === 0 || inbound.from.place === 'room') await queues.run(owner, () => handle(owner, [inbound]))
      else await bursts.add(owner, inbound)
      await moving.carryOut(owner)
    } catch (error) {
      if (error instanceof StoreError && error.code === 'STORE_LEASE') return
      if (await waitingMessages.add(inbound, error)) return
      log.error({ message: inbound.id, ...describeError(error) }, 'message not handled')
      const isDamaged = error instanceof StoreError && error.code === 'STORE_DAMAGED'
      const page = isDamaged ? 'error/damaged' : 'error/not-saved'
      await sendDirectly(inbound.from, () => parts.render([{ page }]))
    } finally {
      leave()
      crowded.delete(inbound.id)
    }
  }

  /** While they waited their sender's record may have been moved or erased: then they are somebody else's now. */
  async function partByOwner(
    owner: string,
    stored: OwnerDocument | undefined,
    all: readonly Inbound[],
  ): Promise<[Inbound[], Inbound[]]> {
    const [own, strays]: [Inbound[], Inbound[]] = [[], []]
    for (const inbound of all) {
      const key = keyOf(inbound.from)
      const isKnown =
        stored === undefined ? strangers.get(key) === owner : stored.aliases.some((alias) => keyOf(alias) === key)
      const isOwn = isKnown || (await store.ownerOf(inbound.from)) === owner
      ;(isOwn ? own : strays).push(inbound)
    }
    return [own, strays]
  }

  /** Deals with messages of one conversation, first first; all of them are answered at once. */
  async function handle(owner: string, all: readonly Inbound[]): Promise<void> {
    const now = parts.now()
    const stored = await load(owner)
    const [inbounds, strays] = await partByOwner(owner, stored, all)
    for (const stray of strays) void track(receive(stray))
    if (stored !== undefined && waitingReplies(stored) >= WAITING_LIMIT) {
      for (const _ of inbounds) parts.onTurnedAway?.()
      log.info({ owner, messages: inbounds.length }, 'too many replies waiting')
      return
    }
    const fresh: Inbound[] = []
    let taken: OwnerDocument | undefined = stored
    for (const inbound of inbounds) {
      const before: OwnerDocument = taken ?? newDocument(owner, inbound.from, now)
      if (!(await isNew(inbound, before, stored === undefined, now))) continue
      taken = takeMessage(
        heardFrom(before, inbound, now, parts.zone, channel.capabilities.windowMs),
        inbound.id,
        inbound.at,
        now,
      )
      fresh.push(inbound)
    }
    const inbound = fresh.at(-1)
    if (inbound === undefined || taken === undefined) return
    const before = taken
    const events: TurnEvent[] = []
    const announce = (name: string) =>
      sendDirectly(inbound.from, () => parts.render([{ page: 'nda/reading', with: { name: { brief: name } } }]))
    for (const one of fresh) {
      const isTold = crowded.get(one.id)
      const useOf = (isReadable: boolean) => fileUse(before, one.kind, isReadable)
      const event =
        isTold === undefined ? await eventOf(one, useOf, parts.documents, announce, log) : crowdedOut(one, isTold)
      const { writesFirst, windowMs, files } = channel.capabilities
      const recovery =
        one.from.place === 'room' ? undefined : await hearCode(one, owner, { store, peek, codes: parts.codes, now })
      events.push({ ...event, reach: { writesFirst, windowMs, files }, ...(recovery && { recovery }) })
    }
    const decision = decide(before, fresh, events, now)
    const isLost = stored === undefined && (await leadsTo(owner, inbound.from))
    const isOlder = stored !== undefined && stored.watermark < store.mendedAt && before.watermark >= store.mendedAt
    const said = isLost ? withLost(before, decision) : isOlder ? withMended(decision, inbound.from) : decision
    await settle(before, inbound.from, events, said, now)
  }

  /** Everything of an owner goes; old messages of theirs that come again are ignored. */
  async function erase({ owner, watermark, aliases }: OwnerDocument): Promise<void> {
    parts.held.hold(owner, null)
    await store.erase(owner, watermark)
    for (const alias of aliases) strangers.delete(keyOf(alias))
  }

  /** Keeps what a turn decided, and only then sends what it says. */
  async function settle(
    before: OwnerDocument,
    to: Alias,
    events: readonly TurnEvent[],
    { document, bubbles, effects, urgent }: Decision,
    now: number,
  ): Promise<void> {
    const { owner } = before
    const last = events.at(-1)
    if (effects.some(({ type }) => type === 'forgetOwner')) {
      await erase(before)
      log.info({ owner }, 'owner erased')
      await sendDirectly(to, () => bubbles)
      return
    }
    const issued = effects.some(({ type }) => type === 'issueCode') ? await parts.codes.make(now) : undefined
    const replies: Reply[] = [
      ...bubbles
        .flatMap((text) => splitText(text, channel.capabilities.textLimit))
        .map((text) => ({ text, document: null })),
      ...(issued === undefined ? [] : codeReplies(issued.code)),
      ...effects.flatMap((effect) => (effect.type === 'sendDocument' ? [{ text: '', document: effect.document }] : [])),
    ]
    const kept = issued === undefined ? document : { ...document, code: issued.stored }
    const released = releaseReplies(kept, now, channel.capabilities.textLimit)
    const withReplies = addReplies(tryAgainNow(released, now), replies, to, now, last?.id ?? null, urgent)
    await store.commit(withReplies)
    keepHeld(owner, to, effects)
    for (const effect of effects) if (effect.type === 'moveRecord') moving.ask(owner, to, effect)
    log.info(
      {
        owner,
        message: last?.id,
        kind: last?.kind,
        messages: events.length,
        replies: replies.length,
        ms: parts.now() - now,
      },
      'turn',
    )
    await delivery.deliver(withReplies).catch((error: unknown) => {
      log.error({ owner, message: last?.id, ...describeError(error) }, 'replies left for later')
    })
  }

  function codeReplies(code: string): Reply[] {
    return parts
      .render([{ page: 'recover/code', with: { code: inGroups(code) } }])
      .map((text) => ({ text, document: null, secret: true }))
  }

  /** Holds what the turn wants held, and waits for more of it. */
  function keepHeld(owner: string, to: Alias, effects: readonly Effect[]): void {
    if (!effects.some(({ type }) => type === 'holdText' || type === 'dropText')) return
    parts.held.hold(owner, heldAfter(parts.held.get(owner), effects))
    pauses.restart(owner, to)
  }

  /** Nothing more was pasted for a while. */
  async function handlePause(owner: string, to: Alias): Promise<void> {
    try {
      const document = await load(owner)
      if (document === undefined || parts.held.get(owner) === null) return
      const now = parts.now()
      const events: TurnEvent[] = [{ id: `pause-${now}`, kind: 'pause', text: '' }]
      const decision = decide(document, [], events, now)
      if (decision.bubbles.length > 0) await settle(document, to, events, decision, now)
    } catch (error) {
      log.error({ owner, ...describeError(error) }, 'pause not handled')
    }
  }

  /** Is somebody known by this alias? Without a document they are no stranger: theirs was lost. */
  async function leadsTo(owner: string, alias: Alias): Promise<boolean> {
    return alias.place !== 'room' && (await store.ownerOf(alias)) === owner
  }

  /**
   * Says first of all that everything is lost. What they wrote may answer a question that nobody knows any more, so they
   * are asked to write it again; only an emergency is dealt with at once.
   */
  function withLost(before: OwnerDocument, decision: Decision): Decision {
    const lost = parts.render([{ page: 'error/lost' }])
    if (decision.urgent === true) return { ...decision, bubbles: [...decision.bubbles, ...lost] }
    return { document: before, bubbles: lost, effects: [] }
  }

  /** Says once to everybody that the database was mended: what they told it last may be missing. */
  function withMended(decision: Decision, { place }: Alias): Decision {
    if (place === 'room') return decision
    return { ...decision, bubbles: [...decision.bubbles, ...parts.render([{ page: 'error/mended' }])] }
  }

  /** Is it neither taken before nor a replay of something older than what was taken? */
  async function isNew(inbound: Inbound, before: OwnerDocument, isStranger: boolean, now: number): Promise<boolean> {
    const { owner } = before
    if (before.taken.includes(inbound.id)) {
      log.debug({ owner, message: inbound.id }, 'taken before')
      return false
    }
    const isOld = inbound.at < Math.max(before.watermark, store.bornAt) - WATERMARK_SLACK
    if (!isOld && !(isStranger && inbound.at <= (await store.erasedUntil(inbound.from)))) return true
    log.info({ owner, message: inbound.id, age: now - inbound.at }, 'replay ignored')
    return false
  }

  /** Runs the pure part. If we are broken, the person hears so, and the message counts as taken, so that it is not tried for ever. */
  function decide(
    document: OwnerDocument,
    inbounds: readonly Inbound[],
    events: readonly TurnEvent[],
    now: number,
  ): Decision {
    try {
      const [first] = inbounds
      if (first?.from.place === 'room') {
        return { document, bubbles: parts.render(parts.takeRoomTurn(first.text, parts.hour(now))), effects: [] }
      }
      const moment = momentAt(now)
      const turn = parts.takeBurst({ ...document, held: parts.held.get(document.owner) }, events, moment)
      const folded = foldTurn(withoutExpiry(document), turn)
      const urgent = turn.say.some(({ page }) => EMERGENCY.test(page))
      if (isFull(document, folded, urgent)) {
        log.warn({ owner: document.owner, message: events.at(-1)?.id }, 'no room left')
        return { document, bubbles: parts.render([{ page: 'error/full' }]), effects: [] }
      }
      if (turn.say.length === 0) return { document: folded, bubbles: [], effects: turn.effects, urgent }
      const { document: told, say } = withNotSent(folded, moment)
      return { document: told, bubbles: parts.render([...turn.say, ...say]), effects: turn.effects, urgent }
    } catch (error) {
      log.error({ owner: document.owner, message: events.at(-1)?.id, ...describeError(error) }, 'turn failed')
      return { document, bubbles: parts.render([{ page: 'error/broken' }]), effects: [] }
    }
  }

  function momentAt(at: number): Moment {
    return { at, today: parts.today(at), hour: parts.hour(at), zone: parts.zone }
  }

  /** Tells somebody who has written of the reminders that were given up; not in the middle of an emergency. */
  function withNotSent(document: OwnerDocument, now: Moment): { document: OwnerDocument; say: readonly Saying[] } {
    if (document.session.alarm !== null) return { document, say: [] }
    const { document: rest, reminders } = takeGivenUp(document)
    return { document: rest, say: sayNotSent({ ...document, held: null }, reminders, now) }
  }

  /** Says something that cannot be kept in the outbox: the store failed, or the owner is gone. */
  async function sendDirectly(to: Alias, bubbles: () => readonly string[]): Promise<void> {
    try {
      for (const text of bubbles()) await channel.send(to, text)
    } catch (error) {
      log.warn({ ...describeError(error) }, 'direct send failed')
    }
  }

  async function tick(): Promise<void> {
    if (status === 'offline') return
    parts.pacer.look()
    try {
      await waitingMessages.look()
      // Many that fall due at one moment are all in the outbox first: sending would only slow that down.
      if (!(await reminding.look())) return
      await retention.look()
      await delivery.sendWaiting()
    } catch (error) {
      log.error({ ...describeError(error) }, 'tick failed')
    }
  }

  return {
    receive: (inbound) => track(receive(inbound)),
    status(next) {
      if (next === status) return
      status = next
      log.info({ status }, 'channel')
      if (next === 'online') void track(tick())
    },
    tick: () => track(tick()),
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

const keyOf = ({ channel, account, contactId, place }: Alias): string =>
  JSON.stringify([channel, account, contactId, place])
