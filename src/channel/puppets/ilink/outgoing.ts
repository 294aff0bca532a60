import { randomUUID } from 'node:crypto'
import type { Cdn } from './cdn.ts'
import type { BotClient } from './client.ts'
import { ItemType, MediaType, type MessageItem, MessageState, MessageType, type WeixinMessage } from './protocol.ts'

const IMAGE = /\.(?:jpe?g|png|gif|webp|bmp)$/i
const VIDEO = /\.mp4$/i

/** A message to a user. The id is never used twice, also not for another try: the second would be refused. */
export function outgoing(to: string, item: MessageItem, contextToken: string | null): WeixinMessage {
  return {
    from_user_id: '',
    to_user_id: to,
    client_id: randomUUID(),
    message_type: MessageType.bot,
    message_state: MessageState.finish,
    item_list: [item],
    ...(contextToken !== null && { context_token: contextToken }),
  }
}

export const textItem = (text: string): MessageItem => ({ type: ItemType.text, text_item: { text } })

/**
 * Leaves a file on the CDN and says where. Pictures and videos are shown as such; a recording goes as a file, because
 * phones never show a voice message from a bot.
 */
export async function fileItem(
  cdn: Cdn,
  client: BotClient,
  to: string,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<MessageItem> {
  if (IMAGE.test(name)) {
    const { media, encryptedSize } = await cdn.upload(client, to, MediaType.image, bytes)
    return { type: ItemType.image, image_item: { media, mid_size: encryptedSize } }
  }
  if (VIDEO.test(name)) {
    const { media, encryptedSize } = await cdn.upload(client, to, MediaType.video, bytes)
    return { type: ItemType.video, video_item: { media, video_size: encryptedSize } }
  }
  const { media, rawSize, md5 } = await cdn.upload(client, to, MediaType.file, bytes)
  return { type: ItemType.file, file_item: { media, file_name: name, len: String(rawSize), md5 } }
}
