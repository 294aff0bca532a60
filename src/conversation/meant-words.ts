import type { Question } from '../../flows/shared/question.ts'
import { coverOf } from './asides.ts'
import { partIn } from './correct-part.ts'
import type { Draft } from './draft.ts'
import { bare } from './normalise.ts'
import { afterOpener, selfCorrected } from './openers.ts'
import { type RemarkKind, remarksIn } from './remarks.ts'
import { simplify } from './simplify.ts'

/** These have their own way to read what a message takes back or says by the way. */
const READS_ALL: ReadonlySet<Question['kind']> = new Set(['yesno', 'review', 'contract'])

/**
 * The words of a message that are meant as the answer: without what it takes back ("微信直接发 哦不 发邮箱") and without
 * the swearing and the nodding around it ("我操烦死了 就2").
 */
export function meantWords(draft: Draft, { kind, id }: Question): string {
  const { text, knowledge } = draft
  const { correcting, corrections } = knowledge.phrases
  if (READS_ALL.has(kind)) return text
  const plain = id === 'client' ? withoutChatter(text, draft) : withoutOwner(withoutChatter(text, draft), draft)
  const begun = afterOpener(plain, correcting)
  const corrected = selfCorrected(plain, correcting)
  if (corrected === undefined && (begun === undefined || bare(begun) === '')) return plain
  const { before, after } = corrected ?? { before: '', after: begun ?? '' }
  const part = partIn(before, after, corrections.without)
  if (part !== undefined) return part
  const simple = simplify(after)
  const lead = correcting.leads.find((word) => simple.startsWith(word) && after.length > word.length)
  return lead === undefined ? after : after.slice(lead.length).replace(/^[\p{P}\s]+/u, '')
}

/** 翻译标书 of "老陈的活是翻译标书", where the record is 老陈's. */
function withoutOwner(text: string, { live }: Draft): string {
  const own = live?.frame.answers.find(({ questionId }) => questionId === 'client')?.value
  if (own?.kind !== 'text' || own.text.length < 2 || !text.trim().startsWith(own.text)) return text
  const left = text.trim().slice(own.text.length)
  const rest = left.replace(HIS, '')
  return rest === left || bare(rest).length < 2 ? text : rest
}

const HIS = /^(?:的|那边的?|这边的?|家的?)(?:活儿?|项目|单子|东西|资料|文件|材料)?(?:就是|是|就|都)?/u

/** Remarks that say nothing beside an answer: "懂了 画绘本". */
const SAY_NOTHING: ReadonlySet<RemarkKind> = new Set(['noted', 'sigh', 'laugh'])

/** A message that is nothing but such words stays as it is. */
function withoutChatter(text: string, { knowledge }: Draft): string {
  const parts = text.split(/([\p{P}\s]+)/u)
  const isChatter = (part: string): boolean => {
    if (remarksIn(part, knowledge.remarks).some((kind) => SAY_NOTHING.has(kind))) return true
    const cover = coverOf(part, knowledge.phrases)
    return cover !== undefined && cover.request === undefined && [...cover.asides].every((one) => one === 'swear')
  }
  const chatters = parts.map((part, at) => at % 2 === 0 && bare(part) !== '' && isChatter(part))
  if (!chatters.includes(true)) return text
  const left = parts
    .filter((_, at) => !chatters[at] && !(at % 2 === 1 && chatters[at - 1]))
    .join('')
    .trim()
  return bare(left) === '' ? text : left
}
