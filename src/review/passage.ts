/** Where a text stands in its file: between two offsets of a page's body, or as a value of the YAML. */
export type Place =
  | { readonly kind: 'bubble'; readonly start: number; readonly end: number }
  | { readonly kind: 'value'; readonly path: Path }

export type Path = readonly (string | number)[]

/** One text that can be changed on its own: a bubble, a label, a field of a clause or of the law. */
export interface Passage {
  /** `nda/ask.md#lead.1`: the file below data/, and the place in it. */
  readonly id: string
  readonly file: string
  readonly place: Place
  /** As the file has it: Markdown in a bubble, `{placeholders}` in it. */
  readonly text: string
  readonly kind: 'bubble' | 'line' | 'day'
  /** What it belongs to, and which part of it, in words for a reviewer. */
  readonly subject: string
  readonly part: string
  readonly source: string
  readonly laws: readonly string[]
  /** What is reviewed as a whole: all passages of one page, clause or article have the same. */
  readonly item: Item
}

/** Who looked at something last, when, and by when somebody has to again; `null` where nobody said. */
export interface Reviewed {
  readonly reviewer: string | null
  readonly reviewed: string | null
  readonly due: string | null
}

export interface Item extends Reviewed {
  readonly id: string
  readonly file: string
  /** The map in the file's YAML that holds the dates; null where there is no room for any. */
  readonly path: Path | null
}

/** The files of data/ that hold what the bot says, by their path below data/. */
export type Files = ReadonlyMap<string, string>

/** The dates as a file gives them; what is no text counts as nothing, the content check names it. */
export const reviewedIn = (fields: Readonly<Record<string, unknown>>): Reviewed => {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return { reviewer: text(fields.reviewer), reviewed: text(fields.reviewed), due: text(fields.due) }
}
