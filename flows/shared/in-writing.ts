/** What one says before one says something: 嗯, 就是, 反正. */
const BEFORE = /^(?:(?:嗯+|呃+|额+|哦|那个|就是说?|反正|其实)[,，、\s]*)+(?=.{2})/u
/** 就我能看, where nothing is compared. */
const ONLY = /^(?:就|只)(?=(?:我|咱|他|她|我们)(?!们?[不没]))/u
/** What hangs on at the end. */
const BEHIND = /(?:[,，\s]*(?:吧|啊|呀|嘛|呢|哈|哦|噢|呗|这样|就这样|就这些|没了))+[\s.。!！~～]*$/u
/** In what people type, a space is a comma. */
const SPACE = /(?<=[\p{Script=Han}\p{N}）」])[ 　]+(?=[\p{Script=Han}（「])/gu

/**
 * A freelancer's own words as they can stand in a message to the client: "就我跟我老婆能看 她帮我排版吧" becomes "我跟我老婆能看，她帮我排版".
 *
 * Only what carries nothing is taken away, no 大概 and no 先; the words and their order stay, for nobody else knows what was meant.
 */
export function inWriting(words: string): string {
  const bare = words.trim().replace(BEHIND, '')
  const plain = (bare === '' ? words.trim() : bare).replace(BEFORE, '').replace(ONLY, '')
  return plain.replace(SPACE, '，')
}
