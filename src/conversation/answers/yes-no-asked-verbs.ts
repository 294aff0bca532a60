import { LETTERS, NOUN, type Token, VERB, type YesNoPhrases } from './yes-no-words.ts'

/** 卖之前格式化了吗: of 卖 nothing is asked. */
const MEANWHILE = /^(?:之?前|以前|之?后|以后|的?时候?)/u

/**
 * Leaves out the verbs of which nothing is asked: in 卖之前格式化了吗 it is 卖, and in 说过要保密吗 all that was said, or
 * in 知道你用了外包吗 what is known.
 */
export function askingTokens(
  tokens: readonly Token[],
  { verbs, speaking, statives, modals }: YesNoPhrases,
): readonly Token[] {
  const asked = withoutAttributes(
    tokens.filter(({ letter }, at) => letter !== VERB || !MEANWHILE.test(tokens[at + 1]?.text ?? '')),
    ({ letter, text }) => letter === VERB && !verbs.get(text)?.asked.every((group) => modals.has(group)),
  )
  const said = asked.findIndex(
    ({ letter, text }, at) =>
      letter === VERB &&
      verbs
        .get(text)
        ?.asked.some(
          (group) => statives.has(group) || (speaking.has(group) && /[lg]/.test(asked[at + 1]?.letter ?? '')),
        ),
  )
  return said < 0 ? asked : asked.filter(({ letter }, at) => letter !== VERB || at <= said)
}

/** Verbs that only say which: in 客户要求的删除证明你发了吗 it is 发 that is asked, and in 对这个解释满意吗 it is 满意. */
function withoutAttributes(tokens: readonly Token[], isPlainVerb: (token: Token) => boolean): readonly Token[] {
  const isVerb = (token: Token | undefined): boolean => token !== undefined && isPlainVerb(token)
  const you = tokens.findLastIndex(({ text }) => /^[你您]$/u.test(text))
  const hasTopic = you > 1 && !isVerb(tokens[you - 1]) && tokens.slice(you).some(isVerb)
  const kept = tokens.filter((token, at) => {
    if (!isVerb(token)) return true
    if (hasTopic && at < you && !tokens.slice(at, you).some(({ letter }) => /[lg]/.test(letter))) return false
    const next = tokens.slice(at + 1).find(({ letter }) => !'lgc'.includes(letter))
    const isNamed = next?.letter === LETTERS.of && next !== tokens.at(-1)
    return !isNamed && !/^[这那]个?$/u.test(tokens[at - 1]?.text ?? '')
  })
  return kept.some(isVerb) ? kept : tokens
}

/** The verbs that it asks with. 不用 asks with 用; 你没备份 has only a noun that may be a verb as well. */
export function askedGroups(tokens: readonly Token[], { verbs, modals, speaking }: YesNoPhrases): Set<number> {
  const declined = tokens
    .filter(({ letter }) => letter === LETTERS.decline)
    .flatMap(({ text }) => verbs.get(text.slice(1)))
    .flatMap((known) => [...(known?.asked ?? []), ...(known?.said ?? [])])
    .filter((group) => modals.has(group))
  const asked = tokens.flatMap(({ letter, text }) => (letter === VERB ? (verbs.get(text)?.asked ?? []) : []))
  if (isOfThem(tokens) && speaking.has(asked[0] ?? -1)) return new Set(asked.slice(0, 1))
  const plain = [...asked, ...declined]
  if (plain.some((group) => !modals.has(group)) || declined.length > 0) return new Set(plain)
  return new Set([
    ...plain,
    ...tokens.flatMap(({ letter, text }) => (letter === NOUN ? (verbs.get(text)?.said ?? []) : [])),
  ])
}

/** Is its subject the client, not the one who answers? */
export function isOfThem(tokens: readonly Token[]): boolean {
  const is = tokens.findIndex(({ letter }) => letter === 'Y')
  const does = tokens.findIndex(({ letter }) => letter === VERB || letter === 'H')
  const verb = does < 0 ? is : does
  const before = verb < 0 ? tokens : tokens.slice(0, verb)
  const letters = before.map(({ letter, text }) => (text === '你' || text === '您' ? 'X' : letter)).join('')
  return /(?:^|[^T])o(?![dOn])/.test(letters) && !/X/.test(letters)
}
