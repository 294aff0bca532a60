import type { SensitiveKind, Span } from './span.ts'

/** What stands behind a label: where it ends, and what is put in its place if it is what the label says. */
export interface Value {
  readonly end: number
  readonly mask: string | undefined
}

/** Reads what stands behind each label; a value that is refused is skipped whole, so that nothing is read twice. */
export function findLabelled(
  folded: string,
  kind: SensitiveKind,
  labels: RegExp,
  read: (label: RegExpMatchArray, start: number) => Value | undefined,
): Span[] {
  const spans: Span[] = []
  let from = 0
  for (const label of folded.matchAll(labels)) {
    const start = label.index + label[0].length
    const value = label.index < from ? undefined : read(label, start)
    if (value === undefined) continue
    from = value.end
    if (value.mask !== undefined) spans.push({ kind, start, end: value.end, mask: value.mask })
  }
  return spans
}

/** What a sticky pattern takes at this place. */
export function takeAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

/** A figure before one of these counts something: 密码2000块, QQ 10000人. */
export const COUNTED = /[年月日号位个次条块元种遍分秒点天人版万千亿%]/u
