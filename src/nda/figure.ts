/** A figure with its place in the laid-out text; what stands in the original is in its value. */
export interface Figure<Value> {
  readonly from: number
  readonly to: number
  readonly value: Value
}

/** What is left open in a form: ____, 【】, (), XX, [金额]. A number in brackets is filled in. */
export const BLANK = '(?:_|\\[{1,2}(?!\\d)[^\\[\\]\\n]{0,10}\\]{1,2}|\\(_?\\)|[x×*]{2,8}|/)'

const BEFORE = 22
const AFTER = 16

/** The words around a place, without those of another line. */
export function around(chars: string, from: number, to: number): { readonly before: string; readonly after: string } {
  const before = chars.slice(Math.max(0, from - BEFORE), from)
  const after = chars.slice(to, to + AFTER)
  const newline = after.indexOf('\n')
  return {
    before: before.slice(before.lastIndexOf('\n') + 1),
    after: newline === -1 ? after : after.slice(0, newline),
  }
}
