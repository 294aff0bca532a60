import { readFile } from 'node:fs/promises'
import { CLAUSE_TYPES, type ClauseTypeId } from '../../src/nda/clause-types.ts'

/** What a sentence is for a clause type: nothing of it, the type without a red flag, the type with one. */
export type Expected = 'absent' | 'present' | 'flagged'

export interface JudgedSentence {
  readonly type: ClauseTypeId
  readonly expected: Expected
  readonly text: string
}

const SIGNS: Readonly<Record<string, Expected>> = { '-': 'absent', '+': 'present', '!': 'flagged' }

/** The sentences of sentences.txt, with what each is to be read as. */
export async function readSentences(file: URL): Promise<JudgedSentence[]> {
  const sentences: JudgedSentence[] = []
  let type: ClauseTypeId | undefined
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const heading = /^\[(.+)\]$/.exec(line)?.[1]
    if (heading !== undefined) type = CLAUSE_TYPES.find((one) => one === heading)
    const expected = SIGNS[line[0] ?? '']
    if (expected !== undefined && type !== undefined) sentences.push({ type, expected, text: line.slice(2) })
  }
  return sentences
}

/** Terms that one says to the other's face, without names for the sides. */
const TALK = /[你您我]|\byou\b|\b(?:us|we)\b/i
const NAMES_SIDES = /[甲乙]方|contractor|freelancer|company|recipient/i

/** A sentence in its place: a numbered clause of a short agreement about secrecy, which names the sides if the sentence does. */
export const inContract = (text: string): string =>
  TALK.test(text) && !NAMES_SIDES.test(text)
    ? `保密约定\n我们跟你说好，你看行就签：\n第一条 ${text}\n第二条 你我各留一份。\n`
    : `保密协议\n甲方：某某公司\n乙方：____________\n第一条 ${text}\n第二条 本协议一式两份。\n`
