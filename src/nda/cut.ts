/** Which part of a contract is not there: only some of its pages were given. */
export type Cut = 'beginning' | 'end' | 'both'

/** A first number that is not the first one: 第六条, 七、, 3., 6.3, but neither 1.1 nor a date. */
const LATER_NUMBER =
  /^(?:第(?:[二三四五六七八九]|十[一二三四五六七八九]?|[2-9]|1\d)(?:条|章)|(?:[二三四五六七八九]|十[一二三四五六七八九]?)、|(?:[2-9]|1\d)(?:\.(?!\d)|、)|(?:[2-9]|1\d)\.\d{1,2}(?![\d年月日万元%])|1\.[2-9](?!\d))/
/** No sentence begins with a sign that closes one. */
const MID_SENTENCE = /^[,。;、)]/
/** A clause of a longer contract that was given for its own sake: 第八条 保密. */
const SECRECY_CLAUSE = /^.{1,6}保密(?:条款|义务|责任|约定|与)?[^,。;]{0,6}(?:\n|:|$)/
/** What cannot be the last word of a contract. */
const HANGING =
  /(?:[,、(]|不得|应当?|必须|[的和及与或向在对将由为并且以如若因其]|包括|要求|同意|未经| (?:the|of|and|or|to|shall|not|any|by|in|with))$/
/** A shorter last line is a line to sign on. */
const SHORTEST_SENTENCE = 8

/**
 * Does a folded contract begin or break off in its middle? What half a contract does not say may stand in the other half, so that nothing
 * is missing in it.
 */
export function cutOf(chars: string, title: string): Cut | undefined {
  const isLater = LATER_NUMBER.test(chars) && !SECRECY_CLAUSE.test(chars)
  const hasTitle = title !== '' && chars.startsWith(title)
  const beginning = !hasTitle && (isLater || MID_SENTENCE.test(chars))
  const lastLine = chars.slice(chars.lastIndexOf('\n') + 1)
  const end = lastLine.length >= SHORTEST_SENTENCE && HANGING.test(lastLine)
  if (beginning && end) return 'both'
  if (beginning) return 'beginning'
  return end ? 'end' : undefined
}
