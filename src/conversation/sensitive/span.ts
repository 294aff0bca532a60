/**
 * What a stretch of a message looks like. `id` is also a passport or a permit; `plate` is a car's; `account` is a WeChat or QQ account that was said to be one; `password` is
 * also a key, a token or a one-time code.
 */
export type SensitiveKind = 'phone' | 'id' | 'bankCard' | 'plate' | 'address' | 'email' | 'account' | 'password'

/** A stretch of a message, in UTF-16 units, and what is put in its place. */
export interface Span {
  readonly kind: SensitiveKind
  readonly start: number
  readonly end: number
  readonly mask: string
}
