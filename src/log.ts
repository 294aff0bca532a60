/** What a module may ask of a log: fields are ids, counts, durations and codes, never the text of a message or a name. */
export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}

/** Ids, counts, durations (ms) and codes. Strings must come from us, never from a user. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Where a frame of ours was: a file of ours, the line, the column. */
const PLACE = /(?:src|flows)\/[\w./-]{1,100}:\d{1,6}:\d{1,6}/

/**
 * What may be said of an error in a log: its name, its code, and the first place of ours that it went through.
 *
 * Messages of foreign errors can quote what a person wrote, and so can names, codes and stacks that a package has made up
 * of them; only what has the form of a word, a number or a place is kept.
 */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorType: typeof error }
  const { name, code, stack } = error as { name: unknown; code?: unknown; stack?: unknown }
  return {
    errorName: isWord(name) ? name : 'Error',
    errorCode: typeof code === 'number' || isWord(code) ? code : undefined,
    errorAt: typeof stack === 'string' ? placeIn(stack) : undefined,
  }
}

const isWord = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z][\w.-]{0,60}$/.test(value)

function placeIn(stack: string): string | undefined {
  const frames = stack.split('\n').filter((line) => /^ +at /.test(line) && !line.includes('node_modules'))
  return frames.map((line) => PLACE.exec(line)?.[0]).find((place) => place !== undefined)
}
