import { CLOCK_ROWS } from './clock-rows.ts'
import { DAY_ROWS } from './day-rows.ts'
import { firstOf } from './first.ts'
import { REQUEST_ROWS } from './request-rows.ts'
import { RHYTHM_ROWS } from './rhythm-rows.ts'
import { SPAN_ROWS } from './span-rows.ts'
import type { Row, Token } from './token.ts'

/** The grammar. At each place the first row that means something wins, so what is longer and rarer stands first. */
export const ROWS: readonly Row[] = [...RHYTHM_ROWS, ...SPAN_ROWS, ...DAY_ROWS, ...CLOCK_ROWS, ...REQUEST_ROWS]

/** The rows by the character with which they begin, in their order; none may begin with any character. */
const BY_FIRST = new Map<string, Row[]>()
for (const each of ROWS) {
  for (const char of firstOf(each.pattern.source).chars) BY_FIRST.set(char, [...(BY_FIRST.get(char) ?? []), each])
}

/** The tokens of a plain text, in order, none overlapping. Linear in its length: every pattern is bounded. */
export function scan(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const found = isInsideFigure(text, at) ? undefined : tokenAt(text, at, tokens)
    if (found === undefined) at++
    else {
      tokens.push(...found)
      at = found.at(-1)?.end ?? at + 1
    }
  }
  return tokens
}

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9'

/** No number begins within another. */
const isInsideFigure = (text: string, at: number): boolean => isDigit(text[at]) && isDigit(text[at - 1])

function tokenAt(text: string, at: number, tokens: readonly Token[]): Token[] | undefined {
  const before = text[at - 1] ?? ''
  const joined = tokens.at(-1)?.end === at && at > 0
  for (const { pattern, mean, weak } of BY_FIRST.get(text[at] as string) ?? []) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match === null || match[0] === '') continue
    const end = at + match[0].length
    const meant = mean(match.groups ?? {}, { before, joined, after: text.slice(end, end + 3) })
    if (meant === null) continue
    return (Array.isArray(meant) ? meant : [meant]).map((meaning) => ({ start: at, end, meaning, weak }))
  }
  return undefined
}
