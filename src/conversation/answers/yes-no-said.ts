/**
 * `bare`: 删, yes only when nothing else is said, for a verb may as well begin another matter. `wish`: 想签, where it was
 * asked whether it is done; says nothing beside a statement.
 */
export type Value = 'yes' | 'no' | 'vague' | 'bare' | 'wish'

/**
 * What a clause comes to where not every word of it is known. `open`: it is about the matter, and decides nothing. `rest`:
 * something is left, where it was asked whether all is done: no, whatever was said before.
 */
export type Gist = 'yes' | 'no' | 'open' | 'rest'

/** What one clause of an answer says. */
export type Said =
  /** About the very thing that was asked: 没签, 签了, 好像签了. */
  | { readonly kind: 'content'; readonly value: Value }
  /** A bare word of assent or denial: what it means depends on the question. */
  | { readonly kind: 'head'; readonly heads: readonly Head[] }
  /** `forgot` for a bare 忘了, which beside 没 says why not. */
  | { readonly kind: 'unsure'; readonly forgot: boolean }
  /** 好像: says no more than that it is not certain. `partial` for 口头的, 一半: not the whole of it. */
  | { readonly kind: 'vague'; readonly partial: boolean }
  /** 我翻翻: what comes behind it is what was found. */
  | { readonly kind: 'looks' }
  /** 合同签了, where 保密协议 was asked. */
  | { readonly kind: 'aside' }
  /** 签了, where another thing was asked. */
  | { readonly kind: 'elsewhere' }
  /** 对方签了, 客户要求签: what somebody else did or wants. */
  | { readonly kind: 'theirs'; readonly verb: boolean; readonly done: boolean }
  /** `restates`: 签了? doubts its own words, while 签啥? asks for others. */
  | { readonly kind: 'asks'; readonly restates: boolean }
  | { readonly kind: 'corrects' }
  | { readonly kind: 'filler' }
  | {
      readonly kind: 'unknown'
      readonly verb: boolean
      /** What it says of the question's own verb, among words that are not known. */
      readonly leans: 'yes' | 'no' | 'neither' | 'open'
      /** 可能在抽屉里: says something of the matter, but not for certain. */
      readonly hedged: boolean
      readonly negative: boolean
      readonly redirects: boolean
      /** 你写吧, 你问的: leads away from the question, unless it was an offer or was answered with 没有. */
      readonly toYou: boolean
      readonly conditional: boolean
      /** 作废了, 过期了: what was done counts no longer. */
      readonly cancels: boolean
      readonly ofThem: boolean
    }

export type Head =
  | 'agree'
  | 'hum'
  | 'accept'
  | 'have'
  | 'deny'
  | 'none'
  | 'notYet'
  | 'decline'
  | 'finished'
  | 'soon'
  | 'vague'

/** A clause, and whether it turns against what stands before it: 但, 后来, 其实. */
export interface Clause {
  readonly said: Said
  readonly turns: boolean
  /** Names the writer as its subject: 我没签. */
  readonly byMe: boolean
  /** The halves of 不是不想签,是没签: what stands behind 是 is meant. */
  readonly half: 'not' | 'but' | undefined
  /** 一开始, 当初: what it says held before. */
  readonly former: boolean
  /** Known from end to end, and yet made of more than one statement: 让我把截图发她, 没有一份是不加密的. */
  readonly mixed: boolean
  /** 签是签了: what comes behind it is less than that. */
  readonly concedes: boolean
  /** Says for certain what has happened: 刚回了个笑脸. */
  readonly tells: boolean
  /** What it comes to, piece by piece, where not every word of it is known. */
  readonly gists: readonly Gist[]
  /** In UTF-16 units. */
  readonly length: number
}
