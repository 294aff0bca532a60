import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { readYesNo } from '../conversation/answers/yes-no.ts'
import type { Knowledge } from '../conversation/knowledge.ts'
import { normalise } from '../conversation/normalise.ts'
import { simplify } from '../conversation/simplify.ts'
import { explainTime } from '../reminders/explain-time.ts'

/** A window: turns the fields of one JSON line into what is understood of it. */
type Window = (fields: Record<string, unknown>, knowledge: Knowledge) => unknown

const WINDOWS: Readonly<Record<string, Window>> = {
  answer: ({ question, text }, { yesNo }) => {
    if (typeof text !== 'string') throw new BadLine('text')
    if (question !== undefined && typeof question !== 'string') throw new BadLine('question')
    const heard = readYesNo(simplify(text), simplify(question ?? ''), yesNo)
    return { label: heard === 'vague' ? 'unsure' : heard }
  },
  section: ({ text }, knowledge) => {
    if (typeof text !== 'string') throw new BadLine('text')
    const { best, ranked } = knowledge.findTopic(normalise(text))
    return { best, ranked: ranked.map(({ id, score }) => ({ id, score: Math.round(score * 10_000) / 10_000 })) }
  },
  time: ({ text, now, tz }) => {
    if (typeof text !== 'string') throw new BadLine('text')
    if (tz !== undefined && typeof tz !== 'string') throw new BadLine('tz')
    if (typeof now !== 'string') throw new BadLine('now')
    const shown = explainTime(text, now, tz ?? 'Asia/Shanghai')
    if (typeof shown === 'string') throw new BadLine(shown)
    return shown
  },
}

/** The windows there are, for the message about one that is not. */
export const WINDOW_NAMES = Object.keys(WINDOWS)

class BadLine extends Error {}

/**
 * Shows how sentences are understood: reads JSON lines, writes one JSON line for each, in order.
 *
 * A line that cannot be used gets `{"error"}` in its place, so that line numbers stay the same and the rest goes on.
 * Resolves to the number of such lines.
 */
export async function explain(
  window: string,
  knowledge: Knowledge,
  input: Readable,
  output: Writable,
): Promise<number> {
  const show = WINDOWS[window]
  if (show === undefined) throw new RangeError(window)
  let bad = 0
  for await (const raw of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const line = raw.replace(/^\ufeff/, '')
    if (line.trim() === '') continue
    let result: unknown
    try {
      result = show(fieldsOf(line), knowledge)
    } catch (error) {
      if (!(error instanceof BadLine)) throw error
      bad++
      result = { error: `这一行要写成 {"${error.message}": "…"}` }
    }
    if (!output.write(`${JSON.stringify(result)}\n`)) await new Promise((resolve) => output.once('drain', resolve))
  }
  return bad
}

function fieldsOf(line: string): Record<string, unknown> {
  try {
    const fields: unknown = JSON.parse(line)
    if (typeof fields === 'object' && fields !== null) return fields as Record<string, unknown>
  } catch {
    // Said below: whatever it is, it is not an object.
  }
  throw new BadLine('text')
}

/**
 * Shows how a contract is read, as one line of JSON: for each clause type whether it is there, the sentence that shows it,
 * and its red flags with the words that raised them (none for something that is absent).
 */
export function explainContract(text: string, { readContract }: Pick<Knowledge, 'readContract'>): string {
  const { types, missing } = readContract(text)
  const clauses = types.map(({ type, present, start, end, flags }) => ({
    type,
    present,
    quote: text.slice(start, end),
    flags: flags.map((flag) => ({ id: flag.id, severity: flag.severity, quote: text.slice(flag.start, flag.end) })),
  }))
  return JSON.stringify({ clauses, missing })
}
