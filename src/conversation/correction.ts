import { enumerate, ordinal } from './answers/numbers.ts'
import { namesOrIsLike } from './answers/options.ts'
import { coverOf } from './asides.ts'
import { partOf } from './correct-part.ts'
import type { Correction } from './correction-kind.ts'
import type { Draft } from './draft.ts'
import { withoutTail } from './ends.ts'
import { pendingQuestion, type Step } from './frame.ts'
import { bare, normalise } from './normalise.ts'
import { putBack } from './put-back.ts'
import { readFor } from './read-for.ts'
import { simplify } from './simplify.ts'

/** An earlier answer that was named, by its question or by (a part of) what was answered. */
interface Target {
  readonly step: Step
  /** The part of the answer that is to be replaced, in bare form. */
  readonly part?: string
}

/** What one way to say it found: a correction, nothing, or that another way may apply. */
type Way = (text: string, draft: Draft, steps: readonly Step[], isOpened?: boolean) => Correction | undefined

/**
 * Finds the earlier answer that a message corrects, and what it should be. Only where it is named (by its question, its
 * number, its old value, or as the last one), so that nothing is changed on a guess.
 */
export function findCorrection(
  text: string,
  draft: Draft,
  steps: readonly Step[],
  isOpened = false,
): Correction | undefined {
  const trimmed = text.trim()
  for (const way of [
    byStar,
    byArrow,
    partOf,
    byWrong,
    afterwards,
    namedNotButIs,
    notButIs,
    putBack,
    again,
    addOrRemove,
    labelled,
  ]) {
    const found = way(trimmed, draft, steps, isOpened)
    if (found !== undefined && !('words' in found && isAside(found.words, draft))) return found
  }
  return undefined
}

/** "不对,上一步" wants no answer changed into 上一步. */
function isAside(words: string, { knowledge }: Draft): boolean {
  const cover = coverOf(words, knowledge.phrases)
  return cover !== undefined && !(cover.asides.size === 1 && cover.asides.has('unsure'))
}

/** "*手机号": how a slip is mended in a chat. */
const byStar: Way = (text, _draft, steps) => {
  const words = /^[*＊]\s*(?=[^*＊\s])(.+)$/su.exec(text)?.[1]
  const step = steps.at(-1)
  if (words === undefined || step === undefined) return undefined
  return step.answer.value.kind === 'text' || step.question.kind === 'text'
    ? { kind: 'words', step, words }
    : { kind: 'which' }
}

/** "第2题改成夏季", "报价改成成本价", "客户改名大鱼". */
const byArrow: Way = (said, draft, steps) => {
  const { arrows, open } = draft.knowledge.phrases.corrections
  const hesitation = draft.knowledge.phrases.correcting.before.find((word) => simplify(said).startsWith(word))
  const text = hesitation === undefined ? said : said.slice(hesitation.length).replace(/^[\p{P}\s]+/u, '')
  const plain = simplify(text)
  const at = Math.min(...arrows.map((word) => plain.indexOf(word)).filter((place) => place >= 0))
  const arrow = arrows.find((word) => plain.startsWith(word, at))
  if (arrow === undefined) return undefined
  const words = cleanWords(text.slice(at + arrow.length))
  if (at === 0) return open.includes(arrow) && words !== '' ? { kind: 'perhaps', step: undefined, words } : undefined
  const target = resolve(text.slice(0, at), draft, steps)
  return target === undefined || words === '' ? undefined : change(target, words, draft)
}

/** "上一题答错了,是手机号", "客户名写错了", "不对,是会议纪要". */
const byWrong: Way = (text, draft, steps) => {
  const { wrong, leads } = draft.knowledge.phrases.corrections
  const plain = simplify(text)
  for (const word of wrong) {
    const at = plain.indexOf(word)
    if (at < 0) continue
    const rest = text.slice(at + word.length)
    const isApart = /^[了啊呀吧]*(?:[\p{P}\s]|$)/u.test(rest) || leads.some((lead) => simplify(rest).startsWith(lead))
    if (!isApart) continue
    const words = withoutLead(cleanWords(rest), leads)
    const head = core(text.slice(0, at), draft)
    if (head === '') {
      if (words === '') continue
      return named(words, draft, steps) ?? { kind: 'words', step: undefined, words }
    }
    const target = resolve(text.slice(0, at), draft, steps)
    if (target !== undefined) return words === '' ? { kind: 'again', step: target.step } : change(target, words, draft)
  }
  return undefined
}

/** "项目是冬季的,刚写错了". */
const afterwards: Way = (text, draft, steps) => {
  const parts = /^(.+?)[\p{P}\s]+(\S+)$/su.exec(text)
  const { wrong } = draft.knowledge.phrases.corrections
  const tail = parts?.[2] ?? ''
  const word = wrong.find((one) => bare(tail).includes(one))
  if (parts?.[1] === undefined || word === undefined || core(bare(tail).replace(word, ''), draft) !== '')
    return undefined
  return named(parts[1].replace(/的$/u, ''), draft, steps)
}

/** "发现日期不是前天 是大前天": the question is named, what was wrong, and what it is. */
const namedNotButIs: Way = (text, draft, steps) => {
  const [, head = '', , words = ''] =
    /^(.{2,12}?)(?:不是|不叫)(.+?)[\s,，、]*(?:而?是|应该是|叫)(.+)$/su.exec(text) ?? []
  const target =
    words === '' ? undefined : (byName(bare(head), draft, steps) ?? byName(core(head, draft), draft, steps))
  return target === undefined ? undefined : change(target, cleanWords(words), draft)
}

/** "不是个人信息,是商业秘密", where the first is what was answered. */
const notButIs: Way = (text, draft, steps) => {
  const parts = /^不是(.+?)[\p{P}\s]*(?:而)?是(.+)$/su.exec(simplify(text))
  const old = parts?.[1]
  const at = parts?.[2]?.length
  const target = old === undefined ? undefined : byValue(bare(old), draft, steps)
  return target === undefined || at === undefined ? undefined : change(target, cleanWords(text.slice(-at)), draft)
}

/** "改客户", "刚才那题重答": which one, and no more. */
const again: Way = (text, draft, steps) => {
  const phrase = bare(text)
  const words = draft.knowledge.phrases.corrections.again
  const word = words.find((one) => phrase.startsWith(one)) ?? words.find((one) => phrase.endsWith(one))
  if (word === undefined || phrase === word) return undefined
  const rest = phrase.startsWith(word) ? phrase.slice(word.length) : phrase.slice(0, -word.length)
  const target = byName(core(rest, draft) || rest, draft, steps)
  return target === undefined ? undefined : { kind: 'again', step: target.step }
}

/** "要保密的内容去掉商业秘密", "再加一个商业秘密": only names of the options, of a question that takes several. */
const addOrRemove: Way = (text, draft, steps) => {
  const { add, remove } = draft.knowledge.phrases.corrections
  const plain = simplify(text)
  for (const word of [...add, ...remove]) {
    const at = plain.indexOf(word)
    if (at < 0) continue
    const head = core(text.slice(0, at), draft)
    const target = head === '' ? undefined : byName(head, draft, steps)
    const words = text.slice(at + word.length)
    const step = (head === '' ? steps : steps.filter((one) => one === target?.step)).find(
      (one) => one.question.kind === 'several' && namesOnly(words, one, draft),
    )
    const value = step && readFor(draft, step.question, words)
    if (step === undefined || value?.kind !== 'answer' || value.value.kind !== 'several') continue
    const named = value.value.ids
    const before = step.answer.value.kind === 'several' ? step.answer.value.ids : []
    const isAdded = add.includes(word)
    const ids = (step.question.options ?? [])
      .map(({ id }) => id)
      .filter((id) =>
        isAdded ? before.includes(id) || named.includes(id) : before.includes(id) && !named.includes(id),
      )
    const { instances } = value
    return { kind: 'value', step, value: { kind: 'several', ids }, ...(isAdded && instances && { instances }) }
  }
  return undefined
}

/** "客户是大鱼", said once more when another question is being asked. */
const labelled: Way = (text, draft, steps) => {
  const { links, surely, asking } = draft.knowledge.phrases.corrections
  const plain = simplify(text)
  for (const step of steps) {
    for (const name of namesOf(step, draft)) {
      if (!plain.startsWith(name)) continue
      const rest = plain.slice(name.length).replace(/^\s+/u, '')
      const link = links.find((one) => rest.startsWith(one))
      if (link === undefined) continue
      const words = cleanWords(text.slice(text.length - rest.length + link.length))
      if (words === '' || asking.some((word) => words.includes(word))) continue
      return { kind: surely.includes(link) ? 'words' : 'perhaps', step, words }
    }
  }
  return undefined
}

/** A question's name and its new answer, where it was said already that something is wrong. */
function named(words: string, draft: Draft, steps: readonly Step[]): Correction | undefined {
  const found = labelled(words, draft, steps)
  return found?.kind === 'perhaps' ? { ...found, kind: 'words' } : found
}

function resolve(head: string, draft: Draft, steps: readonly Step[]): Target | undefined {
  const phrase = bare(head)
  const inner = core(head, draft)
  return byName(phrase, draft, steps) ?? byName(inner, draft, steps) ?? byValue(inner, draft, steps)
}

function byName(name: string, draft: Draft, steps: readonly Step[]): Target | undefined {
  const { last } = draft.knowledge.phrases.corrections
  const asked = draft.live && pendingQuestion(draft.live)
  const isReviewed = asked?.kind === 'review'
  const isChosen = asked?.kind === 'choice' || asked?.kind === 'several'
  const number =
    /^第?(.+?)(?:题|项|问)$/u.exec(name)?.[1] ??
    (isReviewed ? /^第?(\d+)[个条]?$/u.exec(name)?.[1] : undefined) ??
    (isChosen ? undefined : /^第(.{1,2})[个条]$/u.exec(name)?.[1])
  const at = number === undefined ? undefined : ordinal(number)
  const step =
    at !== undefined
      ? steps.filter(({ question }) => !(isReviewed && question.unlisted))[at - 1]
      : last.includes(name)
        ? steps.at(-1)
        : steps.find((one) => namesOf(one, draft).includes(name))
  return step && { step }
}

/** The names of an answered question, longest first. */
function namesOf({ question }: Step, { knowledge }: Draft): readonly string[] {
  const title = bare(knowledge.page(question.page)?.title ?? '')
  const own = [
    title,
    title.replace(/(?:还)?有哪些$/u, ''),
    ...(knowledge.phrases.corrections.names.get(question.id) ?? []),
  ]
  return [...new Set(own)].filter((name) => name.length > 1).sort((a, b) => b.length - a.length)
}

/** An answer by what was answered: the words, one of several, an option's name. */
function byValue(phrase: string, draft: Draft, steps: readonly Step[]): Target | undefined {
  if (phrase.length < 2) return undefined
  const found = steps.flatMap((step): Target[] => {
    const { value } = step.answer
    if (value.kind === 'text') {
      if (bare(value.text) === phrase) return [{ step }]
      return enumerate(normalise(value.text)).map(bare).includes(phrase) ? [{ step, part: phrase }] : []
    }
    const chosen = value.kind === 'several' ? value.ids : value.kind === 'choice' ? [value.id] : []
    const options = draft.knowledge.page(step.question.page)?.options
    const isNamed = chosen.some((id) => bare(options?.get(id)?.label ?? '') === phrase)
    return isNamed ? [{ step, ...(value.kind === 'several' && { part: phrase }) }] : []
  })
  return found.length === 1 ? found[0] : undefined
}

/** The whole answer, or the part of it that was named, becomes the new words. */
function change({ step, part }: Target, words: string, draft: Draft): Correction {
  const { value } = step.answer
  if (part === undefined) return { kind: 'words', step, words }
  if (value.kind === 'text') {
    const at = simplify(value.text).toLowerCase().indexOf(part)
    return at < 0
      ? { kind: 'words', step, words }
      : { kind: 'words', step, words: value.text.slice(0, at) + words + value.text.slice(at + part.length) }
  }
  const named = readFor(draft, step.question, words)
  const old = readFor(draft, step.question, part)
  if (value.kind !== 'several' || named.kind !== 'answer' || named.value.kind !== 'several')
    return { kind: 'again', step }
  const gone = old.kind === 'answer' && old.value.kind === 'several' ? old.value.ids : []
  const kept = new Set([...value.ids.filter((id) => !gone.includes(id)), ...named.value.ids])
  const ids = (step.question.options ?? []).map(({ id }) => id).filter((id) => kept.has(id))
  return { kind: 'value', step, value: { kind: 'several', ids } }
}

function namesOnly(words: string, { question }: Step, { knowledge }: Draft): boolean {
  const page = knowledge.page(question.page)
  const items = enumerate(normalise(words))
  return page !== undefined && items.length > 0 && items.every((item) => namesOrIsLike(bare(item), question, page))
}

/** What is named in "刚才放在哪里那个", without the words around it. */
function core(head: string, { knowledge }: Draft): string {
  const { around } = knowledge.phrases.corrections
  let left = bare(head)
  for (;;) {
    const start = around.find((word) => left.startsWith(word))
    if (start !== undefined) left = left.slice(start.length)
    else {
      const end = around.find((word) => left.endsWith(word))
      if (end === undefined) return left
      left = left.slice(0, -end.length)
    }
  }
}

const cleanWords = (words: string): string =>
  withoutTail(words.replace(/^(?:[\p{P}\s]|了(?=[\p{P}\s]))+/u, ''), /^[。！!，,；;\s]$/u)

function withoutLead(words: string, leads: readonly string[]): string {
  const plain = simplify(words)
  const lead = leads.find((word) => plain.startsWith(word) && words.length > word.length)
  return lead === undefined ? words : cleanWords(words.slice(lead.length))
}
