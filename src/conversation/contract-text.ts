import { areChatTerms, countDemands, hasSpeaker, tellsOfOneself } from './chat-terms.ts'
import type { Draft } from './draft.ts'
import { hasAny } from './has-any.ts'
import type { ContractPhrases } from './knowledge.ts'
import { bare, normalise } from './normalise.ts'
import { remembering } from './remembering.ts'
import { simplify } from './simplify.ts'

/** A message that is shorter than this is talk; a contract pasted in pieces has longer ones. */
const SHORTEST_PART = 30
/** While pieces are coming in, a clause may be as short as this. */
const SHORTEST_NEXT = 8
/** 乙方：, a line that only names somebody. */
const SHORTEST_CLAUSE = 3
/** Nobody types so much: where no contract was asked for, a text must be this long to be taken for one. */
const SHORTEST_UNASKED = 160
/** So many different signs of a contract. */
const SIGNS = 3
/** Where a contract's ending is looked for, in characters from the end. */
const END = 160
/** A clause may speak of signing; where it is signed, several of the words stand together. */
const ENDINGS = 2

/** Nobody who is pressed to sign writes more. */
const LONGEST_CRY = 80
/** What clauses say and people do not. */
const CLAUSE_WORDS = /乙方|本协议|本合同|应当|不得|shall/u

/** What is asked in a word or two about what was sent: 五年长吗, 第六条咋说, 我能回1吗. */
const ASKS = /怎么|咋|为什么|为啥|什么意思|啥意思|([是能要行可合该用])不\1|有没有|来着|[吗嘛么?？]\s*$|呢[?？]?\s*$/u
const LONGEST_QUESTION = 30

/** Is it a question about a contract, which is never a piece of one? */
export function isShortQuestion(text: string): boolean {
  const plain = squeeze(text)
  return plain.length <= LONGEST_QUESTION && !CLAUSE_WORDS.test(plain) && ASKS.test(plain)
}

/** How a clause, or the head of a contract, begins. */
const CLAUSE_FORM =
  /^\s*(?:第[\d一二三四五六七八九十百零〇]{1,4}[条章款]|[一二三四五六七八九十]{1,3}[、.．]|[(（][\d一二三四五六七八九十]{1,3}[)）]|\d{1,2}(?:\.\d{1,2})*[、.．\s]|附件|附则|(?:甲|乙|丙|委托|受托|披露|接收)方\s*(?:[(（][^)）]{0,20}[)）])?\s*[:：]|(?:clause|section|article)\s+\d)/iu

/** 第三条, 三、: numbered as contracts number their clauses and people hardly their questions. */
const SOLEMN_FORM = /^\s*(?:第[\d一二三四五六七八九十百零〇]{1,4}[条章款]|[一二三四五六七八九十]{1,3}、)/u
/** So many lines of that form are a piece of a contract, however short. */
const SOLEMN_LINES = 2

/** Does the message begin as a clause does, and not as somebody talks? */
export function hasClauseForm(text: string): boolean {
  return CLAUSE_FORM.test(simplify(text))
}

/** Is it what a client demands, as one writes it in a chat: 合作须知…同意请回复, or a line each? */
export function looksLikeTerms(text: string, draft: Draft): boolean {
  const { contract } = draft.knowledge
  const plain = squeeze(text)
  const found = contract.terms.filter((word) => plain.includes(word)).length
  if (found >= 2 || (found === 1 && text.length >= SHORTEST_UNASKED / 2 && countSigns(text, contract) > 0)) return true
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const demanded = lines.length > 1 ? lines.filter((line) => !isAboutIt(line, draft)).join('\n') : text
  if (lines.length === 1 && isAboutIt(text, draft)) return false
  return areChatTerms(demanded, contract) && !tellsOfOneself(text, contract)
}

/** Is it one line of what a client demands: 王姐：这个不能外传哈, or, once terms are awaited, 违约金5万? */
export function isDemand(text: string, draft: Draft): boolean {
  const { contract } = draft.knowledge
  if (tellsOfOneself(text, contract) || isAboutIt(text, draft)) return false
  return countDemands(text, contract) > 0
}

/** Is one demand sent on with who made it, so that more of them will come? */
export function isForwardedDemand(text: string, draft: Draft): boolean {
  return hasSpeaker(text) && isDemand(text, draft)
}

/** Is it said about a contract, and no part of one? */
export const isAboutIt = (text: string, draft: Draft): boolean => isTalk(text, draft) || isQuestion(text, draft)

/** Does a text stand by itself, with a title or the two parties, so that it is no continuation of another? */
export function isWholeContract(text: string): boolean {
  const head = simplify(text.trimStart().slice(0, 60))
  return /(?:协议书?|合同|承诺书|保证书|agreement)/iu.test(head.split('\n')[0] ?? '') || /甲方\s*[（(:：]/u.test(head)
}

/** May the words be a piece of the contract that was asked for? */
export function isPart(text: string, draft: Draft): boolean {
  const { length } = text.trim()
  if (isShortQuestion(text)) return false
  if (hasClauseForm(text) && length >= SHORTEST_CLAUSE) return true
  if (isDemand(text, draft)) return true
  if (length < SHORTEST_UNASKED && isTalk(text, draft)) return false
  if (length < SHORTEST_UNASKED && isQuestion(text, draft)) return false
  return length >= (draft.session.pasted === 0 ? SHORTEST_PART : SHORTEST_NEXT)
}

function isTalk(text: string, { knowledge }: Draft): boolean {
  const plain = squeeze(text)
  return hasAny(plain, knowledge.contract.talk)
}

function isQuestion(text: string, { knowledge }: Draft): boolean {
  const { starts, ends } = knowledge.phrases.asking
  const plain = squeeze(text)
  return ends.some((end) => plain.endsWith(end)) || starts.some((start) => plain.startsWith(start))
}

/** Does a message that nobody asked for look like a contract? Cheap; reading it is what decides. */
export function looksLikeContract(text: string, { contract }: Draft['knowledge']): boolean {
  return text.length >= SHORTEST_UNASKED && countSigns(text, contract) >= SIGNS
}

/**
 * Nobody types so much without a word about themselves, or without asking anything before or after it; in between,
 * 漏了怎么办 may be a heading.
 */
export function isLongAndNobodysStory(text: string, draft: Draft): boolean {
  const lines = text.trim().split('\n')
  const asks = [lines[0] ?? '', lines.at(-1) ?? ''].some((line) => isTalk(line, draft))
  return text.length >= SHORTEST_UNASKED && !asks && !tellsOfOneself(text, draft.knowledge.contract)
}

/** Is it a page of a contract, or a short one: several clauses, numbered as such, on what contracts are about? */
export function hasClauses(text: string, { contract }: Draft['knowledge']): boolean {
  const lines = text.split('\n').filter((line) => SOLEMN_FORM.test(simplify(line)))
  return lines.length >= SOLEMN_LINES && countSigns(text, contract) > 0
}

/** 乙方不得…: a side by its name in a contract, and what it must, may or must not. */
const SIDE = /[甲乙丙双]方|(?:委托|受托|披露|接收|承揽|定作|发包|承包)方|承诺人|本协议|本合同/u
const DUTY = /不得|不准|不许|不能|应当?|须|必须|有权|承担|视为|负责|不可|无权|禁止|赔|罚|扣/u
const SHORTEST_SENTENCE = 16

/** Is it a sentence or two out of a contract, sent without a word about it? */
export function isOneClause(text: string, draft: Draft): boolean {
  const plain = squeeze(simplify(text))
  if (plain.length < SHORTEST_SENTENCE || isAboutIt(text, draft) || tellsOfOneself(text, draft.knowledge.contract))
    return false
  return SIDE.test(plain) && DUTY.test(plain) && !/我/u.test(plain)
}

/** The first of its clauses: 第一条, 一、, 1. */
const FIRST_FORM = /^\s*(?:第[1一]条|一[、.．]|[(（][1一][)）]|1[、.．\s])/mu

/** Does a text have a first clause of its own; does it begin with it? */
export function hasFirstClause(text: string): boolean {
  return FIRST_FORM.test(simplify(text))
}
export function beginsAnew(text: string): boolean {
  const first = text.split('\n').find((line) => hasClauseForm(line))
  return first !== undefined && hasFirstClause(first)
}

/** Is that all there is? Each part of the message says so: 就这些,完了. */
export function isFinished(text: string, { finished }: ContractPhrases): boolean {
  const parts = normalise(text)
    .split(/[\p{P}\s]+/u)
    .map(bare)
    .filter(Boolean)
  return finished.has(bare(text)) || (parts.length > 0 && parts.every((part) => finished.has(part)))
}

/** Does the text end as contracts do, so that nothing more need be waited for? */
export function hasEnding(text: string, { endings }: ContractPhrases): boolean {
  const end = squeeze(text.slice(-END))
  return endings.filter((word) => end.includes(word)).length >= ENDINGS
}

/** "让我十分钟之内签": who is made to sign, by when. */
const MADE_TO_SIGN = /[让叫催逼求]我\p{L}{0,12}签/u

/** Is somebody about to sign in minutes? */
export function isInHurry(text: string, { hurry }: ContractPhrases): boolean {
  const plain = hurry.neutral.reduce((left, word) => left.replaceAll(word, ''), squeeze(text))
  if (text.length > LONGEST_CRY) return false
  const has = (list: readonly string[]) => hasAny(plain, list)
  return (has(hurry.sign) || MADE_TO_SIGN.test(plain)) && has(hurry.soon) && !has(hurry.unless)
}

/** Is it surely that, where any words would be an answer or a piece of a contract? */
export function isPressed(text: string, contract: ContractPhrases): boolean {
  const plain = squeeze(text)
  if (hasClauseForm(text) || CLAUSE_WORDS.test(plain)) return false
  return isInHurry(text, contract) && hasAny(plain, contract.hurry.pressed)
}

/** Said by itself, nobody who has no time writes more. */
const LONGEST_RUSH = 30

/** A length of time, with a word or two before it; "还有10分钟的录音" is none that runs out. */
const TIME =
  /^\p{L}{0,4}?(?:\d{1,3}|[一二两三四五六七八九十几半]{1,3})(?:个半|多)?(?:个?小时|个?钟头|分钟|刻钟|个钟|分(?!钟)|min)(?!的\p{L})/u

/** Does somebody with an agreement in hand say that time runs out, without a word about signing: 只剩6分钟了, 他又在催? */
export function isRushed(text: string, { hurry }: ContractPhrases): boolean {
  const plain = squeeze(text)
  if (plain.length > LONGEST_RUSH || hasClauseForm(text) || CLAUSE_WORDS.test(plain)) return false
  if (hasAny(plain, hurry.unless)) return false
  const runsOut = (word: string): boolean =>
    plain.includes(word) && TIME.test(plain.slice(plain.indexOf(word) + word.length))
  return hasAny(plain, hurry.rushed) || hurry.left.some(runsOut)
}

/** Which place "展开 3" names; undefined if it is something else. */
export function placeNamed(text: string, { detail }: ContractPhrases): string | undefined {
  const phrase = bare(text)
  const start = detail.before.find((word) => phrase.startsWith(word))
  if (start === undefined) return undefined
  const rest = phrase.slice(start.length).replace(/^第/u, '')
  const end = detail.after.find((word) => rest.endsWith(word)) ?? ''
  return /^(?:\d{1,2}|[一二两三四五六七八九十]{1,3})$/u.exec(rest.slice(0, rest.length - end.length))?.[0]
}

function countSigns(text: string, { signs }: ContractPhrases): number {
  const plain = squeeze(text)
  return signs.filter((sign) => plain.includes(sign)).length
}

const squeeze = remembering((text) => normalise(text).replace(/\s+/g, ''))
