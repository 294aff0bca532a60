import { createHash } from 'node:crypto'
import * as PUPPET from 'wechaty-puppet'
import {
  type CdnMedia,
  ItemType,
  type MessageItem,
  MessageType,
  type QuotedMessage,
  type WeixinMessage,
} from './protocol.ts'

const { Message } = PUPPET.types

/** A message as the puppet keeps it: in memory only. */
export interface Kept {
  readonly payload: PUPPET.payloads.Message
  /** The file that it carries. */
  readonly file?: { readonly media: CdnMedia; readonly hexKey?: string; readonly name: string }
}

/** Is it something that a user said to the bot alone? A group's message must never pass for one. */
export const isFromUser = ({ message_type, from_user_id, group_id }: WeixinMessage, userId: string): boolean =>
  (message_type === undefined || message_type === MessageType.user) && from_user_id === userId && !group_id

/** The id by which a message is known again; one without an id is known by what it says. */
export function idOf(message: WeixinMessage): string {
  const { message_id: id } = message
  if (id !== undefined && String(id) !== '0') return String(id)
  return createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 32)
}

/**
 * What Wechaty sees of a message, one for each of its items. A quote becomes what other puppets make of one:
 * 「who：what」, a line of dashes, the answer.
 *
 * @param known finds what was said under an id, since newer clients send of a quoted message no more than that
 */
export function keptOf(
  message: WeixinMessage,
  listenerId: string,
  known: (id: string) => PUPPET.payloads.Message | undefined,
): readonly Kept[] {
  const id = idOf(message)
  const items = message.item_list ?? []
  return items.map((item, index): Kept => {
    const base = {
      id: index === 0 ? id : `${id}-${index}`,
      talkerId: message.from_user_id ?? '',
      listenerId,
      timestamp: message.create_time_ms ?? 0,
    }
    return keptItem(item, base, known)
  })
}

function keptItem(
  item: MessageItem,
  base: { readonly id: string; readonly talkerId: string; readonly listenerId: string; readonly timestamp: number },
  known: (id: string) => PUPPET.payloads.Message | undefined,
): Kept {
  const file = fileOf(item, base.id)
  const payload = (type: PUPPET.types.Message, text = ''): PUPPET.payloads.Message => ({
    ...base,
    type,
    text,
    ...(file && { filename: file.name }),
  })
  const withFile = (type: PUPPET.types.Message, text?: string): Kept => ({
    payload: payload(type, text),
    ...(file && { file }),
  })
  switch (item.type) {
    case ItemType.text:
      return { payload: payload(Message.Text, withQuote(item, base.talkerId, known)) }
    case ItemType.image:
      return withFile(Message.Image)
    case ItemType.voice:
      return withFile(Message.Audio, item.voice_item?.text)
    case ItemType.file:
      return withFile(Message.Attachment)
    case ItemType.video:
      return withFile(Message.Video)
    default:
      return { payload: payload(Message.Unknown) }
  }
}

function fileOf({ image_item, voice_item, file_item, video_item }: MessageItem, id: string): Kept['file'] {
  const hexKey = image_item?.aeskey
  const found = [
    { media: image_item?.media, name: `${id}.jpg` },
    { media: voice_item?.media, name: `${id}.silk` },
    { media: file_item?.media, name: file_item?.file_name || id },
    { media: video_item?.media, name: `${id}.mp4` },
  ].find(({ media }) => media !== undefined)
  if (found?.media === undefined) return undefined
  return { media: found.media, name: found.name, ...(hexKey && { hexKey }) }
}

function withQuote(
  { text_item, ref_msg }: MessageItem,
  talkerId: string,
  known: (id: string) => PUPPET.payloads.Message | undefined,
): string {
  const text = text_item?.text ?? ''
  if (ref_msg === undefined) return text
  const { who, what } = quoted(ref_msg, talkerId, known)
  return what === '' ? text : `「${who}：${what}」\n- - - - - - - - - - - - - - -\n${text}`
}

function quoted(
  { svr_id, message_item, title }: QuotedMessage,
  talkerId: string,
  known: (id: string) => PUPPET.payloads.Message | undefined,
): { readonly who: string; readonly what: string } {
  const original = svr_id === undefined ? undefined : known(String(svr_id))
  const what = original?.text || original?.filename || message_item?.text_item?.text || title || ''
  return { who: original?.talkerId === talkerId ? '我' : '机器人', what }
}
