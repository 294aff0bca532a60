/** A message to everybody in a room. Puppets list the bot among those it mentions, but nobody spoke to the bot. */
const EVERYBODY = /[@＠](?:所有人|all\b|everyone\b)/i

/** Could anybody be mentioned at all? Most messages of a room are dropped on this test, before anything is loaded. */
export function mayMention(text: string, mentionIds: readonly string[]): boolean {
  return mentionIds.length > 0 || /[@＠]/.test(text)
}

/**
 * The words said to the bot, without the mention; null when they were not said to it.
 *
 * `names` are the bot's name, the names it is given in the settings, and its alias in the room: several puppets leave
 * the list of mentioned ids empty, so `@name` in the text counts, too. A mention ends at U+2005, a space, punctuation
 * or the end, so that `@守密助手` does not call 守密.
 */
export function addressedWords(text: string, names: readonly string[], listed: boolean): string | null {
  const mention = mentionPattern(names)
  if (mention?.test(text)) return tidy(text.replace(mention, ' '))
  if (!listed || EVERYBODY.test(text)) return null
  return tidy(text.replace(/^\s*[@＠][^\s\u2005]+/u, ''))
}

function mentionPattern(names: readonly string[]): RegExp | null {
  const spelled = [...new Set(names.map((name) => name.trim()))]
    .filter((name) => name !== '')
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  if (spelled.length === 0) return null
  return new RegExp(`(?<![A-Za-z0-9._-])[@＠](?:${spelled.join('|')})(?=[\\u2005\\s\\p{P}\\p{S}]|$)\\u2005?`, 'giu')
}

function tidy(text: string): string {
  return text
    .replace(/^[\s\u2005,，、:：]+/u, '')
    .replace(/[ \t\u2005]{2,}/gu, ' ')
    .trim()
}
