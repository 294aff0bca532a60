import { gistOf, onlyMe } from './yes-no-gist.ts'
import { readHeads } from './yes-no-heads.ts'
import { asksEither, isLeft, isTheirs, leaning } from './yes-no-lean.ts'
import type { AskedQuestion } from './yes-no-question.ts'
import type { Clause, Said } from './yes-no-said.ts'
import { letters, splitBySubject } from './yes-no-split.ts'
import { content } from './yes-no-statement.ts'
import { type Token, UNKNOWN } from './yes-no-words.ts'

/** Reads a run of words: where a subject seems to begin a new clause (他签了|我没签), it does if both halves make sense. */
export function readRun(tokens: readonly Token[], asked: AskedQuestion, isQuestion: boolean): Clause[] {
  const halves = splitBySubject(tokens)
  const read = halves.map((half, at) => readClause(half, asked, isQuestion && at === halves.length - 1))
  const isSound = halves.length === 1 || read.every(({ said }) => said.kind !== 'unknown' && said.kind !== 'asks')
  if (halves.length > 1 && read.slice(1).every(({ said }) => said.kind === 'filler')) {
    return [readClause(tokens, asked, isQuestion)]
  }
  if (isSound) return read
  const whole = readClause([...tokens, NONSENSE], asked, isQuestion)
  return [
    { ...whole, gists: whole.said.kind === 'asks' || halves.some(isThen) ? [] : read.flatMap(({ gists }) => gists) },
  ]
}

/** 催了|我就慌: what came first is a condition. */
const isThen = (tokens: readonly Token[], at: number): boolean =>
  at > 0 && /^[so]t/.test(letters(tokens)) && tokens[1]?.text === '就'

/** Makes a clause one that is not known from end to end. */
const NONSENSE: Token = { letter: UNKNOWN, text: '' }

/** Reads one clause. It counts only when every word of it is known. */
function readClause(tokens: readonly Token[], asked: AskedQuestion, isQuestion: boolean): Clause {
  const raw = letters(tokens)
  const gist = isQuestion ? undefined : gistOf(raw, tokens, asked)
  return {
    gists: gist === undefined ? [] : [gist],
    mixed: MIXED.test(raw.replace(/[pf]/g, '')),
    concedes: /V[lg]?YV/.test(raw),
    tells: /[lg]/.test(raw) && !/[eqwQzI?P]/.test(raw),
    former: tokens.some(({ kind }) => kind === 'former'),
    said: readSaid(raw, tokens, asked, isQuestion),
    turns: /j/.test(raw),
    byMe: /(?:^|[^T])s/.test(raw),
    half: /^[stf]*x./.test(raw) ? 'not' : /^[tf]*Y[mVFbsBo]/.test(raw) ? 'but' : undefined,
    length: tokens.reduce((sum, { text }) => sum + text.length, 0),
  }
}

function readSaid(raw: string, tokens: readonly Token[], asked: AskedQuestion, isQuestion: boolean): Said {
  if (/J/.test(raw)) return { kind: 'corrects' }
  if (onlyMe(tokens, asked)) return { kind: 'content', value: 'no' }
  const them = isTheirs(raw, asked)
  const unknown: Said = {
    kind: 'unknown',
    verb: /V/.test(raw) && !/[wQ]/.test(raw),
    leans: leaning(raw, tokens),
    hedged:
      /[eq]/.test(raw) &&
      !/[zXwQr]/.test(raw) &&
      (/[HVOM]|e.*q|e.*[lg]d?$/.test(raw) || tokens.some(({ text }) => /在$/u.test(text))),
    negative:
      /[mbxNR]/.test(raw) ||
      /[不没别]/u.test(tokens.map(({ text, letter }) => (letter === UNKNOWN ? text : '')).join('')),
    redirects: tokens.some(
      ({ letter, text }, at) => letter === 'X' && !YOU.test(text) && !/[som]/.test(raw.slice(0, at)),
    ),
    toYou: !asked.offers && tokens.some(({ text }) => YOU.test(text)),
    conditional: /z/.test(raw),
    cancels: /K/.test(raw) || (asked.ofGone && /j/.test(raw) && tokens.some(({ text }) => /还/u.test(text))),
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
  if (!isQuestion && /[eI]/.test(words) && !/w/.test(words) && (/Q/.test(words) || asksEither(words, tokens)))
    return { kind: 'vague', partial: false }
  if (isQuestion || /[wQS]/.test(raw) || asksEither(words, tokens))
    return words === ''
      ? { kind: 'filler' }
      : { kind: 'asks', restates: /V/.test(raw) && (!/[wQS]/.test(raw) || /^[^wQS]*V[lgdc]*[lgd]w$/.test(raw)) }
  if (asked.lasting && /^[tasAOnd]*[KU][ld]*$/.test(words)) return { kind: 'head', heads: ['none'] }
  if (asked.inText && /^第.{1,3}[条款页]/u.test(text) && !/[mbeqw?]/.test(raw)) return { kind: 'content', value: 'yes' }
  if (asked.inText && SEEN_NOTHING.test(text) && !/[eqz?X]/.test(raw)) return { kind: 'content', value: 'no' }
  if (/[.XzKUZv]|[mbV]f/.test(raw)) return unknown
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
  if (/^[tsf]*I+[l]*$/.test(words)) return { kind: 'looks' }
  if (/[eIP?]|E[^E]/.test(words)) return { kind: 'vague', partial: !/[eI?]/.test(words) }
  const late = tokens.some(({ text, letter }) => letter === 'm' && /^(?:还|尚|暂|目前|都还|也还|早)|呢$/u.test(text))
  const heads = readHeads(words, asked, tokens).map((head) => (head === 'none' && late ? 'notYet' : head))
  if (heads.length === 0) return { kind: 'filler' }
  if (/[mb][Atasx]*[TtaosA]/.test(words)) return unknown
  if (them && heads.every((head) => head === 'accept')) return { kind: 'elsewhere' }
  return them ? { kind: 'theirs', verb: true, done: true } : { kind: 'head', heads }
}

/** Another verb beside the question's own, a double negation, 签是签了, 催我两遍. */
const MIXED = /W|D[^V]*b|m[tcYsO]+b|V[lg]?YV|V[so]?t$/

/** 改一下: said of a wording, it is not to stay. */
const REWORDS =
  /^(?:好像|感觉)?(?:有点)?(?:不太对|不大对|不对劲|不太行|不合适|不太合适)|^(?:那|你|得|要|先|再|这个|这里|麻烦)*(?:改一下|改改|改下|改个|改成|改为|换成|换个|重写)(?!.*[不吗]$)/u

/** 这算签了吗, 算不算确认啊: does not know what to call it. */
const asksWhetherItCounts = (tokens: readonly Token[]): boolean =>
  /^算(?:是|不算)?$/u.test(tokens.find(({ letter }) => !'fta'.includes(letter))?.text ?? '')

/** 翻了两遍没看到. */
const SEEN_NOTHING = /没有?(?:看到|看见|见着|见到|找到|找着|翻到|翻着|瞧见|发现)/u

const YOU = /^[你您]$/u
