/**
 * The shapes of iLink's messages, as far as the puppet uses them. Everything may be absent, and what is not named here
 * is ignored: the protocol has no published schema and grows.
 */

/** Where the QR calls go, and everything else until a login names another host. */
export const API_BASE = 'https://ilinkai.weixin.qq.com'
/** Where files are fetched and left. */
export const CDN_BASE = 'https://novac2c.cdn.weixin.qq.com/c2c'
/** Hosts that a login or a message may name. */
export const TRUSTED_SUFFIX = '.weixin.qq.com'

/** The release of Tencent's own client whose protocol this is. */
export const PROTOCOL_VERSION = '2.4.9'
export const APP_ID = 'bot'
/** The kind of bot that a QR code is asked for. */
export const BOT_TYPE = '3'

export const ItemType = { text: 1, image: 2, voice: 3, file: 4, video: 5 } as const
export const MediaType = { image: 1, video: 2, file: 3, voice: 4 } as const
export const MessageType = { user: 1, bot: 2 } as const
export const MessageState = { finish: 2 } as const
export const TypingStatus = { typing: 1, cancel: 2 } as const

/** A 64-bit id: a string where it does not fit a double. */
export type Id = string | number

export interface CdnMedia {
  readonly encrypt_query_param?: string
  /** Base64 of 16 bytes, or of their 32 hex digits. */
  readonly aes_key?: string
  readonly encrypt_type?: number
  readonly full_url?: string
}

export interface MessageItem {
  readonly type?: number
  readonly msg_id?: Id
  readonly ref_msg?: QuotedMessage
  readonly text_item?: { readonly text?: string }
  /** `aeskey` is hex and wins over the one in `media`. */
  readonly image_item?: { readonly media?: CdnMedia; readonly aeskey?: string; readonly mid_size?: number }
  readonly voice_item?: {
    readonly media?: CdnMedia
    readonly text?: string
    readonly playtime?: number
    readonly encode_type?: number
  }
  readonly file_item?: {
    readonly media?: CdnMedia
    readonly file_name?: string
    readonly len?: string
    readonly md5?: string
  }
  readonly video_item?: { readonly media?: CdnMedia; readonly video_size?: number }
}

/** The message that one answers. Newer clients send only `svr_id`. */
export interface QuotedMessage {
  readonly title?: string
  readonly message_item?: MessageItem
  readonly svr_id?: Id
}

export interface WeixinMessage {
  readonly message_id?: Id
  readonly from_user_id?: string
  readonly to_user_id?: string
  readonly client_id?: string
  readonly create_time_ms?: number
  readonly group_id?: string
  readonly message_type?: number
  readonly message_state?: number
  readonly item_list?: readonly MessageItem[]
  readonly context_token?: string
}

/** What every answer may carry; absent means success. */
export interface Outcome {
  readonly ret?: number
  readonly errcode?: number
  readonly errmsg?: string
}

export interface QrCode extends Outcome {
  /** The handle by which the state is asked. */
  readonly qrcode?: string
  /** What is drawn. */
  readonly qrcode_img_content?: string
}

/** `scaned` is the server's spelling. */
export interface QrState extends Outcome {
  readonly status?: string
  readonly bot_token?: string
  readonly ilink_bot_id?: string
  readonly ilink_user_id?: string
  readonly baseurl?: string
  readonly redirect_host?: string
}

export interface Updates extends Outcome {
  readonly msgs?: readonly WeixinMessage[]
  readonly get_updates_buf?: string
  readonly longpolling_timeout_ms?: number
}

export interface Sent extends Outcome {
  /** Missing: accepted and dropped. */
  readonly message_id?: Id
}

export interface UploadPlace extends Outcome {
  readonly upload_param?: string
  readonly upload_full_url?: string
}
