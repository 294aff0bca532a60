import type { AskedQuestion } from './yes-no-question.ts'
import type { Head } from './yes-no-said.ts'
import type { Token } from './yes-no-words.ts'

/** The words of assent and denial in a clause that has nothing else. */
export function readHeads(words: string, asked: AskedQuestion, tokens: readonly Token[]): Head[] {
  const bare = words.replace(/T[so]?/g, '').replace(/[AtasoOq]/g, '')
  if (/q/.test(words) && !/^k+$/.test(bare)) return /u/.test(bare) ? ['soon'] : ['vague']
  if (/[bx][AtsO]*a/.test(words)) return ['vague']
  if (/^E+$/.test(bare)) return ['have']
  if (/^x+m+[lgd]*$/.test(bare)) return ['have']
  if (/^ml$/.test(bare) && tokens.some(({ letter, text }) => letter === 'm' && /早/u.test(text))) return ['none']
  if (/^(?:ml)+$/.test(bare) && !tokens.some(({ letter, text }) => letter === 'm' && /早/u.test(text)))
    return asked.has || asked.lasting ? ['none'] : ['vague']
  if (asked.lasting && tokens.some(({ text }) => /在$/u.test(text))) {
    if (/^[YhktH]*u+d?$/.test(bare)) return ['have']
    if (/^[bm]u+l?$/.test(bare)) return ['none']
  }
  if (/^(?:bl|bk|b[iu]+[ld]*|m[iu]+|R+l?)$/.test(bare)) return ['decline']
  if (/^mG$/.test(bare)) return ['none']
  if (/^u+l?$/.test(bare)) return ['soon']
  if (/^[ldgcCB]*$/.test(bare)) return /A/.test(words) ? ['vague'] : []
  if (/mb|bm|D[mbxNR]|m[HNk]|b[HNG]|[uli]$/.test(bare.replace(/(?<=[YNkGH])l$/, ''))) return ['vague']
  return [...bare.replace(/^Y+(?=[bmxNR])/, '').replace(/DY+/g, 'D')].flatMap((letter) =>
    letter === 'D' && asked.confirms ? 'none' : (HEAD_OF[letter] ?? []),
  )
}

const HEAD_OF: Readonly<Record<string, Head>> = {
  Y: 'agree',
  H: 'have',
  h: 'hum',
  k: 'accept',
  N: 'deny',
  D: 'deny',
  x: 'deny',
  b: 'deny',
  m: 'none',
  R: 'decline',
  G: 'finished',
  i: 'vague',
  u: 'soon',
  E: 'vague',
}
