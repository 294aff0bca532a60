import type { AskedQuestion } from './yes-no-question.ts'
import type { Value } from './yes-no-said.ts'
import type { Token } from './yes-no-words.ts'

const HEADS = '[YhkNHG]*'
const ASSENT = '[YhkHG]*'
const VERBS = 'V[Vc]*'
const TAIL = '(?:[lgd][lgdc]*)?'

/** What the clause says of the question's own verb, if it has it and nothing else. */
export function content(words: string, asked: AskedQuestion, tokens: readonly Token[]): Value | undefined {
  const soft = /q/.test(words)
  const hedged = tokens.some(({ letter, text }) => 'eEP'.includes(letter) && !/^(?:微信|聊天)里$/u.test(text))
  if (!/[VM]/.test(words)) return predicate(words, asked, /的$/u.test(tokens.at(-1)?.text ?? ''))
  if (/W|V[lgd]*d(?:[At]*[so]|[AtO])/.test(words)) return 'vague'
  if (/xs+[mb]|[bx][AtsO]*a[AtsO]*[VM]/.test(words)) return 'vague'
  if (asked.ever && /^[YHhkAts]*VgP$/.test(words)) return 'yes'
  const bare = words.replace(/T[so]?/g, '').replace(/[qAtasoO]/g, '')
  const once = bare.replace(/(?<=[VldgcC])h+$/, '').replace(/^(.*[VM].*?)\1+$/, '$1')
  const isPast = asked.stative || /A/.test(words)
  const isPassing = asked.formal && tokens.some(({ text }) => text === '一嘴')
  const lasts =
    (asked.lasting || asked.inText) && tokens.some(({ text }) => text.endsWith('着')) && /^[YhkiH]*V[Vc]*$/.test(once)
  const value = hedged || isPassing ? 'vague' : lasts ? 'yes' : verdict(once, asked, isPast, tokens)
  return soft && !isRequest(once, asked) ? 'vague' : value
}

/** 删吧, said to 确定删吗, is as good as 删. */
const isRequest = (words: string, asked: AskedQuestion): boolean =>
  asked.about !== 'done' && /^[YhkG]*[bR]?[VM]+l?$/.test(words)

function verdict(
  words: string,
  { about, is, stative, lasting, again }: AskedQuestion,
  isPast: boolean,
  tokens: readonly Token[],
): Value {
  const fits = (pattern: string, heads = HEADS): boolean => new RegExp(`^${heads}${pattern}$`).test(words)
  const done = about === 'done'
  if ((lasting || again) && fits(`m${VERBS}l`)) return 'no'
  if (lasting && fits(`${VERBS}l`) && tokens.some(({ letter, text }) => letter === 'c' && /^[完好掉]$/u.test(text)))
    return 'no'
  if (stative && again && fits(`u+${VERBS}`)) return 'yes'
  if (fits(`xm+${VERBS}${TAIL}`)) return 'yes'
  if (fits(`Dm+${VERBS}[cgd]*`)) return tokens.some(({ text }) => text === '不可能') ? 'vague' : 'yes'
  if (fits(`D[iM]*${VERBS}[cgd]*`)) return 'no'
  if (fits(`x[bR][iM]*${VERBS}${TAIL}`)) return done ? 'vague' : 'yes'
  if (is && fits(`x+${VERBS}[lgc]*d`)) return 'no'
  if (/x/.test(words) && !fits(`x+[mb]*`)) return 'vague'
  if (fits(`mm+${VERBS}l${TAIL}`)) return 'yes'
  if (fits(`mmm+${VERBS}[cgd]*`)) return 'no'
  if (fits(`mm+${VERBS}[cgd]*`)) return 'vague'
  if (fits(`m[iu]*M?${VERBS}l${TAIL}`)) return 'vague'
  if (fits(`m${VERBS}[cgd]*`)) return about === 'intention' ? 'vague' : 'no'
  if (done && fits(`[iu]+${VERBS}m${VERBS}[cgd]*`)) return 'no'
  if (fits(`m[iuM]+(?:${VERBS})?[cgd]*`)) return 'no'
  if (done && fits(`R${VERBS}${TAIL}`)) return 'vague'
  if (fits(`(?:b|R|Bi)[iMu]*(?:${VERBS})?${TAIL}`)) return 'no'
  if (fits(`[FB][iM]*${VERBS}${TAIL}`)) return 'no'
  if (fits(`B[iM]+`)) return 'no'
  if (fits(`[iMl]*${VERBS}C`)) return 'no'
  if (fits(`[uiM]*M[uiM]*d?`, ASSENT)) return about === 'done' ? 'vague' : 'yes'
  if (fits(`[Mi]+(?:${VERBS})?[cd]*`, ASSENT)) return done ? 'wish' : 'bare'
  if (fits(`[Mi]+(?:${VERBS})?${TAIL}`, ASSENT)) return done ? 'vague' : 'yes'
  if (fits(`[ui]*u[uiM]*${VERBS}[cd]*`, ASSENT)) return done ? 'no' : 'yes'
  if (fits(`u[uiM]*${VERBS}${TAIL}`, ASSENT)) return done ? 'vague' : 'yes'
  if (fits(`(?:${VERBS}[lgd][lgdc]*)+`)) return /[lg]/.test(words) || isPast ? 'yes' : 'bare'
  if (fits(`H${VERBS}${TAIL}`)) return 'yes'
  if (fits(VERBS, ASSENT) && tokens.some(({ letter, text }) => letter === 'V' && /^[存留放藏].*着$/u.test(text)))
    return 'yes'
  if (fits(VERBS, ASSENT)) return stative ? 'yes' : done && !isPast ? 'vague' : 'bare'
  return 'vague'
}

/** 是客户的, 没有备份, 有协议: no verb, but the question's noun. */
function predicate(words: string, asked: AskedQuestion, endsInOf: boolean): Value | undefined {
  if (!/O/.test(words) || /[eEP?FGWBu]/.test(words)) return undefined
  const bare = words.replace(/T[so]?/g, '').replace(/[Atasoq]/g, '')
  if (/q/.test(words)) return 'vague'
  if (asked.is && endsInOf && /^O+d?$/.test(bare)) return 'yes'
  if (asked.is && /^Y+O+d?$/.test(bare)) return 'yes'
  if (/^[xN]+O+d?$/.test(bare)) return asked.is ? 'no' : 'vague'
  if (/^m+H?O+[ld]?$/.test(bare)) return asked.ofGone ? 'vague' : 'no'
  if (/^H+l?O+d?$/.test(bare)) return asked.ofGone ? 'vague' : 'yes'
  if (/^O+[YhkHNmx]+[ld]?$/.test(bare)) return asked.ofGone ? 'vague' : undefined
  return /[YHmxNb]/.test(bare) && !/^[YhkNmxH]+[ld]?O*$/.test(bare) ? 'vague' : undefined
}
