/** What a module may ask of a log: fields are ids, counts, durations and codes, never the text of a message or a name. */
export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}

/** Ids, counts, durations (ms) and codes. Strings must come from us, never from a user. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

/**
 * What may be said of an error in a log: its name, code and the first line of our own frames. Messages of foreign
 * errors can quote what a person wrote, so only ours are kept.
 */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorType: typeof error }
  const code = (error as { code?: unknown }).code
  const stack = error.stack ?? ''
  const frames = stack.slice(stack.indexOf(error.message) + error.message.length)
  const at = frames.split('\n').find((line) => /^\s+at /.test(line) && !line.includes('node_modules'))
  return {
    errorName: error.name,
    errorCode: typeof code === 'string' || typeof code === 'number' ? code : undefined,
    errorAt: at?.trim().replace(/\(?(?:file:\/\/)?\/.*\/((?:src|flows)\/)/, '($1'),
  }
}
