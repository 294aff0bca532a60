import { normalise } from '../normalise.ts'
import type { Stretches, YesNoPhrases } from './yes-no-words.ts'

/** Up to so many UTF-16 units between the parts of 有时…有时. */
const GAP = 8
const MARKS = /[\p{P}\p{S}\s]+/gu

/**
 * Does the message leave the matter open, whatever else it says: 我没亲眼看到, 有时能进有时不能, 口头说过算吗?
 *
 * A question is one to us, and no doubt about the matter, unless it ends by asking whether that counts.
 */
export function leavesOpen(text: string, { open }: YesNoPhrases): boolean {
  const form = normalise(text)
  const said = form.replace(MARKS, '')
  const mark = form.indexOf('?')
  const asksFirst = mark >= 0 && /[^?]/u.test(form.slice(mark))
  if (!asksFirst && asksIfItCounts(said, open)) return true
  if (form.endsWith('?')) return false
  const unclear = open.unclear.filter((words) => said.length > words.join('').length + 2)
  return [...open.states, ...unclear].some((words) => stands(said, words))
}

const PARTICLES = /[啊呀呢哈嘞]{0,3}$/u

function asksIfItCounts(said: string, { asks, asksOther }: YesNoPhrases['open']): boolean {
  const end = said.slice(-12).replace(PARTICLES, '')
  return asks.some((word) => end.endsWith(word)) && !asksOther.some((word) => end.includes(word))
}

function stands(said: string, [first = '', ...rest]: Stretches): boolean {
  for (let at = said.indexOf(first); at >= 0; at = said.indexOf(first, at + 1)) {
    if (follows(said, at + first.length, rest)) return true
  }
  return false
}

function follows(said: string, from: number, [next, ...rest]: Stretches): boolean {
  if (next === undefined) return true
  const at = said.indexOf(next, from)
  return at > from && at - from <= GAP && follows(said, at + next.length, rest)
}
