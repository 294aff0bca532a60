/** The characters with which what an expression matches may begin; `any` where that cannot be told. */
export interface First {
  readonly chars: ReadonlySet<string>
  readonly any: boolean
  /** May it match nothing? */
  readonly empty: boolean
}

const NOTHING: First = { chars: new Set(), any: false, empty: true }
const ANYTHING: First = { chars: new Set(), any: true, empty: false }
const DIGITS = [...'0123456789']
const SPACES = [' ', '\t', '\n', '\u3000']

const of = (chars: Iterable<string>): First => ({ chars: new Set(chars), any: false, empty: false })

/**
 * The characters with which a match of an expression's source may begin that is not empty, so that a grammar tries at each place only the
 * rows that may begin there. Knows groups, alternatives, classes, quantifiers and looking around; no flags, no negated
 * classes (which are `any`).
 */
export function firstOf(source: string): First {
  let at = 0

  const alternatives = (): First => {
    let found = sequence()
    while (source[at] === '|') {
      at++
      const other = sequence()
      found = {
        chars: new Set([...found.chars, ...other.chars]),
        any: found.any || other.any,
        empty: found.empty || other.empty,
      }
    }
    return found
  }

  const sequence = (): First => {
    let found = NOTHING
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const next = quantified(atom())
      if (!found.empty) continue
      found = { chars: new Set([...found.chars, ...next.chars]), any: found.any || next.any, empty: next.empty }
    }
    return found
  }

  const quantified = (found: First): First => {
    const quantifier = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(at, at + 12))?.[0] ?? ''
    at += quantifier.length
    return /^[?*]|^\{0/.test(quantifier) ? { ...found, empty: true } : found
  }

  const atom = (): First => {
    const char = source[at++] as string
    if (char === '(') return group()
    if (char === '[') return charClass()
    if (char === '\\') return escaped()
    if (char === '^' || char === '$') return NOTHING
    return char === '.' ? ANYTHING : of([char])
  }

  const group = (): First => {
    const opening = /^\?(?:[:=!]|<[=!]|<\w+>)/.exec(source.slice(at, at + 24))?.[0] ?? ''
    at += opening.length
    const found = alternatives()
    at++
    return /^\?<?[=!]/.test(opening) ? NOTHING : found
  }

  const escaped = (): First => {
    const char = source[at++] as string
    if (char === 'd') return of(DIGITS)
    if (char === 's') return of(SPACES)
    if (char === 'u') {
      at += 4
      return of([String.fromCharCode(Number.parseInt(source.slice(at - 4, at), 16))])
    }
    return /[a-z]/i.test(char) ? ANYTHING : of([char])
  }

  const charClass = (): First => {
    const end = closing()
    const inside = source.slice(at, end)
    at = end + 1
    if (inside.startsWith('^')) return ANYTHING
    const chars = new Set<string>()
    for (const [part] of inside.matchAll(/\\u[\da-f]{4}-\\u[\da-f]{4}|\\.|[^\\]-[^\\\]]|[^\\]/gis)) {
      if (part.length > 2 && part.startsWith('\\')) return ANYTHING
      if (part === '\\d') for (const digit of DIGITS) chars.add(digit)
      else if (part === '\\s') for (const space of SPACES) chars.add(space)
      else if (part.length === 3)
        for (let code = part.charCodeAt(0); code <= part.charCodeAt(2); code++) chars.add(String.fromCharCode(code))
      else chars.add(part.at(-1) as string)
    }
    return of(chars)
  }

  const closing = (): number => {
    let end = at
    while (source[end] !== ']') end += source[end] === '\\' ? 2 : 1
    return end
  }

  return alternatives()
}
