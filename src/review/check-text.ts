import { parsePage } from '../guidance/page.ts'
import { dayIn } from './days.ts'
import type { Passage } from './passage.ts'

const PLACEHOLDER = /\{[a-z][a-z0-9.-]*\}/g
/** Signs that nobody sees and that do something: direction, joins, byte order. */
const UNSEEN = /[\p{Cc}\u061c\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u

/** A text as it was typed, without what programs add: Windows' line ends, spaces at a line's end, hard spaces. */
export const tidied = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\u00a0', ' ')
    .replace(/[ \t\u3000]+$/gm, '')
    .replace(/^\n+|\n+$/g, '')

/** Why this text cannot stand where the passage stands; nothing if it can. */
export function textFaults(passage: Passage, text: string): string[] {
  if (text.trim() === '') return ['「改成」里只有空格。不改就让它空着；这一句不要了，写在备注里。']
  if (UNSEEN.test(text.replaceAll('\n', '')))
    return ['有看不见的字符（常是从网页贴来的）。请手打一遍，或者先贴进记事本。']
  const faults = placeholderFaults(passage.text, text)
  if (faults.length > 0) return faults
  if (passage.kind === 'day') return dayIn(text) === undefined ? [`「${text}」不是日子，写成 2026-11-23。`] : []
  if (passage.kind === 'line') return text.includes('\n') ? ['这里只能写一行，不能换行。'] : []
  return bubbleFaults(text)
}

function placeholderFaults(before: string, after: string): string[] {
  const wanted = new Set(before.match(PLACEHOLDER))
  const given = new Set(after.match(PLACEHOLDER))
  const rest = after.replace(PLACEHOLDER, '')
  const list = [...wanted].join('、')
  if (/[{}｛｝]/.test(rest)) {
    const advice = wanted.size === 0 ? '这一句里没有花括号，请去掉。' : `照原样写：${list}（半角，中间没有空格）。`
    return [`花括号写坏了：「${around(rest)}」。${advice}`]
  }
  const missing = [...wanted].filter((name) => !given.has(name))
  const added = [...given].filter((name) => !wanted.has(name))
  return [
    ...(missing.length > 0 ? [`少了 ${missing.join('、')}，程序要往那里填内容。位置可以挪，不能去掉。`] : []),
    ...(added.length > 0 ? [`多了 ${added.join('、')}，这一句里程序填不了它。想加，写在备注里。`] : []),
  ]
}

function around(text: string): string {
  const at = text.search(/[{}｛｝]/)
  return text.slice(Math.max(0, at - 6), at + 8).replaceAll('\n', ' ')
}

function bubbleFaults(text: string): string[] {
  const parsed = parsePage('', `---\nid: x\ntitle: x\n---\n${text}\n`, 'dialogue')
  if ('faults' in parsed) return parsed.faults.map(({ message }) => `${message}。`)
  const { lead, more } = parsed.page
  if (lead.length !== 1 || more.length > 0) return ['一格是一个气泡，里面不能有单独一行的 ---。要分开，写在备注里。']
  const shown = lead[0] ?? ''
  if (bare(shown) === bare(asMeant(text))) return []
  return [`有的符号会被当成格式吃掉，发出去会变成「${shown.replaceAll('\n', ' ')}」。请换个写法。`]
}

/** What somebody who wrote this Markdown means to see: no stars for bold, a dot before each point of a list, signs that were escaped. */
const asMeant = (text: string): string =>
  text
    .replaceAll('**', '')
    .replace(/^[ \t]*[-*+] /gm, '· ')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')

const bare = (text: string): string => text.replace(/\s+/g, '')

/** The plain text that a phone shows of a passage. */
export function shownOf(kind: Passage['kind'], text: string): string {
  if (kind !== 'bubble') return text
  const parsed = parsePage('', `---\nid: x\ntitle: x\n---\n${text}\n`, 'dialogue')
  return 'page' in parsed ? parsed.page.lead.join('\n') : text
}
