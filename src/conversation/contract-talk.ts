import { askClient, decline as declineClient } from '../../flows/nda/rules.ts'
import { giveAnswer } from './answer.ts'
import { ordinal } from './answers/numbers.ts'
import { tellsOfOneself } from './chat-terms.ts'
import { asksForMessage, sayMessage, talkAboutNumbered } from './contract-clause.ts'
import { askOn, isSigned, sayQuestions, showPlace } from './contract-report.ts'
import { isFinished } from './contract-text.ts'
import type { Draft } from './draft.ts'
import { keepForLater, pendingQuestion } from './frame.ts'
import { hasAny } from './has-any.ts'
import type { TalkWords } from './knowledge.ts'
import { bare, normalise } from './normalise.ts'
import type { Answer, StoredContract } from './session.ts'

/** So long a contract's text is held, and so long "sign" means that contract. */
const JUST_READ_MS = 30 * 60_000
/** So long questions are about the contract that was read while nothing else is asked. */
const TALKED_ABOUT_MS = 24 * 60 * 60_000
/** Nobody asks about a contract at such length; what is longer tells a story. */
const LONGEST = 40
/** Who can change nothing else should at least ask for so many things. */
const AT_LEAST = 2

/** Is the contract that was read the one that somebody is about to sign? */
export function isJustRead(draft: Draft): boolean {
  const { session, now, knowledge } = draft
  if (session.contract === null || has(draft, knowledge.contractTalk.another)) return false
  return wasReadHere(draft) || now.at - session.contract.readAt < JUST_READ_MS
}

/** Was a contract read so lately that questions are about it? */
export function isTalkedAbout({ session, now }: Draft): boolean {
  return session.contract !== null && now.at - session.contract.readAt < TALKED_ABOUT_MS
}

/** Is the conversation on top the one in which the contract was read? */
function wasReadHere({ live }: Draft): boolean {
  return live?.flow.id === 'nda' && live.frame.answers.some(({ value }) => value.kind === 'contract')
}

/**
 * Takes what is said about a contract that has been read: whether to sign, what a place means, that nothing can be
 * changed, how to decline. False when the words are something else, or another question is being asked.
 */
export function talkAboutContract(draft: Draft): boolean {
  const { contract } = draft.session
  if (contract === null || draft.text.length > LONGEST || has(draft, draft.knowledge.contractTalk.another)) return false
  const { live } = draft
  const question = live && pendingQuestion(live)
  if (live !== undefined && question?.page === 'nda/ask-keep' && leaves(draft)) {
    giveAnswer(draft, live, question, { kind: 'no' })
    return true
  }
  if ((question === undefined && isTalkedAbout(draft)) || question?.page === 'nda/ask-keep')
    return talkFreely(draft, contract)
  if (!wasReadHere(draft)) return false
  const place = NAMES_PLACE.test(draft.text) ? placeAskedAbout(draft) : undefined
  if (place !== undefined) return showNumber(draft, place)
  if (!has(draft, draft.knowledge.contractTalk.verdict.find) && !isAboutToSign(draft)) return false
  sayVerdictAgain(draft)
  draft.ask()
  return true
}

/** Longer, in UTF-16 units, it is more than that. */
const LONGEST_LEAVING = 12

/** "好吧先不看了", where it is asked whether to record it: no. */
function leaves(draft: Draft): boolean {
  return draft.text.length <= LONGEST_LEAVING && has(draft, draft.knowledge.contractTalk.leaves)
}

/** 第一处 is none of a question's options; 第一条 may be. */
const NAMES_PLACE = /处|處/u

function talkFreely(draft: Draft, contract: StoredContract): boolean {
  const { verdict, unsigned, unsettled, fixed, messages, declining } = draft.knowledge.contractTalk
  if (hasPaid(draft)) {
    draft.speak('nda/deposit-paid')
    askOn(draft)
    return true
  }
  if (asksForWorst(draft) && contract.flags.length > 0) return showNumber(draft, 1)
  if (has(draft, unsettled) || has(draft, unsigned)) {
    draft.speak(has(draft, unsettled) ? 'nda/unsettled' : 'nda/unsigned')
    askOn(draft)
    return true
  }
  if (talkAboutNumbered(draft, contract)) {
    askOn(draft)
    return true
  }
  const place = placeAskedAbout(draft) ?? clauseAskedAbout(draft, contract)
  const flag = typeof place === 'number' ? contract.flags[place - 1] : undefined
  if (flag !== undefined && asksForMessage(draft)) {
    sayMessage(draft, contract, [flag])
    askOn(draft)
    return true
  }
  if (typeof place === 'number') return showNumber(draft, place)
  const declines = declining.whole.has(bare(draft.text)) || (has(draft, declining.find) && has(draft, declining.how))
  if (!declines && says(draft, messages) && place === undefined) {
    sayQuestions(draft)
    return true
  }
  if (declines) decline(draft)
  else if (place !== undefined) sayClause(draft, contract, place)
  else if (says(draft, fixed)) sayAtLeast(draft, contract)
  else if (!isAboutToSign(draft) && saysSigned(draft)) {
    saySigned(draft, contract)
    draft.ask()
    return true
  } else if (isAboutToSign(draft) || says(draft, verdict)) sayVerdictAgain(draft)
  else if (saysAllSent(draft)) {
    draft.speak('nda/already-read')
    sayVerdictAgain(draft)
  } else return false
  askOn(draft)
  return true
}

/** "保证金我已经交了", "押金能退吗". */
function hasPaid(draft: Draft): boolean {
  const { what, done } = draft.knowledge.contractTalk.paid
  return has(draft, what) && has(draft, done)
}

/** "最不能签的是哪条", "哪几条要命". */
export function asksForWorst(draft: Draft): boolean {
  const { find, which, bad } = draft.knowledge.contractTalk.worst
  return has(draft, find) || (has(draft, which) && has(draft, bad))
}

/** "那我签了啊" asks, or tells what is about to be done; it is not done yet. */
export function isAboutToSign(draft: Draft): boolean {
  return has(draft, draft.knowledge.contractTalk.about)
}

/** So many letters may stand between how it came to be signed and that it is. */
const HOW_TO_DONE = 8

/** "我签了", "他一催，我最后还是把它签了". */
export function saysSigned(draft: Draft): boolean {
  const { signed } = draft.knowledge.contractTalk
  if (says(draft, signed)) return true
  if (has(draft, signed.unless)) return false
  const plain = squeezed(draft)
  return signed.how.some((word) => {
    const at = plain.indexOf(word)
    const [before, behind] = [plain.slice(0, at), plain.slice(at + word.length)]
    if (at < 0 || signed.others.some((other) => before.endsWith(other))) return false
    return signed.done.some((done) => behind.includes(done) && behind.indexOf(done) <= HOW_TO_DONE)
  })
}

/** "发完了", said once more after it was read. */
function saysAllSent(draft: Draft): boolean {
  const phrase = bare(draft.text)
  return isFinished(draft.text, draft.knowledge.contract) && ALL_SENT.test(phrase)
}

/** 没了 and 好了 are said about other things, too. */
const ALL_SENT = /完|[发看]好|就这些/u

/** Says the verdict once more in a line; never that the contract is safe. */
export function sayVerdictAgain(draft: Draft): void {
  const { contract } = draft.session
  if (contract === null) return
  if (isSigned(draft)) {
    saySigned(draft, contract)
    return
  }
  const { refuse, must, should } = contract.counts
  const title = { title: `flag/${contract.flags[0]?.id}` }
  if (refuse > 0) draft.speak('nda/again-refuse', { with: { count: refuse, title } })
  else if (must > 0) draft.speak('nda/again-must', { with: { count: must, title } })
  else if (should > 0) draft.speak('nda/again-should', { with: { count: should, title } })
  else draft.speak('nda/again-none')
}

/** Nothing can be changed, the client says: what to ask for at least. */
function sayAtLeast(draft: Draft, contract: StoredContract): void {
  if (contract.counts.refuse > 0) {
    sayVerdictAgain(draft)
    decline(draft)
  } else if (contract.questions.length === 0) draft.speak('nda/nothing-to-ask')
  else {
    draft.speak('nda/at-least')
    draft.say.push(askClient(contract.questions.slice(0, AT_LEAST), false, contract.english ?? false))
  }
}

/** Remembered, so that neither the record nor the message to the client asks whether it is. */
export function noteSigned(draft: Draft): void {
  const { contract } = draft.session
  if (contract !== null) draft.session = { ...draft.session, contract: { ...contract, signed: true } }
  const { live, event, now } = draft
  const isAnswered = live?.frame.answers.some(({ questionId }) => questionId === 'signed')
  if (live?.flow.id !== 'nda' || isAnswered) return
  const id = ON_A_PAGE.test(event.text) ? 'click' : IN_A_CHAT.test(event.text) ? 'chat' : 'paper'
  const signed: Answer = { questionId: 'signed', value: { kind: 'choice', id }, messageId: event.id, at: now.at }
  draft.setTop(keepForLater(live, [signed]))
}

const ON_A_PAGE = /点了|点的|勾了|勾选/u
const IN_A_CHAT = /微信|聊天|口头|答应/u

/** It is signed already: what can still be put right in writing. */
function saySigned(draft: Draft, contract: StoredContract): void {
  noteSigned(draft)
  const { refuse } = contract.counts
  if (refuse > 0) {
    draft.speak('nda/signed-refuse', { with: { count: refuse, title: { title: `flag/${contract.flags[0]?.id}` } } })
  } else if (contract.questions.length === 0) draft.speak('nda/signed-nothing')
  else {
    draft.speak('nda/already-signed')
    draft.say.push(askClient(contract.questions, true, contract.english ?? false))
  }
}

/** A job whose agreement is signed is not declined by a friendly line. */
function decline(draft: Draft): void {
  if (isSigned(draft)) {
    draft.speak('nda/next-refused-signed')
    return
  }
  draft.speak('nda/message-follows')
  draft.say.push(declineClient(draft.session.contract?.english ?? false))
}

/** What was seen of one clause that no flag names. */
function sayClause(draft: Draft, { types }: StoredContract, type: string): void {
  const name = { title: `clause/${type}` }
  const finding = types.find((one) => one.type === type)
  const page = finding === undefined ? 'nda/clause-absent' : finding.present ? 'nda/clause-fine' : 'nda/clause-unclear'
  draft.speak(page, { with: { name } })
}

/** Shows a place as "展开 2" does. */
function showNumber(draft: Draft, number: number): boolean {
  const [before] = draft.knowledge.contract.detail.before
  draft.event = { ...draft.event, text: `${before}${number}` }
  return showPlace(draft)
}

/** "第2处什么意思", "第一处"; a bare number is none, it belongs to the question. */
function placeAskedAbout({ text, knowledge }: Draft): number | undefined {
  const match = /^(?:那|那个|这个)?第(\d{1,2}|[一二两三四五六七八九十]{1,3})(?:处|条|个|项|点)?(.*)$/u.exec(bare(text))
  const [, figure = '', tail = ''] = match ?? []
  return match !== null && (tail === '' || knowledge.contractTalk.tails.has(bare(tail))) ? ordinal(figure) : undefined
}

/** The number of the place about a clause that is asked about, or the clause if no flag is raised about it. */
function clauseAskedAbout(draft: Draft, { flags }: StoredContract): number | string | undefined {
  const { clauses, asks } = draft.knowledge.contractTalk
  const named = clauses.find(([word]) => squeezed(draft).includes(word))
  if (named === undefined || !(has(draft, asks) || asksForMessage(draft) || bare(draft.text) === named[0]))
    return undefined
  if (tellsOfOneself(draft.text, draft.knowledge.contract)) return undefined
  const at = flags.findIndex(({ type }) => type === named[1])
  return at < 0 ? named[1] : at + 1
}

/** Before what is asked: 那我怎么回他. */
const LEADS = /^(?:那么?|所以|然后|好吧?|行吧?|嗯+|哦)?(?:我|咱)?(?:该|要|应该)?/u

function says(draft: Draft, { find, whole, unless }: TalkWords): boolean {
  const phrase = bare(draft.text)
  const isWhole = whole.has(phrase) || whole.has(phrase.replace(LEADS, ''))
  return (isWhole || has(draft, find)) && !has(draft, unless)
}

const squeezed = ({ text }: Draft): string => normalise(text).replace(/\s+/g, '')
const has = (draft: Draft, words: readonly string[]): boolean => hasAny(squeezed(draft), words)
