import { asksEither, isLeft, isTheirs } from './yes-no-lean.ts'
import type { AskedQuestion } from './yes-no-question.ts'
import type { Gist } from './yes-no-said.ts'
import type { Token } from './yes-no-words.ts'

/**
 * What a clause comes to in which not every word is known: 我当天就签回去了 is a yes, 还没腾出手来删 a no, 备份留着呢 a no
 * to 删了吗. It looks for the verb of the question, for what excludes it, and for what brings it about; for doubt and
 * conditions first, which leave it `open`. `undefined`: says nothing of the question.
 */
export function gistOf(raw: string, tokens: readonly Token[], asked: AskedQuestion): Gist | undefined {
  const words = raw.replace(/[pfS]/g, '')
  if (asksEither(words, tokens) || ALIKE.test(tokens.at(-1)?.text ?? '')) return 'open'
  if (/S/.test(raw)) return undefined
  if (/Q/.test(words) && tokens.some(({ text }) => text.startsWith('算'))) return 'open'
  if (asked.whole && !/[eqz?wQ]/.test(words) && /还[有剩差留]/u.test(tokens.map(({ text }) => text).join('')))
    return 'rest'
  if (asked.ofGone && isLeft(tokens)) return 'open'
  if (/\?.*w/.test(words) && !/[VQZ]/.test(words)) return saysHow(tokens) ? undefined : 'open'
  if (/[e?PIFz]/.test(words) || (/q/.test(words) && asked.about === 'done'))
    return /[VZvHMm]/.test(words) ? 'open' : undefined
  if (/[wQ]/.test(words)) return saysWhat(tokens) || ofNoSuch(words, tokens) ? 'no' : undefined
  if (/K/.test(words) || (/U/.test(words) && (asked.lasting || asked.has))) return 'open'
  if (/v/.test(words)) return ofMine(words)
  if (isTheirs(raw, asked)) return asked.lasting && /Z/.test(words) ? ofAgainst(words) : undefined
  const excluded = /Z/.test(words) ? ofAgainst(words) : undefined
  const said = /V/.test(words) ? ofVerb(words, tokens, asked) : undefined
  if (excluded !== undefined && said !== undefined) return excluded === said ? said : 'open'
  if (/[VZ]/.test(words)) return excluded ?? said
  return ofNone(words, tokens, asked) ?? ofHaving(words, tokens, asked)
}

/** 跟没签一样. */
const ALIKE = /(?:一样|似的|差不多)$/u

/** 不知道怎么开口: of whether, nothing. */
const saysHow = (tokens: readonly Token[]): boolean =>
  tokens.some(({ letter, text }) => letter === 'w' && /^(?:怎么?|咋|如何|什么时候|啥时候|何时)/u.test(text))

/** 就我一个, 除了我没人看过: nobody else. */
export function onlyMe(tokens: readonly Token[], { others }: AskedQuestion): boolean {
  const me = tokens.findIndex(({ letter }) => letter === 's')
  const before = tokens.slice(0, me).findLast(({ letter }) => letter !== 'f')?.text ?? ''
  if (!others || me < 0 || tokens.some(({ letter }) => 'eqz?wQ'.includes(letter))) return false
  return ONLY.test(before) || (before === '除了' && tokens.slice(me).some(({ letter }) => letter === 'm'))
}

const ONLY = /(?:^|就)(?:就|只有|只|仅|仅有|光)$/u

/** 说什么说: no. */
const saysWhat = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ letter, text }, at) =>
      letter === 'V' && /^(?:什么|啥)$/u.test(tokens[at + 1]?.text ?? '') && tokens[at + 2]?.text === text,
  )

/** 没提赔多少. */
const ofNoSuch = (words: string, tokens: readonly Token[]): boolean =>
  /^[^iz]*m[tTso]*V[^iz]*w$/.test(words) &&
  /^(?:多少|什么|啥|哪.?|谁|几)$/u.test(tokens.findLast(({ letter }) => letter === 'w')?.text ?? '')

/** 我没告诉他, to 他知道吗. */
function ofMine(words: string): Gist | undefined {
  if (/[xDR].*v/.test(words)) return 'open'
  if (/[mbB][^mbv]*v/.test(words)) return 'no'
  return /v[c]*[lgd]/.test(words) && !/[iu].*v/.test(words) ? 'yes' : undefined
}

/** 留着呢, to 删了吗; 还没删, to 留着吗. */
function ofAgainst(words: string): Gist | undefined {
  if (/[xRF].*Z/.test(words)) return 'open'
  if (/[mbBD][^mbZ]*Z/.test(words)) return 'yes'
  return /Z[c]*[lgd]*$|Z.*[ldmV]$/.test(words) ? 'no' : undefined
}

const ofVerb = (words: string, tokens: readonly Token[], asked: AskedQuestion): Gist | undefined =>
  asked.about === 'done' ? ofDone(words, tokens, asked) : ofMeant(words, tokens, asked)

/** 签了 and 没签 among other words. */
function ofDone(words: string, tokens: readonly Token[], asked: AskedQuestion): Gist | undefined {
  if (asked.others && !/[mbxDNRBiuX]/.test(words) && tokens.some(({ text }) => text === '有人')) return 'yes'
  const plain = words.replace(/T(?:t*[so])?\.?/g, 'T')
  if (isNamed(plain, tokens) || /b[^Vl]*V[^Vlg]*[mb]/.test(plain)) return undefined
  if (/V[c]*[lg]?[t]*YV[c]*[lg]/.test(plain)) return 'yes'
  if (/(?:m[tcOYs]*|D)b[tTsoO]*V|D[tTsoO]*mV/.test(plain)) return 'yes'
  if (/[mbD].*[mbxD][^V]*V|V.*[mb][^V]*V|白$/u.test(`${plain}${fruitless(tokens)}`)) return undefined
  if (/V[c]*C|D[ijMtTsoO.]*V(?![Vc]*l)/.test(plain)) return 'no'
  if (/[mbB][^VZDxFR]*V(?![Vc]*l)/.test(plain)) return 'no'
  return /[mbxNRBDEiuFCX].*V/.test(plain.replace(/X[^V]*s(?=[^V]*V)/, ''))
    ? undefined
    : ofHappened(plain, tokens, asked)
}

/** 没白签: the word before the verb. */
const fruitless = (tokens: readonly Token[]): string =>
  tokens[tokens.findIndex(({ letter }) => letter === 'V') - 1]?.text.slice(-1) ?? ''

/** 签的那份, 签之前: the verb says which or when, and nothing of itself. */
function isNamed(words: string, tokens: readonly Token[]): boolean {
  const verb = tokens.findLastIndex(({ letter }) => letter === 'V')
  const next = tokens.slice(verb + 1).find(({ letter }) => !'lgcdp'.includes(letter))
  return MEANWHILE.test(next?.text ?? '') || /V[lgc]*d[^pYso]/.test(words)
}

const MEANWHILE = /^(?:之?前|以前|之?后|以后|的?时候?)/u

function ofHappened(
  words: string,
  tokens: readonly Token[],
  { ofThem, ofGone, formal }: AskedQuestion,
): Gist | undefined {
  if (tokens.some(({ text, letter }) => letter === 't' && TIMES.test(text)) && /V[so]?t$/.test(words)) return 'yes'
  const found = /^(.*?)V[Vc]*([lgd][lgdc]*)(.*)$/.exec(words)
  if (found === null) return undefined
  const [, before = '', , after = ''] = found
  if (/r/.test(before) && !(/rs[tA]*$/.test(before) && tokens.some(({ text }) => MAKES.test(text)))) return undefined
  const isMine = /s/.test(before) || ofThem || !/[.On]/.test(before) || /[tAajT]$/.test(before)
  if (!isMine || /^(?:[O]?m)$|n/.test(after)) return undefined
  const verb = tokens.findIndex(({ letter }) => letter === 'V')
  const object = tokens.slice(verb + 1).find(({ letter }) => !'lgcdp'.includes(letter))
  if (object === undefined) return 'yes'
  if (object.text.startsWith('个') || (formal && object.text === '一嘴') || /^t\./.test(after)) return undefined
  if (ofGone && /^[\d一二两三四五六七八九十几]/u.test(object.text) && object.text !== '一遍') return undefined
  return object.letter !== '.' || object.text.length <= 2 || /[ld]$/.test(after) ? 'yes' : undefined
}

/** 催我两遍. */
const TIMES = /[遍次回]$/u

/** 他让我签了, while 他替我签了 is theirs. */
const MAKES = /^(?:让|叫|逼|逼着|催着|请)$/u

/** 帮我写一个, 打死也不说: what is meant to be done. */
function ofMeant(words: string, tokens: readonly Token[], { offers, about, stative }: AskedQuestion): Gist | undefined {
  if (/(?:m[tcOYs]*|D)b[tTsoO]*V/.test(words)) return 'yes'
  if (/b[^V]*V[^V]*[mb]|[mbxD].*[mbxD]/.test(words)) return undefined
  if (/[bBRD][^mVZxF]*V/.test(words)) return 'no'
  if (/[xNCmE]|X.*V.*l/.test(words) || (/X/.test(words) && !offers)) return undefined
  if (stative && /^[tAas.]{0,3}Vd?$/.test(words)) return 'yes'
  return (offers || about === 'intention') && /^[YHhkXMistTAaj]*V(?!d.)/.test(words) && asksFor(tokens)
    ? 'yes'
    : undefined
}

/** 帮我写, 你写: not 我想问. */
const asksFor = (tokens: readonly Token[]): boolean =>
  tokens.every(({ letter, text }) => letter !== 'X' || /^(?:帮我|给我|发我|你|您)$/u.test(text))

/** 一直拖着没弄, 影子都没见着, 没这一条. */
function ofNone(words: string, tokens: readonly Token[], asked: AskedQuestion): Gist | undefined {
  if (/[xDHX]/.test(words) || asked.about === 'intention') return undefined
  const none = tokens.findLast(({ letter }) => letter === 'm')?.text ?? ''
  if (/[^m]m$/.test(words) && (LONG_NONE.test(none) || /am$/.test(words))) return 'no'
  const text = tokens.map((token) => token.text).join('')
  const isLate = /^[tsa]*m[.W]+$/.test(words) && none.startsWith('还') && text.length <= SHORT
  if (isLate && asked.about === 'done') return 'no'
  if (!asked.ofGone && text.length <= NAMED_NONE && NO_SUCH.test(text)) return 'no'
  return /[都也]没有?/u.test(text) && /m[.WTc]+$/.test(words) && (asked.has || asked.about === 'done')
    ? 'no'
    : undefined
}

const LONG_NONE = /^(?:[没未]|没有)(?:..+|[^有])$|^[^没未]/u
/** How long 没这一条 may be, in UTF-16 units. */
const NAMED_NONE = 14
/** How long 还没轮到 may be, in UTF-16 units. */
const SHORT = 6
const NO_SUCH = /没有?(?:[这那]|任何|半?[一半](?:[个份张条次件]))/u

/** 有两个不认识的, 一大摞呢: so there are. */
function ofHaving(words: string, tokens: readonly Token[], asked: AskedQuestion): Gist | undefined {
  if (!asked.has || asked.ofGone || /[mbxNRDXr]/.test(words)) return undefined
  const text = tokens.map((token) => token.text).join('')
  return HAS_SOME.test(text) || SO_MANY.test(text) || (/O/.test(words) && /着$/u.test(text.replace(/[呢啊呀]+$/u, '')))
    ? 'yes'
    : undefined
}

const HAS_SOME = /有(?:个|一[份个张条次位家大堆]|[两俩三四五六七八九十\d]|好几|几[份个张条次位])/u
const SO_MANY = /^还?(?:一大?|好几|[两三四五六七八九十]|十几|几十|\d+)[堆摞沓份张条位套箱包](?:呢|啊|了|$)/u
