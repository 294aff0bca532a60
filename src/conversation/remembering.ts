/** Options, commands and the message of the moment are asked for again and again; so many short texts are remembered. */
const REMEMBERED = 2_000
const SHORT = 64

/**
 * The same function of a text and of what it is read by (the phrases of a library, which never change). Short texts are
 * remembered, long ones are not.
 */
export function rememberingBy<By extends object, Result>(
  work: (text: string, by: By) => Result,
): (text: string, by: By) => Result {
  const knownBy = new WeakMap<By, Map<string, { readonly result: Result }>>()
  return (text, by) => {
    if (text.length > SHORT) return work(text, by)
    const known = knownBy.get(by) ?? new Map<string, { readonly result: Result }>()
    knownBy.set(by, known)
    const found = known.get(text)
    if (found !== undefined) return found.result
    const result = work(text, by)
    if (known.size >= REMEMBERED) known.clear()
    known.set(text, { result })
    return result
  }
}

/**
 * The same function of a text, which remembers what it gave for short ones. Long texts (a contract, a story) are worked
 * out anew each time, so that nothing of them stays in memory.
 */
export function remembering(work: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    if (text.length > SHORT) return work(text)
    const found = known.get(text)
    if (found !== undefined) return found
    const result = work(text)
    if (known.size >= REMEMBERED) known.clear()
    known.set(text, result)
    return result
  }
}
