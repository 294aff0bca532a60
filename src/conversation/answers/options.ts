import type { Question } from '../../../flows/shared/question.ts'
import type { PageFacts, Phrases } from '../knowledge.ts'
import { bare, normalise } from '../normalise.ts'
import { simplify } from '../simplify.ts'
import { choose, type Named, namedOptions } from './named-options.ts'
import { numberAndMore } from './number-and-more.ts'
import { enumerate, ordinals } from './numbers.ts'
import { type Instance, NOT_UNDERSTOOD, type Reading, type ReadingContext } from './reading.ts'
import type { WordKind } from './yes-no-words.ts'

/** Is the phrase (in bare form) exactly one of the question's options, by label or by another word for it? */
export function namesOption(phrase: string, question: Question, page: PageFacts): boolean {
  return namedOptions({ question, page }).some(({ names }) => names.includes(phrase))
}

/** Is it that, or exactly something that is an instance of one? */
export function namesOrIsLike(phrase: string, question: Question, page: PageFacts): boolean {
  return namedOptions({ question, page }).some(({ names, like }) => names.includes(phrase) || like.includes(phrase))
}

/** Reads one choice: by number, ordinal, label or another word for it; else in the person's own words, if allowed. */
export function readChoice(text: string, context: ReadingContext): Reading {
  const options = namedOptions(context)
  const { question, phrases } = context
  const phrase = bare(text)
  const numbers = ordinals(text, options.length)
  if (numbers !== undefined) {
    const [number, ...others] = numbers
    const option = options[(number ?? 0) - 1]
    if (others.length > 0)
      return { kind: 'ambiguous', ids: options.filter((_, index) => numbers.includes(index + 1)).map(({ id }) => id) }
    if (option === undefined && question.counts) return { kind: 'answer', value: { kind: 'text', text } }
    return option === undefined ? { kind: 'outOfRange', numbers } : choose(option.id)
  }
  const more = question.ownWords ? numberAndMore(text, context) : undefined
  if (more !== undefined) return more
  const doubted = question.definite ? namedInDoubt(text, phrase, options, context) : []
  if (doubted.length > 0) return { kind: 'vague', ids: doubted }
  const exact = options.filter(({ names }) => names.includes(phrase))
  if (exact.length === 1) return choose((exact[0] as Named).id)
  if (phrases.yes.has(phrase) || phrases.no.has(phrase) || phrases.suggest.has(phrase)) return NOT_UNDERSTOOD

  const close = options.filter(({ names }) => names.some((name) => covers(phrase, name, question.ownWords ?? false)))
  if (close.length === 1) return choose((close[0] as Named).id)
  if (question.ownWords && phrase.length > 1) return { kind: 'answer', value: { kind: 'text', text } }
  const loose = question.loose && close.length === 0 ? options.filter(({ names }) => mentions(phrase, names)) : []
  if (loose.length === 1) return choose((loose[0] as Named).id)
  if (loose.length > 1) return { kind: 'ambiguous', ids: loose.map(({ id }) => id) }
  return close.length > 1 ? { kind: 'ambiguous', ids: close.map(({ id }) => id) } : NOT_UNDERSTOOD
}

/** What is named with a 应该, a 大部分 or a 吧 about it. */
function namedInDoubt(text: string, phrase: string, options: readonly Named[], { yesNo }: ReadingContext): string[] {
  if (options.some(({ names }) => names.includes(phrase)) && !GUESSES.test(normalise(text))) return []
  const isDoubt =
    GUESSES.test(normalise(text)) || [...yesNo.words].some(([word, kind]) => DOUBTS.has(kind) && phrase.includes(word))
  if (!isDoubt) return []
  const lengthIn = ({ names }: Named) =>
    Math.max(0, ...names.filter((name) => name.length > 1 && phrase.includes(name)).map((name) => name.length))
  const longest = Math.max(...options.map(lengthIn))
  return longest === 0 ? [] : options.filter((option) => lengthIn(option) === longest).map(({ id }) => id)
}

const GUESSES = /吧[\p{P}\p{S}\s]*$/u
const DOUBTS: ReadonlySet<WordKind> = new Set(['hedge', 'partial'])

/** What makes more of a phrase than the name in it: somebody else, or the contrary. */
const ADDS = /[和跟与及加]|还有/u
const DENIES = /[不没别非除]/u

/** Is one of the names said anywhere, and nothing denied but by the name itself (不理我)? */
function mentions(phrase: string, names: readonly string[]): boolean {
  const plain = phrase.replace(NOT_DENYING, '')
  return names.some((name) => name.length > 1 && phrase.includes(name) && !DENIES.test(plain.replace(name, '')))
}

const NOT_DENYING = /别人|是不是|有没有|会不会|特别|不停|不断|非常/gu

/** A mere 网盘 is not the client's, and a mere 电脑 has no password: a record must not say more than the person did. */
const SPECIFIES = /客户|甲方|对方|指定|点名|同意|密|锁/u

/**
 * Is the phrase a part of the name, or the name most of the phrase? Where a person's own words are an answer, too,
 * hardly anything may stand around the name: "只有我自己和客户" is not "只有我自己".
 */
function covers(phrase: string, name: string, ownWords: boolean): boolean {
  if (phrase.length < 2 || name.length < 2) return false
  if (DENIES.test(phrase) && !DENIES.test(name)) return false
  if (name.includes(phrase))
    return !ownWords || (phrase.length * 2 >= name.length && !SPECIFIES.test(name.replace(phrase, '')))
  if (!phrase.includes(name)) return false
  return ownWords
    ? phrase.length - name.length <= 1 && !ADDS.test(phrase.replace(name, ''))
    : name.length * 2 > phrase.length
}

/** The client asks for nothing; 不 or 不对 may be about something else. */
const HAS_NONE = /^(?:没|没有|没有的|木有|无)$/u
/** "个人信息算不算": asked, not left out. */
const WHETHER = /(\p{Script=Han})[不没]\1/u

/** Reads several choices at once: numbers, names, ranges, all, none, all but some. */
export function readSeveral(text: string, context: ReadingContext): Reading {
  const options = namedOptions(context)
  const ids = options.map(({ id }) => id)
  const phrase = bare(text)
  const { phrases } = context
  if (phrases.all.has(phrase)) return { kind: 'answer', value: { kind: 'several', ids } }
  if (phrases.none.has(phrase) || HAS_NONE.test(phrase)) return { kind: 'answer', value: { kind: 'several', ids: [] } }
  if (WHETHER.test(phrase)) return NOT_UNDERSTOOD
  const labelled = readLabelled(text, options)
  if (labelled !== undefined) return labelled

  const left = leftOut(normalise(text), context)
  const found = collect(left ?? withoutWanted(normalise(text), context), options, text)
  if (context.question.ownWords && isOwnWords(found, phrase, phrases))
    return { kind: 'answer', value: { kind: 'text', text } }
  if (found.ids.size === 0 || (left !== undefined && found.unclear.length > 0)) {
    return found.outOfRange.length > 0 ? { kind: 'outOfRange', numbers: found.outOfRange } : NOT_UNDERSTOOD
  }
  const chosen = ids.filter((id) => found.ids.has(id) === (left === undefined))
  return {
    kind: 'answer',
    value: { kind: 'several', ids: chosen },
    ...(found.outOfRange.length > 0 && { outOfRange: found.outOfRange }),
    ...(found.unclear.length > 0 && { unclear: found.unclear }),
    ...(left === undefined && detailsOf(found)),
  }
}

/** "其他：包装上的暗号": one option by its name, and what it is. */
function readLabelled(text: string, options: readonly Named[]): Reading | undefined {
  const [, name = '', words = ''] = /^([^:：，,、\s]+)\s*[:：]\s*([^，,；;\n]+)$/u.exec(text.trim()) ?? []
  const option = options.find(({ names }) => names.includes(bare(name)))
  if (option === undefined || bare(words) === '' || words.length > LONGEST_LABELLED) return undefined
  return {
    kind: 'answer',
    value: { kind: 'several', ids: [option.id] },
    instances: [{ id: option.id, words: words.trim() }],
  }
}

/** Longer, in UTF-16 units, it is more than the thing. */
const LONGEST_LABELLED = 30

/** What is none of the options, or has more in it than they say: kept as it is, so that nothing of it is lost. */
function isOwnWords({ ids, outOfRange, unclear }: Collected, phrase: string, { yes, no, suggest }: Phrases): boolean {
  if (outOfRange.length > 0 || (ids.size > 0 && unclear.length === 0)) return false
  return phrase.length > 1 && !yes.has(phrase) && !no.has(phrase) && !suggest.has(phrase)
}

/** "1和3都要" without 都要, "只有1" without 只有. */
function withoutWanted(text: string, { phrases }: ReadingContext): string {
  const trimmed = text.replace(/[\p{P}\s]+$/u, '')
  const end = phrases.wanted.find((word) => trimmed.endsWith(word) && trimmed.length > word.length)
  const items = end === undefined ? trimmed : trimmed.slice(0, -end.length)
  const start = phrases.only.find((word) => items.startsWith(word) && items.length > word.length)
  return start === undefined ? items : items.slice(start.length)
}

/** What is left out in "除了2都要", "2以外都算", "2不要,其他都要"; undefined when nothing is. */
function leftOut(text: string, { phrases }: ReadingContext): string | undefined {
  const { before, after, rest } = phrases.except
  const start = before.find((word) => text.includes(word) && isAllOrNothing(text.slice(0, text.indexOf(word)), phrases))
  if (start !== undefined) return cutBefore(text.slice(text.indexOf(start) + start.length), [...after, ...rest])
  const end = after.find((word) => text.indexOf(word) > 0)
  if (end === undefined) return undefined
  const tail = text.slice(text.indexOf(end) + end.length).replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '')
  return tail === '' || rest.some((word) => tail.startsWith(word)) ? text.slice(0, text.indexOf(end)) : undefined
}

/** Before "除了" stands nothing, or what it is an exception from: "都要,除了2". */
function isAllOrNothing(text: string, phrases: Phrases): boolean {
  return bare(text) === '' || phrases.all.has(bare(text))
}

function cutBefore(text: string, words: readonly string[]): string {
  const ends = words.map((word) => text.indexOf(word)).filter((at) => at > 0)
  return ends.length > 0 ? text.slice(0, Math.min(...ends)) : text
}

const LAST = /^最后(?:一?[个项种类条]|的)?$/u

interface Collected {
  readonly ids: ReadonlySet<string>
  readonly outOfRange: readonly number[]
  readonly unclear: readonly string[]
  readonly instances: readonly Instance[]
  /** The items that are no numbers, as they were written. */
  readonly items: readonly string[]
}

function collect(text: string, options: readonly Named[], written: string): Collected {
  const ids = new Set<string>()
  const outOfRange: number[] = []
  const unclear: string[] = []
  const instances: Instance[] = []
  const items: string[] = []
  for (const item of enumerate(text)) {
    const phrase = bare(item)
    if (REST_IS_FREE.test(phrase) || SAYS_NOTHING.test(phrase) || isDenied(phrase, options)) continue
    const numbers = LAST.test(phrase) ? [options.length] : ordinals(item, options.length)
    const own = options.find(({ names }) => names.includes(phrase))
    const named = options.filter(({ names }) => names.some((name) => isIn(phrase, name)))
    const alike = mostAlike(phrase, options)
    if (numbers === undefined) items.push(ownSpelling(written, item.replace(TO_BE_KEPT, '')))
    if (numbers !== undefined) {
      for (const number of numbers) {
        const option = options[number - 1]
        if (option === undefined) outOfRange.push(number)
        else ids.add(option.id)
      }
    } else if (own !== undefined && DENIES.test(phrase)) ids.add(own.id)
    else if (named.length + alike.length > 0 && !DENIES.test(phrase.replace(NOT_YET_OUT, '').replace(TO_BE_KEPT, ''))) {
      const isInstance = alike.length > 0 && !named.some(({ names }) => names.includes(phrase))
      for (const { id } of isInstance ? alike : named) ids.add(id)
      const [only, ...others] = alike
      if (isInstance && only !== undefined && others.length === 0)
        instances.push({ id: only.id, words: ownSpelling(written, item.replace(TO_BE_KEPT, '')) })
    } else unclear.push(item)
  }
  return { ids, outOfRange, unclear, instances, items }
}

/** 用户数据 is what it is as a whole, though 数据 alone would be something else. */
function mostAlike(phrase: string, options: readonly Named[]): readonly Named[] {
  const found = options.map((option) => ({ option, words: option.like.filter((name) => phrase.includes(name)) }))
  const all = found.flatMap(({ words }) => words)
  const isWhole = (word: string): boolean => !all.some((other) => other !== word && other.includes(word))
  return found.filter(({ words }) => words.some(isWhole)).map(({ option }) => option)
}

/** 个人信息没有, 账号不用: that one is not chosen. */
const isDenied = (phrase: string, options: readonly Named[]): boolean => {
  const [end = ''] = DENIED.exec(phrase) ?? []
  const name = phrase.slice(0, phrase.length - end.length)
  return end !== '' && options.some(({ names }) => names.some((one) => isIn(name, one)))
}

const DENIED = /(?:这块|那块|方面)?(?:就|都|倒|是)?(?:没有|没|不用|不要|不算|不用保密|不需要|无所谓)了?$/u

/** 主要是配方: what it mainly is. */
const MAINLY = /^(?:(?:主要|其实|大概|应该|反正|就|还)(?:还|就)?是)+(?=.{2})/u

/** Longer, in UTF-16 units, or with a 是 in it, it is a sentence about the thing, and no name of it. */
const LONGEST_NAME = 12
const SENTENCE = /[是给让叫]/u

/**
 * What was named of an option. Beside things that are not known: of the one option that was chosen they are more of
 * the kind (流水 工资表 老板私人卡); of several nobody can say of which.
 */
function detailsOf({ ids, unclear, instances, items }: Collected): Pick<Answered, 'instances' | 'unclear'> {
  const [only] = ids
  const isAlone = ids.size === 1 && only !== undefined && instances.length > 0
  if (unclear.length > 0 && !isAlone) return {}
  const given = isAlone && unclear.length > 0 ? items.map((words) => ({ id: only, words })) : instances
  const named = given.map(({ id, words }) => ({ id, words: words.replace(MAINLY, '') }))
  const all = named.every(({ words }) => words.length <= LONGEST_NAME && !SENTENCE.test(words))
  if (!all || named.length === 0) return {}
  return isAlone ? { instances: named, unclear: [] } : { instances: named }
}

type Answered = Extract<Reading, { kind: 'answer' }>

/** The item as the person wrote it, where it can be found again. */
function ownSpelling(written: string, item: string): string {
  const at = simplify(written).toLowerCase().indexOf(item)
  return at < 0 ? item : written.slice(at, at + item.length)
}

/** 没发布的设计 denies nothing. */
const NOT_YET_OUT = /[没未](?:有)?(?:发布|上市|上线|公开|发表|完成|定稿)/gu

/** "报价要保密,别的无所谓": of the rest nothing is chosen. */
const REST_IS_FREE =
  /^(?:别的|其他|其它|其余|剩下)(?:的|人)?(?:客户|[都也倒他她应该可能大概])*(?:没说|没提|没讲|没要求|没有了?|没了|不知道|不清楚|无所谓|随意|随便|不用|不管|没事|没关系|不要紧|可以说|不保密|没要求)/u

/** Between things that are named: 那个, 嗯, 就是他家的. */
const SAYS_NOTHING =
  /^(?:那个|这个|就是|嗯+|额+|呃+|啊|哦|对|对了|然后|还有|以及|(?:就是)?(?:他|她|他们|她们|客户|人家|那边)(?:家|们)?的)+$/u

/** "底价不能说": that it is to be kept, which is what is asked. */
const TO_BE_KEPT =
  /(?:都|也|绝对|千万|一定)*(?:不能|不许|不准|不可以|不要|不让|不得|不想|别)(?:对外|往外|跟人|给人|给别人|让别人|让外人|让人|被人)?(?:说|外传|泄露|泄漏|公开|传|发|看|提|知道|透露|流出|曝光|讲|漏|外漏|外泄|流传|晒)(?:出去|去|给人|给别人)?的?$/u

const isIn = (phrase: string, name: string): boolean =>
  name === phrase || covers(phrase, name, false) || (name.length > 1 && phrase.includes(name))
