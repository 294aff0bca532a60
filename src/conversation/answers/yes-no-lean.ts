import type { AskedQuestion } from './yes-no-question.ts'
import type { Token } from './yes-no-words.ts'

/** 昨天半夜签的 leans to yes, 我妈不让我签 to no, 公章在家 and 不签不给钱 to neither; 签了个假的 is open. */
export function leaning(raw: string, tokens: readonly Token[]): 'yes' | 'no' | 'neither' | 'open' {
  if (!/V/.test(raw)) return 'neither'
  if (/[eqEP?FzwQ]/.test(raw)) return 'open'
  if (/b[^Vmbl]*V[^Vlg]*[mb]/.test(raw)) return 'neither'
  if (/V.*V/.test(raw)) return 'open'
  const verb = tokens.findIndex(({ letter }) => letter === 'V')
  const behind = tokens.slice(verb + 1).find(({ letter }) => !'lgc'.includes(letter))
  if (behind?.text.startsWith('个')) return 'open'
  if (/V[lgd]*C|[mbBR][iMuAtsoaO]*V/.test(raw)) return 'no'
  if (/[mbxNRBDiu].*V/.test(raw)) return 'open'
  return /Vc*[lgd]/.test(raw) ? 'yes' : 'neither'
}

/** 还有, said of what should be gone. */
export const isLeft = (tokens: readonly Token[]): boolean =>
  tokens.some(({ text }, at) => text === '还' && tokens[at + 1]?.letter === 'H')

/** 签没签, 签了没有, 签不签; but not 想签没签. */
export function asksEither(words: string, tokens: readonly Token[]): boolean {
  if (/(?<![mbxRiuMBF])Vc*[lg]?[mb]$/.test(words)) return true
  if (/[iM][^mb]*[^mbiM]b$/.test(words)) return true
  const spoken = tokens.filter(({ letter, text }) => text !== '' && !'jfp'.includes(letter))
  return spoken.some(({ letter, text }, at) => {
    if (!'VMWH'.includes(letter) || 'mbxRiuMBF'.includes(spoken[at - 1]?.letter ?? ' ')) return false
    const not = 'lg'.includes(spoken[at + 1]?.letter ?? ' ') ? at + 2 : at + 1
    return 'mb'.includes(spoken[not]?.letter ?? ' ') && spoken[not + 1]?.text === text
  })
}

/** Is the subject somebody else (or, where the client was asked about, the writer)? */
export function isTheirs(raw: string, asked: AskedQuestion): boolean {
  const before = raw.replace(/Tt*[so]/g, 't').replace(/[VMWGHYNkmbxRF?].*$/, '')
  const last = /[so](?=[^so]*$)/.exec(before)?.[0]
  return asked.ofThem ? last === 's' : last === 'o'
}
