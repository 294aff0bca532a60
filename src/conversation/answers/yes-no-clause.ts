import type { AskedQuestion } from './yes-no-question.ts'
import { type Token, UNKNOWN } from './yes-no-words.ts'

/**
 * `bare`: 删, yes only when nothing else is said, for a verb may as well begin another matter. `wish`: 想签, where it was
 * asked whether it is done; says nothing beside a statement.
 */
export type Value = 'yes' | 'no' | 'vague' | 'bare' | 'wish'

/** What one clause of an answer says. */
export type Said =
  /** About the very thing that was asked: 没签, 签了, 好像签了. */
  | { readonly kind: 'content'; readonly value: Value }
  /** A bare word of assent or denial: what it means depends on the question. */
  | { readonly kind: 'head'; readonly heads: readonly Head[] }
  /** `forgot` for a bare 忘了, which beside 没 says why not. */
  | { readonly kind: 'unsure'; readonly forgot: boolean }
  /** 好像: says no more than that it is not certain. `partial` for 口头的, 一半: not the whole of it. */
  | { readonly kind: 'vague'; readonly partial: boolean }
  /** 合同签了, where 保密协议 was asked. */
  | { readonly kind: 'aside' }
  /** 签了, where another thing was asked. */
  | { readonly kind: 'elsewhere' }
  /** 对方签了, 客户要求签: what somebody else did or wants. */
  | { readonly kind: 'theirs'; readonly verb: boolean; readonly done: boolean }
  /** `restates`: 签了? doubts its own words, while 签啥? asks for others. */
  | { readonly kind: 'asks'; readonly restates: boolean }
  | { readonly kind: 'corrects' }
  | { readonly kind: 'filler' }
  | {
      readonly kind: 'unknown'
      readonly verb: boolean
      /** What it says of the question's own verb, among words that are not known. */
      readonly leans: 'yes' | 'no' | 'neither' | 'open'
      /** 可能在抽屉里: says something of the matter, but not for certain. */
      readonly hedged: boolean
      readonly negative: boolean
      readonly redirects: boolean
      /** 你写吧, 你问的: leads away from the question, unless it was an offer or was answered with 没有. */
      readonly toYou: boolean
      readonly conditional: boolean
      /** 作废了, 过期了: what was done counts no longer. */
      readonly cancels: boolean
      readonly ofThem: boolean
    }

export type Head =
  | 'agree'
  | 'hum'
  | 'accept'
  | 'have'
  | 'deny'
  | 'none'
  | 'notYet'
  | 'decline'
  | 'finished'
  | 'soon'
  | 'vague'

/** A clause, and whether it turns against what stands before it: 但, 后来, 其实. */
export interface Clause {
  readonly said: Said
  readonly turns: boolean
  /** Names the writer as its subject: 我没签. */
  readonly byMe: boolean
  /** The halves of 不是不想签,是没签: what stands behind 是 is meant. */
  readonly half: 'not' | 'but' | undefined
  /** In UTF-16 units. */
  readonly length: number
}

const letters = (tokens: readonly Token[]): string => tokens.map(({ letter }) => letter).join('')

/** Splits a run of words without punctuation where a new clause must begin: 没有啊|我签了, 签了|但是…. */
export const splitClauses = (tokens: readonly Token[]): Token[][] => split(tokens, breaksBefore)

/** Reads a run of words: where a subject seems to begin a new clause (他签了|我没签), it does if both halves make sense. */
export function readRun(tokens: readonly Token[], asked: AskedQuestion, isQuestion: boolean): Clause[] {
  const halves = split(tokens, beginsAnew)
  const read = halves.map((half, at) => readClause(half, asked, isQuestion && at === halves.length - 1))
  const isSound = halves.length === 1 || read.every(({ said }) => said.kind !== 'unknown' && said.kind !== 'asks')
  return isSound ? read : [readClause([...tokens, NONSENSE], asked, isQuestion)]
}

/** Makes a clause one that is not known from end to end. */
const NONSENSE: Token = { letter: UNKNOWN, text: '' }

function split(tokens: readonly Token[], breaks: (before: string, letter: string) => boolean): Token[][] {
  const clauses: Token[][] = []
  let clause: Token[] = []
  for (const token of tokens) {
    if (breaks(letters(clause), token.letter)) {
      clauses.push(clause)
      clause = []
    }
    clause.push(token)
  }
  if (clause.length > 0) clauses.push(clause)
  return clauses
}

function breaksBefore(before: string, letter: string): boolean {
  if (letter === 'j') return /[VMWGYhkNDHmbxRF?e.]/.test(before)
  if (letter === 'J') return before !== ''
  if (/L$/.test(before)) return !'Lpql'.includes(letter)
  if (/J$/.test(before)) return true
  return letter !== 'p' && letter !== 'q' && letter !== 'w' && /[^fp]p+$/.test(before)
}

function beginsAnew(before: string, letter: string): boolean {
  if (letter === 's') return /(?:[YhkNHRGlgdc?]|(?:^|[^x])[mb])$/.test(before) && !/[rz]/.test(before)
  return letter === 'o' && (/[VMc][lgdc]*[lgdc]$/.test(before) || /[YHhk]$/.test(before))
}

/** Reads one clause. It counts only when every word of it is known. */
function readClause(tokens: readonly Token[], asked: AskedQuestion, isQuestion: boolean): Clause {
  const raw = letters(tokens)
  return {
    said: readSaid(raw, tokens, asked, isQuestion),
    turns: /j/.test(raw),
    byMe: /(?:^|[^T])s/.test(raw),
    half: /^[stf]*x./.test(raw) ? 'not' : /^Y[mVFbsB]/.test(raw) ? 'but' : undefined,
    length: tokens.reduce((sum, { text }) => sum + text.length, 0),
  }
}

function readSaid(raw: string, tokens: readonly Token[], asked: AskedQuestion, isQuestion: boolean): Said {
  if (/J/.test(raw)) return { kind: 'corrects' }
  const them = isTheirs(raw, asked)
  const unknown: Said = {
    kind: 'unknown',
    verb: /V/.test(raw) && !/[wQ]/.test(raw),
    leans: leaning(raw, tokens),
    hedged:
      /[eq]/.test(raw) && !/[zXwQr]/.test(raw) && (/[HVOM]/.test(raw) || tokens.some(({ text }) => /在$/u.test(text))),
    negative:
      /[mbxNR]/.test(raw) ||
      /[不没别]/u.test(tokens.map(({ text, letter }) => (letter === UNKNOWN ? text : '')).join('')),
    redirects: tokens.some(({ letter, text }) => letter === 'X' && !YOU.test(text)),
    toYou: !asked.offers && tokens.some(({ text }) => YOU.test(text)),
    conditional: /z/.test(raw),
    cancels: /K/.test(raw) || (asked.ofGone && /j/.test(raw)),
    ofThem: them || /^[tfj]*[or]/.test(raw),
  }
  const words = raw.replace(/[jfp]/g, '')
  const text = tokens.map((token) => token.text).join('')
  if (/^[^.wWX]*\?[^.X]*$/.test(words)) return /w/.test(words) ? unknown : { kind: 'unsure', forgot: false }
  if (/^[tas]*F[lsOta]*(?:[^.X]*[Qmb][^.X]*)?$|^[^.X]*[Qm][^.X]*F[ldta]*$/.test(words))
    return { kind: 'unsure', forgot: !/[VQmb]/.test(words) }
  if (/\?/.test(words) && !/[wX]/.test(words) && !isQuestion) return { kind: 'unsure', forgot: false }
  if (asked.ofGone && !isQuestion && isLeft(tokens)) return { kind: 'vague', partial: true }
  if (/V/.test(raw) && (isQuestion || /[wQ]/.test(raw)) && asksWhetherItCounts(tokens))
    return { kind: 'vague', partial: true }
  if (/^[tsf]*L+$/.test(words)) return asked.offers ? { kind: 'head', heads: ['decline'] } : { kind: 'filler' }
  if (asked.judges && REWORDS.test(text) && !isQuestion && !/[wQ]/.test(raw))
    return { kind: 'head', heads: ['decline'] }
  if (/^S+$/.test(words)) return { kind: 'filler' }
  if (isQuestion || /[wQS]/.test(raw) || asksEither(words, tokens))
    return words === ''
      ? { kind: 'filler' }
      : { kind: 'asks', restates: /V/.test(raw) && (!/[wQS]/.test(raw) || /^[^wQS]*V[lgdc]*[lgd]w$/.test(raw)) }
  if (asked.lasting && /^[tasAOnd]*[KU][ld]*$/.test(words)) return { kind: 'head', heads: ['none'] }
  if (asked.inText && SEEN_NOTHING.test(text) && !/[eqz?X]/.test(raw)) return { kind: 'content', value: 'no' }
  if (/[.XzKU]|[mbV]f/.test(raw)) return unknown
  if (/r/.test(raw) && !(asked.ofThem && /[Vm]/.test(raw) && !/s/.test(raw)))
    return { kind: 'theirs', verb: /V/.test(raw), done: false }
  if (/[On]p$/.test(raw) && tokens.at(-1)?.text === '呢' && !/[VMmb]/.test(raw))
    return { kind: 'asks', restates: false }
  if (/n/.test(words)) return /[VM]/.test(words) ? { kind: 'aside' } : unknown
  if (!asked.has && isLeft(tokens)) return { kind: 'vague', partial: true }
  const value = content(words, asked, tokens)
  if (value === undefined && /W/.test(raw))
    return /P/.test(raw) ? { kind: 'vague', partial: true } : { kind: 'elsewhere' }
  if (value !== undefined && them) return { kind: 'theirs', verb: true, done: !/[iuM]/.test(words) }
  if (value !== undefined) return { kind: 'content', value }
  if (/[eP?]|E[^E]/.test(words)) return { kind: 'vague', partial: !/[e?]/.test(words) }
  const late = tokens.some(({ text, letter }) => letter === 'm' && /^(?:还|尚|暂|目前|都还|也还|早)|呢$/u.test(text))
  const heads = readHeads(words, asked, tokens).map((head) => (head === 'none' && late ? 'notYet' : head))
  if (heads.length === 0) return { kind: 'filler' }
  if (/[mb][Atasx]*[TtaosA]/.test(words)) return unknown
  if (them && heads.every((head) => head === 'accept')) return { kind: 'elsewhere' }
  return them ? { kind: 'theirs', verb: true, done: true } : { kind: 'head', heads }
}

/** 改一下: said of a wording, it is not to stay. */
const REWORDS =
  /^(?:好像|感觉)?(?:有点)?(?:不太对|不大对|不对劲|不太行|不合适|不太合适)|^(?:那|你|得|要|先|再|这个|这里|麻烦)*(?:改一下|改改|改下|改个|改成|改为|换成|换个|重写)(?!.*[不吗]$)/u

/** 这算签了吗, 算不算确认啊: does not know what to call it. */
const asksWhetherItCounts = (tokens: readonly Token[]): boolean =>
  /^算(?:是|不算)?$/u.test(tokens.find(({ letter }) => !'fta'.includes(letter))?.text ?? '')

/** 翻了两遍没看到. */
const SEEN_NOTHING = /没有?(?:看到|看见|见着|见到|找到|找着|翻到|翻着|瞧见|发现)/u

const YOU = /^[你您]$/u

/** 昨天半夜签的 leans to yes, 我妈不让我签 to no, 公章在家 and 不签不给钱 to neither; 签了个假的 is open. */
function leaning(raw: string, tokens: readonly Token[]): 'yes' | 'no' | 'neither' | 'open' {
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
const isLeft = (tokens: readonly Token[]): boolean =>
  tokens.some(({ text }, at) => text === '还' && tokens[at + 1]?.letter === 'H')

/** 签没签, 签了没有, 签不签; but not 想签没签. */
function asksEither(words: string, tokens: readonly Token[]): boolean {
  if (/(?<![mbxRiuMBF])Vc*[lg]?[mb]$/.test(words)) return true
  const spoken = tokens.filter(({ letter, text }) => text !== '' && !'jfp'.includes(letter))
  return spoken.some(({ letter, text }, at) => {
    if (!'VMWH'.includes(letter) || 'mbxRiuMBF'.includes(spoken[at - 1]?.letter ?? ' ')) return false
    const not = 'lg'.includes(spoken[at + 1]?.letter ?? ' ') ? at + 2 : at + 1
    return 'mb'.includes(spoken[not]?.letter ?? ' ') && spoken[not + 1]?.text === text
  })
}

/** Is the subject somebody else (or, where the client was asked about, the writer)? */
function isTheirs(raw: string, asked: AskedQuestion): boolean {
  const before = raw.replace(/T[so]/g, 't').replace(/[VMWGHYNkmbxRF?].*$/, '')
  const last = /[so](?=[^so]*$)/.exec(before)?.[0]
  return asked.ofThem ? last === 's' : last === 'o'
}

const HEADS = '[YhkNHG]*'
const ASSENT = '[YhkHG]*'
const VERBS = 'V[Vc]*'
const TAIL = '(?:[lgd][lgdc]*)?'

/** What the clause says of the question's own verb, if it has it and nothing else. */
function content(words: string, asked: AskedQuestion, tokens: readonly Token[]): Value | undefined {
  const soft = /q/.test(words)
  const hedged = tokens.some(({ letter, text }) => 'eEP'.includes(letter) && !/^(?:微信|聊天)里$/u.test(text))
  if (!/[VM]/.test(words)) return predicate(words, asked, /的$/u.test(tokens.at(-1)?.text ?? ''))
  if (/W|V[lgd]*d(?:[At]*[so]|[AtO])/.test(words)) return 'vague'
  if (/xs+[mb]|[bx][AtsO]*a[AtsO]*[VM]/.test(words)) return 'vague'
  const bare = words.replace(/T[so]?/g, '').replace(/[qAtasoO]/g, '')
  const once = bare.replace(/(?<=[VldgcC])h+$/, '').replace(/^(.*[VM].*?)\1+$/, '$1')
  const isPast = asked.stative || /A/.test(words)
  const isPassing = asked.formal && tokens.some(({ text }) => text === '一嘴')
  const lasts = asked.lasting && tokens.some(({ text }) => text.endsWith('着')) && /^[YhkiH]*V[Vc]*$/.test(once)
  const value = hedged || isPassing ? 'vague' : lasts ? 'yes' : verdict(once, asked, isPast, tokens)
  return soft && !isRequest(once, asked) ? 'vague' : value
}

/** 删吧, said to 确定删吗, is as good as 删. */
const isRequest = (words: string, asked: AskedQuestion): boolean =>
  asked.about !== 'done' && /^[YhkG]*[bR]?[VM]+l?$/.test(words)

function verdict(words: string, { about, is }: AskedQuestion, isPast: boolean, tokens: readonly Token[]): Value {
  const fits = (pattern: string, heads = HEADS): boolean => new RegExp(`^${heads}${pattern}$`).test(words)
  const done = about === 'done'
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
  if (fits(`(?:${VERBS}[lgd][lgdc]*)+`)) return /[lg]/.test(words) ? 'yes' : 'bare'
  if (fits(`H${VERBS}${TAIL}`)) return 'yes'
  if (fits(VERBS, ASSENT)) return done && !isPast ? 'vague' : 'bare'
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
  if (/^H+l?O+$/.test(bare)) return asked.ofGone ? 'vague' : 'yes'
  if (/^O+[YhkHNmx]+[ld]?$/.test(bare)) return asked.ofGone ? 'vague' : undefined
  return /[YHmxNb]/.test(bare) && !/^[YhkNmxH]+[ld]?O*$/.test(bare) ? 'vague' : undefined
}

/** The words of assent and denial in a clause that has nothing else. */
function readHeads(words: string, asked: AskedQuestion, tokens: readonly Token[]): Head[] {
  const bare = words.replace(/T[so]?/g, '').replace(/[AtasoOq]/g, '')
  if (/q/.test(words) && !/^k+$/.test(bare)) return ['vague']
  if (/[bx][AtsO]*a/.test(words)) return ['vague']
  if (/^E+$/.test(bare)) return ['have']
  if (/^x+m+[lgd]*$/.test(bare)) return ['have']
  if (/^(?:ml)+$/.test(bare)) return asked.has || asked.lasting ? ['none'] : ['vague']
  if (asked.lasting && tokens.some(({ text }) => /在$/u.test(text))) {
    if (/^[YhktH]*u+d?$/.test(bare)) return ['have']
    if (/^[bm]u+l?$/.test(bare)) return ['none']
  }
  if (/^(?:bl|bk|b[iu]+[ld]*|m[iu]+|R+l?)$/.test(bare)) return ['decline']
  if (/^mG$/.test(bare)) return ['none']
  if (/^u+l?$/.test(bare)) return ['soon']
  if (/^[ldgcCB]*$/.test(bare)) return /A/.test(words) ? ['vague'] : []
  if (/mb|bm|D[mbxNR]|m[HNk]|b[HNG]|[uli]$/.test(bare.replace(/(?<=[YNkGH])l$/, ''))) return ['vague']
  return [...bare.replace(/^Y+(?=[bmxNR])/, '')].flatMap((letter) => HEAD_OF[letter] ?? [])
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
