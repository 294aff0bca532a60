import { TAKEN } from './fold.ts'
import { COUNTED, findLabelled, takeAt } from './labelled.ts'
import type { Span } from './span.ts'

const LINK = '[都就还也]?(?:是|为|叫|改成|改为|换成|设成|设为)'
const QUOTES = `["'“「]`
const LABEL = new RegExp(
  [
    '(?:密码|口令|[密秘]钥|验证码|校验码|提取码|访问码|解压码)(?: ?\\([^()\\n]{1,12}\\))?["\' ]{0,3}' +
      `(?<link>${LINK})?(?:${QUOTES}| ){0,3}(?:(?<sign>[:=])(?:${QUOTES}|\\s){0,3})?`,
    '(?:passw(?:or)?d|pwd|token|(?<!(?:trade|\\*)[-_ ]?)secret|(?<![a-z])(?:pass(?:code)?|psw|pw)|(?:api|access|secret|private)[ _-]?key)["\' ]{0,3}' +
      `(?:(?<latinSign>[:=])|${LINK}| is(?= ))(?:${QUOTES}|\\s){0,3}`,
  ].join('|'),
  'giu',
)
const VALUE = new RegExp(`[!-~${TAKEN}]+`, 'y')
/** What ends a clause or closes a quotation is no part of the secret. */
const CLOSING = ',.;)"\''
/** Names of programs and ciphers that stand beside the word 密码 and are no password. */
const NO_SECRET = /^(?:1password|(?:aes|sha|md|rsa|wpa|base)-?\d{1,4})$/i
const PARTICLE = /[啊呀哦噢哈呢吧嘛了]/u

/**
 * Passwords, keys, tokens and one-time codes that are said to be such: 密码是…, 口令:…, pwd=…. Nothing of them stays
 * readable.
 */
export function findSecrets(folded: string): Span[] {
  return findLabelled(folded, 'password', LABEL, (label, start) => {
    const run = takeAt(VALUE, folded, start)
    if (run === undefined) return undefined
    const value = run.slice(0, lengthWithoutClosing(run))
    const isMasked = /^\**$/.test(value)
    const isSecret = !isMasked && looksSecret(label.groups ?? {}, value, folded[start + run.length] ?? '')
    return isSecret ? { end: start + value.length, mask: '***' } : { end: start + run.length, mask: undefined }
  })
}

/** After a sign nearly anything is one; after 是, words only at the end (密码是qwerty); else it takes a figure. */
function looksSecret(said: Readonly<Record<string, string | undefined>>, value: string, next: string): boolean {
  const isCounting = /^[\d-]+$/.test(value) && COUNTED.test(next)
  const isLong = value.length >= (said.sign === undefined ? 4 : 3)
  if (!isLong || isCounting || NO_SECRET.test(value)) return false
  if ((said.sign ?? said.latinSign) !== undefined) return true
  if (/^[a-z]+$/i.test(value)) return said.link !== undefined && (!/\p{L}/u.test(next) || PARTICLE.test(next))
  return /\d/.test(value) || value.includes(TAKEN)
}

function lengthWithoutClosing(run: string): number {
  let length = run.length
  while (length > 0 && CLOSING.includes(run[length - 1] as string)) length--
  return length
}
