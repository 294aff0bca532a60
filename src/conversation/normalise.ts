import { withoutTail } from './ends.ts'
import { remembering } from './remembering.ts'
import { simplify } from './simplify.ts'

/** The longest message that is looked at, in UTF-16 units; a longer one gets a reply that says so. */
export const MESSAGE_LIMIT = 2000

/**
 * The form in which a message is compared: simplified characters, full-width letters and digits made half-width (NFKC),
 * lower case, invisible characters and outer spaces gone. For matching only; what is kept is the person's own spelling.
 */
export const normalise = remembering((text) =>
  simplify(text)
    .normalize('NFKC')
    .replace(/\p{Cf}|\u{fe0f}/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .toLowerCase(),
)

/** The bare phrase: spaces, outer punctuation and softening particles gone, so that "菜单~!" is 菜单. */
export const bare = remembering((text) => {
  const squeezed = normalise(text).replace(/\s+/g, '')
  const trimmed = withoutTail(squeezed.replace(/^[\p{P}\p{S}]+/u, ''), /^[\p{P}\p{S}]$/u)
  return withoutSoftening(trimmed) || trimmed
})

/** Without 吧 and 啊 at the end, as long as two letters or a figure are left. */
function withoutSoftening(words: string): string {
  const first = withoutTail(words, /^[吧啊呀呢哦噢喔哈啦嘛呗]$/u).length
  for (let end = first; end < words.length; end++) {
    const left = words.slice(0, end)
    if (/(?:[\p{L}\p{N}]{2}|\d)$/u.test(left.slice(-4))) return left
  }
  return words
}

/** Are there any words or figures in it? Emoji, punctuation and spaces alone are not an answer. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(
    withoutFaces(text)
      .normalize('NFKC')
      .replace(/\p{Emoji_Presentation}|\p{Extended_Pictographic}|[\u{20e3}\u{fe0f}]/gu, ''),
  )
}

/** WeChat types its faces as words when it cannot show them: [捂脸]. */
export const withoutFaces = (text: string): string => text.replace(/\[\p{Script=Han}{1,4}\]/gu, '')

/** The letters and figures alone, so that "废物…算了,不填了" is one run of words. */
export const squeezed = remembering((text) => normalise(withoutFaces(text)).replace(/[\p{P}\p{S}\s]+/gu, ''))

/** What is kept of a text answer: control and invisible characters gone, the lines tidied. */
export function keepText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]|[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu, '')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\p{Cs}/gu, '')
    .trim()
}
