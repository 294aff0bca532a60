import * as PUPPET from 'wechaty-puppet'
import { plainText } from './plain-text.ts'
import type { Alias, Inbound, InboundKind } from './port.ts'

const { Message } = PUPPET.types

const KINDS: Readonly<Record<PUPPET.types.Message, InboundKind>> = {
  [Message.Unknown]: 'unknown',
  [Message.Attachment]: 'file',
  [Message.Audio]: 'voice',
  [Message.Contact]: 'card',
  [Message.ChatHistory]: 'link',
  [Message.Emoticon]: 'sticker',
  [Message.Image]: 'image',
  [Message.Text]: 'text',
  [Message.Location]: 'location',
  [Message.MiniProgram]: 'link',
  [Message.GroupNote]: 'link',
  [Message.Transfer]: 'redPacket',
  [Message.RedEnvelope]: 'redPacket',
  [Message.Recalled]: 'recalled',
  [Message.Url]: 'link',
  [Message.Video]: 'video',
  [Message.Post]: 'link',
}

/** What a Wechaty message type is to the house; a type from a newer Wechaty is `unknown`. */
export function kindOf(type: PUPPET.types.Message): InboundKind {
  return KINDS[type] ?? 'unknown'
}

/** When a message was sent, epoch ms. Puppets give seconds or milliseconds; 1e11 is 1973 in one and 5138 in the other. */
export function sentAt(timestamp: number): number {
  return Math.round(timestamp < 1e11 ? timestamp * 1000 : timestamp)
}

/** Who wrote, also on old puppets, which call it `fromId`. */
export function talkerOf(payload: PUPPET.payloads.Message): string {
  return payload.talkerId || (payload as { fromId?: string }).fromId || ''
}

/**
 * The house's form of a message. `words` is a text without its mention; media have none, since what they carry is XML,
 * except that a recall carries the id of the message that was taken back, and a voice message its transcript.
 */
export function toInbound(payload: PUPPET.payloads.Message, from: Alias, words?: string): Inbound {
  const kind = kindOf(payload.type)
  return {
    id: payload.id,
    at: sentAt(payload.timestamp),
    from,
    kind,
    text: textOf(kind, payload, words),
  }
}

function textOf(kind: InboundKind, payload: PUPPET.payloads.Message, words: string | undefined): string {
  if (kind === 'text') return words ?? plainText(payload.text ?? '')
  if (kind === 'recalled') return recalledId(payload)
  return kind === 'voice' ? transcriptOf(payload) : ''
}

/** Where a channel turns speech into words, they are the message's text; elsewhere that is XML or a file's name. */
function transcriptOf({ text = '' }: PUPPET.payloads.Message): string {
  return /\p{Script=Han}/u.test(text) && !/[<>]/.test(text) ? text.trim() : ''
}

/** Wechaty gives the id of what was taken back as the text; some puppets give XML, which is nobody's id. */
function recalledId({ text = '' }: PUPPET.payloads.Message): string {
  return /^[\w-]{1,64}$/.test(text.trim()) ? text.trim() : ''
}
