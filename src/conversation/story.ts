import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import type { Instance } from './answers/reading.ts'
import { isAsking } from './asking.ts'
import type { Draft } from './draft.ts'
import { keepForLater, type LiveFrame, questionsAhead, type Step } from './frame.ts'
import { bare, keepText, squeezed } from './normalise.ts'
import { readFor } from './read-for.ts'
import { simplify } from './simplify.ts'

/** Longer, in UTF-16 units, a part tells too much to be an answer. */
const LONGEST_ANSWER = 20

/** The parts of a message, also of one that was spoken and has no marks: 然后 and 就是 stand where a comma would. */
export function storyParts({ text, knowledge }: Draft): readonly string[] {
  const { joins, says, starts, keeps } = knowledge.records.story
  return text
    .split(/[\p{P}\s]+/u)
    .flatMap((part) => cutAt(part, joins))
    .flatMap((part) => (part.length < RUN_ON ? [part] : cutRunOn(part, [...starts, ...says], keeps)))
    .map((part) => withoutStart(part, says))
    .filter((part) => bare(part) !== '')
}

/** What was kept; whether more was told, and whether that, too, was said to be confidential. */
interface Kept {
  readonly steps: readonly Step[]
  readonly isMore: boolean
  readonly isLost: boolean
}

/**
 * Keeps what a story tells for the questions that are still to come: the things that must not be told, and of the other
 * questions what is said by their signs. Nothing is taken of what is asked, or only mentioned.
 */
export function keepStory(draft: Draft, live: LiveFrame, parts: readonly string[]): Kept {
  const ahead = questionsAhead(live).slice(1)
  const kinds = ahead.find(({ kind }) => kind === 'several')
  const told = parts.map((part) => toldBy(draft, part, ahead, kinds))
  const instances = told.flatMap(({ things }, at) => (areKept(told, at) ? things : []))
  const said = new Map<Question, string>()
  for (const { question, part } of told) if (question !== undefined && !said.has(question)) said.set(question, part)
  const others = [...said].flatMap(([question, words]): Step[] => {
    const reading = readFor(draft, question, words)
    return reading.kind === 'answer' ? [stepOf(draft, question, reading.value)] : []
  })
  const ids = (kinds?.options ?? []).map(({ id }) => id).filter((id) => instances.some((one) => one.id === id))
  const all = told.find((one) => one.all !== undefined)?.all ?? ids
  const chosen = kinds === undefined || all.length === 0 ? [] : [stepOf(draft, kinds, { kind: 'several', ids: all })]
  const first = keep(draft, live, [...chosen, ...others])
  const details = detailsOf(draft, first, instances)
  keep(draft, first, details)
  const left = told.filter(({ question, things, all }) => question === undefined && things.length === 0 && !all)
  return { steps: [...chosen, ...details, ...others], isMore: left.length > 0, isLost: left.some(({ keeps }) => keeps) }
}

interface Told {
  readonly part: string
  /** The question that it is about by its signs. */
  readonly question: Question | undefined
  readonly things: readonly Instance[]
  /** Every kind: 啥都要保密. */
  readonly all?: readonly string[]
  /** Is it said of them that they must be kept? */
  readonly keeps: boolean
}

function toldBy(draft: Draft, part: string, ahead: readonly Question[], kinds: Question | undefined): Told {
  const { asides } = draft.knowledge.phrases
  const plain = squeezed(part)
  const keeps = draft.knowledge.records.story.keeps.some((word) => plain.includes(word))
  if (isAsking(part, draft)) return { part, question: undefined, things: [], keeps: false }
  const reading = kinds && readFor(draft, kinds, part)
  const things = reading?.kind === 'answer' ? (reading.instances ?? []) : []
  if (things.length > 0 && keeps) return { part, question: undefined, things, keeps }
  const { value } = reading?.kind === 'answer' ? reading : {}
  if (keeps && value?.kind === 'several' && value.ids.length === kinds?.options?.length)
    return { part, question: undefined, things, keeps, all: value.ids }
  const isAbout = ({ id }: Question): boolean =>
    (asides.elsewhere.signs.get(id) ?? []).some((word) => plain.includes(word))
  const question = part.length > LONGEST_ANSWER ? undefined : ahead.find(isAbout)
  return { part, question, things: question === undefined ? things : [], keeps }
}

/** 电话 of "电话还有病历都不能说", and of "这些要保密 电话 病历": the parts beside say that it is to be kept. */
function areKept(told: readonly Told[], at: number): boolean {
  if (told[at]?.keeps) return true
  for (let next = at; told[next] !== undefined && (told[next]?.things.length ?? 0) > 0; next++)
    if (told[next]?.keeps) return true
  let before = at - 1
  while ((told[before]?.things.length ?? 0) > 0 && !told[before]?.keeps) before--
  return told[before]?.keeps === true && told[before]?.things.length === 0
}

function detailsOf(draft: Draft, live: LiveFrame, instances: readonly Instance[]): readonly Step[] {
  const ahead = questionsAhead(live)
  const ids = [...new Set(instances.map(({ id }) => id))]
  return ids.flatMap((option): Step[] => {
    const question = ahead.find(({ id, kind }) => kind === 'text' && id === `details.${option}`)
    const words = instances.filter(({ id }) => id === option).map((one) => one.words)
    return question === undefined
      ? []
      : [stepOf(draft, question, { kind: 'text', text: keepText([...new Set(words)].join('、')) })]
  })
}

function keep(draft: Draft, live: LiveFrame, steps: readonly Step[]): LiveFrame {
  if (steps.length === 0) return live
  draft.setTop(
    keepForLater(
      live,
      steps.map(({ answer }) => answer),
    ),
  )
  return draft.live ?? live
}

const stepOf = (draft: Draft, question: Question, value: AnswerValue): Step => ({
  question,
  answer: { questionId: question.id, value, messageId: draft.event.id, at: draft.now.at },
})

function cutAt(part: string, joins: readonly string[]): readonly string[] {
  const plain = simplify(part)
  const cut: string[] = []
  let from = 0
  for (let at = 0; at < part.length; at++) {
    const word = joins.find((one) => plain.startsWith(one, at))
    if (word === undefined) continue
    cut.push(part.slice(from, at))
    from = at + word.length
    at = from - 1
  }
  return [...cut, part.slice(from)]
}

/** From so many UTF-16 units on, one part may hold several that nothing stands between. */
const RUN_ON = 12
/** What may still belong to 不能往外: 不能往外说的. */
const KEPT =
  /^(?:跟人|给人|给别人|让人|往外|对外|说|看|讲|知道|传|发|漏|透露|泄露|公开|出去|朋友圈|网上|用|的|了|啊|哦|嘛)*/u

/** Cut before what begins a new thought (做完…, 文件…) and after what ends one (…不能说). */
function cutRunOn(part: string, starts: readonly string[], keeps: readonly string[]): readonly string[] {
  const plain = simplify(part)
  const cut: string[] = []
  let from = 0
  for (let at = 1; at < part.length; at++) {
    const kept = keeps.find((one) => plain.startsWith(one, at))
    if (kept !== undefined) {
      const [more = ''] = KEPT.exec(plain.slice(at + kept.length)) ?? []
      const end = at + kept.length + more.length
      cut.push(part.slice(from, end))
      from = end
      at = end
    } else if (starts.some((one) => one.length > 1 && plain.startsWith(one, at)) && at > from) {
      cut.push(part.slice(from, at))
      from = at
    }
  }
  return [...cut, part.slice(from)]
}

/** The words without who said them: 主人的电话 of 客户那边说主人的电话. */
function withoutStart(part: string, says: readonly string[]): string {
  const word = says.find((one) => simplify(part).startsWith(one))
  return word === undefined ? part : withoutStart(part.slice(word.length), says)
}
