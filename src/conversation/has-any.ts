/** A list of words as one pattern; lists come from the library and never change, so that each is made once. */
const patterns = new WeakMap<readonly string[], RegExp>()

/** No words at all: for a question that has none in a list. */
export const NONE: readonly string[] = []

/**
 * Does the text have one of the words? One look for the whole list, which a message is asked for dozens of times. The list
 * must be one that stays (of the phrases), not one made for the call.
 */
export function hasAny(text: string, words: readonly string[]): boolean {
  const pattern = patterns.get(words) ?? patternOf(words)
  return pattern.test(text)
}

/** Does the text have a word of each list, in whatever order, and none of `unless`? */
export function hasOfEach(text: string, lists: readonly (readonly string[])[], unless: readonly string[]): boolean {
  return lists.every((words) => hasAny(text, words)) && !hasAny(text, unless)
}

function patternOf(words: readonly string[]): RegExp {
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  const pattern = new RegExp(escaped.length === 0 ? '(?!)' : escaped.join('|'))
  patterns.set(words, pattern)
  return pattern
}
