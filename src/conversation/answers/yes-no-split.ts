import type { Token } from './yes-no-words.ts'

/** The letters of its words in a row, for patterns to read. */
export const letters = (tokens: readonly Token[]): string => tokens.map(({ letter }) => letter).join('')

/** Splits a run of words without punctuation where a new clause must begin: 没有啊|我签了, 签了|但是…. */
export const splitClauses = (tokens: readonly Token[]): Token[][] => split(tokens, breaksBefore)

/** Splits where a subject seems to begin a new clause: 他签了|我没签. */
export const splitBySubject = (tokens: readonly Token[]): Token[][] => split(tokens, beginsAnew)

function split(tokens: readonly Token[], breaks: (before: string, letter: string) => boolean): Token[][] {
  const clauses: Token[][] = []
  let clause: Token[] = []
  for (const token of tokens) {
    if (breaks(letters(clause), token.letter)) {
      clauses.push(clause)
      clause = []
    }
    clause.push(token)
  }
  if (clause.length > 0) clauses.push(clause)
  return clauses
}

function breaksBefore(before: string, letter: string): boolean {
  if (letter === 'j') return /[VMWGYhkNDHmbxRF?e.]/.test(before)
  if (letter === 'J') return before !== ''
  if (/L$/.test(before)) return !'Lpql'.includes(letter)
  if (/J$/.test(before)) return true
  return letter !== 'p' && letter !== 'q' && letter !== 'w' && /[^fp]p+$/.test(before)
}

function beginsAnew(before: string, letter: string): boolean {
  if (letter === 's' && /r.*V$/.test(before)) return true
  if (letter === 's') return /(?:[YhkNHRGlgdc?]|(?:^|[^x])[mb])$/.test(before) && !/[rz]/.test(before)
  return letter === 'o' && (/[VMc][lgdc]*[lgdc]$/.test(before) || /[YHhk]$/.test(before))
}
