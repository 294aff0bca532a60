import { normalise } from '../normalise.ts'
import { rememberingBy } from '../remembering.ts'
import { askedGroups, askingTokens, isOfThem } from './yes-no-asked-verbs.ts'
import { tokenise } from './yes-no-tokens.ts'
import {
  AGAINST,
  LETTERS,
  MINE,
  MODAL,
  NOUN,
  OTHER_VERB,
  type OwnWords,
  type Token,
  UNKNOWN,
  VERB,
  type YesNoPhrases,
} from './yes-no-words.ts'

/** What the wording of a question makes of the answers to it. */
export interface AskedQuestion {
  readonly own: OwnWords
  /** Asks whether something has happened (签了吗), what one means to do (要签吗), or how things are (是书面的吗). */
  readonly about: 'done' | 'intention' | 'state'
  /** 你没签吗: a bare 对 to it may mean either. */
  readonly negated: boolean
  /** 客户确认了吗: it is about what somebody else did. */
  readonly ofThem: boolean
  readonly has: boolean
  /** 协议里写了违约金没有: what was looked for there and not seen is not there. */
  readonly inText: boolean
  readonly is: boolean
  /** 删了吗, 收了吗: a bare 有 or 没了 may speak of the thing instead. */
  readonly ofGone: boolean
  /** 要不要我提醒你, 这样可以吗: to it 算了 is a no. */
  readonly offers: boolean
  /** 这样可以吗: to it 改一下 is a no. */
  readonly judges: boolean
  /** 还留着吗, 还在吗: to it 在 is a yes, and 没了 a no. */
  readonly lasting: boolean
  /** 书面告诉了吗, 说清楚了吗: a passing word will not do. */
  readonly formal: boolean
  /** 同意了吗: a bare 同意 will do, while 签 is no answer to 签了吗. */
  readonly stative: boolean
  /** 别人看过吗, 有人一起做吗: to it 就我 is a no. */
  readonly others: boolean
  /**
   * 你没发给别人吧, 是不是还没签: it wants to hear that it is not so. Who says that it is not so (没有, 对) says yes to
   * it; while 没签吗 is asked in surprise, and 没签 is a no to it.
   */
  readonly confirms: boolean
  /** 都删干净了吗: what is left makes it a no. */
  readonly whole: boolean
  /** 没再追究吧, 还在用吗: 没V了 is a no to it. */
  readonly again: boolean
  /** 用过吗: once is enough. */
  readonly ever: boolean
  /** Is the wording known at all? */
  readonly known: boolean
}

/** How much of a question is looked at, in UTF-16 units: linear time whatever is asked. */
const QUESTION_LIMIT = 300
const V_NOT_V = /([\p{Script=Han}]{1,2})(?:了没|[没不])有?\1/gu
/** What is to be written down says nothing of what is asked about it: 记成「只有你能看」,这样可以吗. */
const WORDING = /(?<=[成为作])(?:“[^”]*”|「[^」]*」|"[^"]*")/gu
const OFFERS = /要不要|要我|需要我|用我|我[来帮给替].*(?:吗|不|么)$|(?:行|可以|好|成)(?:吗|不|么|不行|不好|不可以)$/u
/** 需要我教你吗: what is offered. */
const OFFERED = /(?:需要|要不要|要|用)我(?:来|帮|给|替)?你?(?!帮|给|替|把|将|先|再|现|明|后|晚)(\p{Script=Han})/u
/** 那就不记了,行吗: 算了 agrees to it. */
const GIVES_UP = /不[^要]*了|取消|跳过|放弃|算了|先放/u
const JUDGES = /(?:这样|这么|如此).*(?:行|可以|好|成|对)(?:吗|不|么|不行|不好|不可以|不对)$/u
const LASTING = /还.*(?:着|[在能])|着[吗呢没么]?$|在不在|在吗$/u
const IN_TEXT = /(?:协议|合同|条款|单|邮件|群|名单|文件|资料|稿)[子件]?[里上中].*[写有提]/u
const FORMAL = /书面|正式|[说讲写]清楚|白纸黑字/u
const CONFIRMS = /吧$|^(?:.{0,6})是不是/u
const WHOLE = /[都全]|干净|彻底|一个不/u
const OTHERS = /别人|他人|第三方|外人|其他人|旁人|有人|有谁|一起/u
const TAG = /[,、]?(?:对吗|对吧|对不对|是吗|是吧|是不是|对么|没错吧)$/u

/** Reads from its wording what a yes/no question is about. */
export const readQuestion = rememberingBy(askedBy)

function askedBy(question: string, phrases: YesNoPhrases): AskedQuestion {
  const whole = normalise(question.replace(WORDING, '')).slice(0, QUESTION_LIMIT)
  const sentence = asking(whole).replace(TAG, '')
  const confirms = TAG.test(asking(whole)) || CONFIRMS.test(sentence)
  const maybeNot = /[是]不是/u.test(sentence)
  const either =
    /有没有|有木有|是否|有无|能否|可否/u.test(sentence) ||
    [...sentence.matchAll(V_NOT_V)].some(([found]) => found !== '是不是')
  const hasDone = /有(?:没|木)有(?!$)|([\p{Script=Han}])没有?\1|没有?$|[了过]没?[吗吧么嘛]?$/u.test(sentence)
  const plain = sentence
    .replace(/有(?:没|木)有|有无/gu, '有')
    .replace(/是不是|是否/gu, '是')
    .replace(/(\p{Script=Han})[没不](\1\p{Script=Han})/gu, '$2')
    .replace(V_NOT_V, '$1')
    .replace(/(?<=.)(?:没有|没|不)$/u, '')
  const tokens = tokenise(plain, phrases, {
    verb: (word) => ((phrases.verbs.get(word)?.asked.length ?? 0) > 0 ? VERB : undefined),
    noun: (word) => phrases.nouns.has(word),
  })
  const letters = tokens.map(({ letter }) => letter).join('')
  const asked = askingTokens(tokens, phrases)
  const groups = askedGroups(asked, phrases)
  const plainVerbs = [...groups].filter((group) => !phrases.modals.has(group))
  const done =
    hasDone || (/[lg]/.test(letters) && !isIntention(groups, phrases)) || /已经|还没|m/u.test(letters + plain)
  const negated = !either && isNegated(tokens, maybeNot)
  return {
    own: ownWords(tokens, groups, plainVerbs.length + groups.size > 0, phrases, OFFERED.exec(sentence)?.[1]),
    about: /平时|定期|每[天周月次]|经常|通常/u.test(sentence)
      ? 'state'
      : done
        ? 'done'
        : isIntention(groups, phrases)
          ? 'intention'
          : 'state',
    negated,
    confirms: negated && confirms,
    again: /再|还/u.test(sentence),
    ever: /过/u.test(sentence),
    whole: WHOLE.test(sentence),
    others: OTHERS.test(sentence),
    ofThem: isOfThem(asked),
    has: /H|mf?[oOP.]/.test(letters) || /有人/u.test(sentence),
    inText: IN_TEXT.test(sentence),
    is: /Y/.test(letters),
    ofGone: plainVerbs.some((group) => phrases.goneVerbs.has(group)),
    offers: OFFERS.test(sentence) && !GIVES_UP.test(sentence),
    judges: JUDGES.test(sentence),
    lasting: LASTING.test(sentence) && !done,
    formal: FORMAL.test(sentence),
    stative: plainVerbs.length > 0 && plainVerbs.every((group) => phrases.statives.has(group)),
    known: whole !== '',
  }
}

/** The part that asks: what stands before the last question mark, after the full stop before it. */
function asking(text: string): string {
  const parts = [...text.matchAll(/[^。!?;\n]+[?]?/g)].map(([part]) => part)
  const found =
    parts.findLast((part) => part.endsWith('?')) ?? parts.findLast((part) => /(?:吗|么|没有?|不)$/u.test(part)) ?? text
  return found.replace(/[?\s]+$/g, '').trim()
}

const isIntention = (groups: ReadonlySet<number>, { modals }: YesNoPhrases): boolean =>
  [...groups].some((group) => modals.has(group))

/** Is it 没签吗? Not when the 没 belongs to a noun: 没签的合同还有吗. */
function isNegated(tokens: readonly Token[], maybeNot: boolean): boolean {
  const letters = tokens.map(({ letter }) => letter).join('')
  const inNoun = /[mbxR][^d]{0,6}d[O.Vo]/.exec(letters)
  const rest = inNoun === null ? letters : letters.slice(inNoun.index + inNoun[0].length)
  return /[mbR]/.test(rest) || (!maybeNot && /x/.test(rest))
}

/** What may take up a verb that is not listed: to 合同上盖章了吗 it is 盖章, 盖 and 章, and to 还挂着吗 it is 挂. */
function echoesOf(run: string): string[] {
  const plain = run.replace(/[了过]$/u, '')
  const verb = plain.length > 1 ? plain.replace(/[着好完掉到上]$/u, '') : plain
  return [run, verb, verb.slice(-2), verb.slice(-1), verb.slice(-2, -1)].filter((echo) => !/^[了过好完]?$/u.test(echo))
}

function ownWords(
  tokens: readonly Token[],
  groups: ReadonlySet<number>,
  hasVerb: boolean,
  phrases: YesNoPhrases,
  offered: string | undefined,
): OwnWords {
  const anything = tokens.length === 0
  const is = tokens.some(({ letter }) => letter === LETTERS.agree)
  const named = `${UNKNOWN}${LETTERS.partial}${is ? LETTERS.plain : ''}`
  const runs = tokens.flatMap(({ letter, text }) => (named.includes(letter) ? [text] : []))
  const echoes = tokens.flatMap(({ letter, text }, at) =>
    (letter === UNKNOWN || 'KUG'.includes(letter)) &&
    (hasVerb || tokens[at - 1]?.letter === LETTERS.have ? /[lg]/ : /[lgw]/).test(tokens[at + 1]?.letter ?? '')
      ? echoesOf(text)
      : [],
  )
  if (offered !== undefined) echoes.push(offered)
  const nounGroups = new Set(
    tokens.flatMap(({ letter, text }) => (letter === NOUN ? (phrases.nouns.get(text)?.asked ?? []) : [])),
  )
  return {
    verb(word) {
      const known = phrases.verbs.get(word)
      if (echoes.includes(word)) return VERB
      if (known === undefined) return undefined
      const active = [...known.asked, ...known.said].filter((group) => anything || groups.has(group))
      if (active.length > 0) return active.every((group) => phrases.modals.has(group)) ? MODAL : VERB
      if (known.against.some((group) => groups.has(group))) return AGAINST
      const stem = phrases.verbs.get(word.replace(/[了过]$/u, ''))
      if (stem?.mine.some((group) => groups.has(group))) return MINE
      if (stem?.said.some((group) => groups.has(group))) return undefined
      return known.asked.length > 0 ? OTHER_VERB : undefined
    },
    noun(word) {
      if (phrases.things.has(word)) return true
      if (phrases.nouns.get(word)?.asked.some((group) => nounGroups.has(group))) return true
      return runs.some((run) => run === word || (word.length > 1 && run.includes(word)))
    },
  }
}
