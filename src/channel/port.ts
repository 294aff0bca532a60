/**
 * Who a conversation is with, as one channel knows it: a contact, or a room when `place` is `room`.
 *
 * Contact ids change at each login on some puppets and account ids at each scan on others, so an owner has several
 * aliases and nothing but the store may treat one as an identity.
 */
export interface Alias {
  readonly channel: string
  readonly account: string
  readonly contactId: string
  readonly place: 'private' | 'room'
}

/**
 * What a message is. Everything but `text` and `greeting` is media; nothing of it is ever fetched but a file that may be
 * a contract, and what is sent as evidence of an incident that is open, and neither is ever written.
 */
export type InboundKind =
  | 'text'
  /** Somebody became a contact (a friend request was accepted, a terminal was opened) and has not written yet. */
  | 'greeting'
  | 'image'
  | 'sticker'
  | 'voice'
  | 'video'
  | 'file'
  | 'link'
  | 'card'
  | 'location'
  | 'redPacket'
  | 'recalled'
  /** Something that somebody sent and the channel has no name for. */
  | 'other'
  /** Nothing that anybody said, as far as the channel can tell. */
  | 'unknown'

/** A file, picture or video that somebody sent. */
export interface InboundFile {
  /** Null when the channel tells none, as of pictures and videos. */
  readonly name: string | null
  /** Bytes, when the channel tells. */
  readonly size: number | null
  /** The file in pieces, in order. Nothing is fetched before the first is asked for; throws when it cannot be had in time. */
  pieces(): AsyncIterable<Uint8Array>
}

/** A file to be sent. */
export interface OutboundFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** One message that came in. `id` is unique within channel and account; `at` is when it was sent, epoch ms. */
export interface Inbound {
  readonly id: string
  readonly at: number
  readonly from: Alias
  readonly kind: InboundKind
  /**
   * The words, without a leading @mention in a room; for `recalled` the id of what was taken back; for `voice`
   * what the channel understood, or nothing; empty for other media.
   */
  readonly text: string
  /** For a `file`, `image` or `video` of a private chat. */
  readonly file?: InboundFile
}

/** What the rest of the house may know about a channel. It asks these, never the puppet's name. */
export interface Capabilities {
  /** May the bot write before the contact does? */
  readonly writesFirst: boolean
  /** How long after the contact's last message the bot may write, ms; null: for ever. */
  readonly windowMs: number | null
  /** How many messages the bot may send for each of the contact's; null: any number. */
  readonly messagesPerInbound: number | null
  /** How many of those are kept for emergencies, and for saying that the window closes. */
  readonly keptForEmergencies: number
  /** What has to lie at least between two messages to one contact, ms. */
  readonly gapMs: number
  /** Has each contact a bot account of their own, so that what goes to one is no burden for the others? */
  readonly accountEach: boolean
  /** The longest text that arrives whole, in UTF-16 units. */
  readonly textLimit: number
  readonly typing: boolean
  readonly files: boolean
  readonly rooms: boolean
  readonly recall: boolean
  /** Is a message of an unknown kind something that somebody sent? On some puppets it is noise. */
  readonly unknownIsSaid: boolean
  /** Do contact ids survive a new login? */
  readonly stableIds: boolean
  /** True where many people may find the bot, so that it has to say who runs it (false for the terminal). */
  readonly public: boolean
}

/** `online` means logged in and able to send; `offline` means that a send is sure to fail now. */
export type ChannelStatus = 'online' | 'offline'

/** What a channel tells the house. Neither callback may throw. */
export interface ChannelSink {
  /** Resolves when the turn is finished and its replies have been handed to the channel (or are waiting in the outbox). */
  receive(inbound: Inbound): Promise<void>
  status(status: ChannelStatus): void
}

/**
 * A door through which people reach the bot.
 *
 * `start` resolves when the channel is trying, not when it is online: a gateway may be down for hours, and that is a
 * status, not an error. `send` resolves when the channel accepted the text and rejects with a `ChannelError` whose
 * `outcome` says whether it may have gone out all the same.
 */
export interface Channel {
  readonly capabilities: Capabilities
  start(sink: ChannelSink): Promise<void>
  send(to: Alias, text: string): Promise<void>
  /** The same for a file; only where `capabilities.files` says so. */
  sendFile(to: Alias, file: OutboundFile): Promise<void>
  stop(): Promise<void>
}
