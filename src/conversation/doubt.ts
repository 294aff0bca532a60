import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { ordinals } from './answers/numbers.ts'
import type { Aside } from './aside-words.ts'
import { coverOf } from './asides.ts'
import type { Draft } from './draft.ts'
import { elsewhereIn, FORMS, isDay, isUnlikely } from './elsewhere.ts'
import type { LiveFrame } from './frame.ts'
import { recordOfFrame } from './frame-record.ts'
import { hasAny } from './has-any.ts'
import { tellsFacts } from './incident-frame.ts'
import type { Command } from './knowledge.ts'
import { leftOfMasked } from './masked.ts'
import { nearMiss } from './near-miss.ts'
import { bare, normalise, squeezed } from './normalise.ts'
import { refusalPage } from './refusal-page.ts'
import type { Doubt } from './session.ts'
import { simplify } from './simplify.ts'

/** Why words may be no answer: what is said about it, and what a plain yes to that means. */
interface Raised {
  readonly saying: Saying
  readonly yes: Doubt['yes']
  /** Are the same words, said again, the answer after all? */
  readonly isFinal?: boolean
  /** The later question that the words answer. */
  readonly later?: Question | undefined
}

/** What is said to words that are surely no answer. */
const REPLIES: Readonly<Partial<Record<Aside, string>>> = {
  swear: 'repair/sworn',
  wait: 'repair/no-hurry',
  chatter: 'repair/aside',
  quick: 'repair/quick',
  noWho: 'repair/who-confirmed',
  whoForgotten: 'repair/who-forgotten',
}
/** In this order, when several things are said at once. */
const FIRST: readonly Aside[] = ['whoForgotten', 'noWho', 'noDemand', 'wait', 'swear', 'chatter', 'quick']

/** A name longer than this, in UTF-16 units, is likely a sentence. */
const LONG_NAME = 20

/**
 * Where any words are an answer, looks for what shows that these are none: a command or a topic in more words, another
 * client, a correction, a question, swearing, nothing but masked data. Undefined when nothing does, so that a plain
 * answer passes at once.
 */
export function doubtOf(draft: Draft, live: LiveFrame, question: Question, words: string): Raised | undefined {
  return (
    emptyWords(draft, question, words) ??
    knownAside(draft, question, words) ??
    ownName(live, question, words) ??
    otherClient(draft, live, words) ??
    slip(draft, words) ??
    addsTo(live, question, words) ??
    (isReported(words, question, draft)
      ? undefined
      : (asking(draft, words) ?? hinted(draft, question, words) ?? elsewhereIn(draft, live, question, words))) ??
    longName(question, words) ??
    (question.id === 'client' && isDay(draft, question, words) ? { saying: sure(words), yes: words } : undefined) ??
    ((FORMS.has(live.flow.id) || live.flow.id === 'trust') && isUnlikely(draft, question, words)
      ? { saying: sure(words), yes: words }
      : undefined)
  )
}

/** 刚说过了, 不是说了吗: behind the name, or alone. */
const SAID_BEFORE =
  /(?:[啊呀嘛吧哦]|我)*(?:刚|才|前面|上面|已经|早就|不是|都)*(?:说过了?|说了|讲过了?|告诉(?:过)?你了?|写了)(?:[吗嘛呀啊吧的]|不是)*$/u

/** "就是阿敏", "阿敏啊 刚说过了", where 阿敏 is the client: the name once more is no project. */
function ownName({ frame }: LiveFrame, { id, kind }: Question, words: string): Raised | undefined {
  const own = frame.answers.find(({ questionId }) => questionId === 'client')?.value
  if (id === 'client' || kind !== 'text' || own?.kind !== 'text') return undefined
  const plain = bare(words).replace(/^(?:对|就是|是|叫|就叫)+/u, '')
  const isOwn = [plain, plain.replace(SAID_BEFORE, '')].includes(bare(own.text))
  return isOwn ? { saying: { page: 'repair/name-known', with: { name: { brief: own.text } } }, yes: null } : undefined
}

const ADDS = /^(?:还有|另外还有|还要加|再加|加上|外加|再添|以及|和我)/u

/** "还有我徒弟", where an answer is looked at again: recorded as it stands, it would be instead of what stood there. */
function addsTo({ frame }: LiveFrame, question: Question, words: string): Raised | undefined {
  const isAnswered = frame.answers.some(({ questionId }) => questionId === question.id)
  if (frame.revisiting !== question.id || !isAnswered || !ADDS.test(simplify(words).trim())) return undefined
  return { saying: { page: 'repair/adds-to' }, yes: null }
}

/** Where people write Chinese, a space is a comma; 李 总 is still a name. */
const SPACED = /\p{Script=Han}\s+\S/u
const SHORT_NAME = 6

/** Says that the words may be no answer and asks again; the next message settles it. */
export function raise(draft: Draft, live: LiveFrame, question: Question, words: string, raised: Raised): void {
  const { saying, yes, isFinal = false } = raised
  if (!isFinal) draft.setTop({ ...live.frame, doubt: { questionId: question.id, words, yes } })
  draft.say.push(saying)
  draft.ask()
}

/** Takes the doubt from the conversation that is talking: it holds for one message only. */
export function takeDoubt(draft: Draft): Doubt | undefined {
  const frame = draft.session.frames.at(-1)
  if (frame?.doubt === undefined) return undefined
  const { doubt, ...rest } = frame
  draft.setTop(rest)
  return doubt
}

/** The value of an answer in somebody's own words, which has to be looked at twice. */
export const isOwnWords = (value: AnswerValue): value is Extract<AnswerValue, { kind: 'text' }> => value.kind === 'text'

/** "他问我资料放哪": where somebody else's words are asked for, the question and the haste in them are theirs. */
export function isReported(words: string, { reported }: Question, { knowledge }: Draft): boolean {
  const plain = squeezed(words)
  return reported === true && knowledge.phrases.reporting.some((start) => plain.startsWith(start))
}

function emptyWords(draft: Draft, question: Question, words: string): Raised | undefined {
  if (
    draft.raw !== '' &&
    draft.raw !== draft.text &&
    leftOfMasked(words, question, draft.knowledge.phrases.asides) === ''
  )
    return { saying: { page: 'sensitive/not-kept' }, yes: null, isFinal: true }
  if (question.kind !== 'text') return undefined
  if (/^\d{3,}$/.test(bare(words))) return { saying: sure(words), yes: words }
  if (!question.tells && draft.knowledge.phrases.all.has(bare(words)))
    return { saying: { page: 'repair/wants-words' }, yes: null }
  return ordinals(words, 9) === undefined
    ? undefined
    : { saying: { page: 'repair/wants-words' }, yes: null, isFinal: /^\d+$/.test(bare(words)) }
}

const sure = (words: string): Saying => ({ page: 'repair/sure', with: { words: { brief: words } } })

function knownAside(draft: Draft, question: Question, words: string): Raised | undefined {
  const { id, unsure } = question
  if (saysNothing(words, draft.knowledge.phrases.asides.nothing)) return { saying: { page: 'repair/aside' }, yes: null }
  const cover = coverOf(words, draft.knowledge.phrases, { questionId: id })
  if (cover === undefined) return undefined
  const aside = FIRST.find((one) => cover.asides.has(one))
  if (aside === 'noDemand') return unsure ? { saying: { page: 'repair/no-demand' }, yes: null } : undefined
  if (aside !== undefined) return { saying: { page: REPLIES[aside] ?? 'repair/aside' }, yes: null }
  if (cover.asides.has('noMore') || cover.asides.has('these')) return namesNothing(question, cover.asides)
  return { saying: sure(words), yes: words }
}

/** 那算吧, 哦那行: made of such words from end to end. */
function saysNothing(words: string, nothing: readonly string[]): boolean {
  let rest = squeezed(words)
  if (rest === '') return false
  while (rest !== '') {
    const word = nothing.find((one) => rest.startsWith(one))
    if (word === undefined) return false
    rest = rest.slice(word.length)
  }
  return true
}

/** "没了" was about the question before, "这几样" says not which: where a choice or what there is to keep is asked for. */
function namesNothing({ id, kind }: Question, asides: ReadonlySet<Aside>): Raised | undefined {
  if (asides.has('noMore')) return kind === 'choice' ? { saying: { page: 'repair/no-more' }, yes: null } : undefined
  return id.startsWith('details.') ? { saying: { page: 'repair/which-ones' }, yes: null } : undefined
}

/** The name of another client in an answer is never taken silently. */
export function otherClient(draft: Draft, live: LiveFrame, words: string): Raised | undefined {
  const name = otherClients(draft, live).find((one) => bare(one).length > 1 && bare(words).includes(bare(one)))
  if (name === undefined || mentions(live, name)) return undefined
  return {
    saying: { page: 'repair/other-client', with: { name: { brief: name } } },
    yes: `${draft.knowledge.phrases.switching[0]}${name}`,
  }
}

/**
 * The clients besides the one that this conversation is about; none while it has no name yet. One about a client of whom
 * there is no record gets no name: everybody else's is another's. Where it is told who got what was this one's, any name
 * is an answer.
 */
export function otherClients(draft: Draft, live: LiveFrame): readonly string[] {
  const { frame, flow } = live
  const own = draft.nameIn(frame) ?? recordOfFrame(draft.cases, frame)?.client
  if (tellsFacts(live) || !flow.keeps || (own === undefined && flow.id !== 'trust')) return []
  return [...draft.clients()].filter((client) => own === undefined || bare(client) !== bare(own))
}

/** Is the name a part of what was answered here already, as 小鱼 is of 小鱼干? */
const mentions = ({ frame }: LiveFrame, name: string): boolean =>
  frame.answers.some(({ value }) => value.kind === 'text' && bare(value.text).includes(bare(name)))

function slip({ knowledge, live }: Draft, words: string): Raised | undefined {
  const { unasked, always } = knowledge.phrases
  const stop = unasked.get(bare(words))
  if (stop?.kind === 'command' && stop.id === 'cancel') return didYouMean(phraseFor('cancel', always))
  // 寄合同 is what to be reminded of, and no slip for 看合同.
  const meant = live?.flow.id === 'remind' ? undefined : nearMiss(bare(words), knowledge.phrases)
  return meant === undefined ? undefined : didYouMean(meant)
}

const didYouMean = (phrase: string): Raised => ({
  saying: { page: 'repair/did-you-mean', with: { phrase } },
  yes: phrase,
})

/** Has it a word by which people ask us something or want something done: 帮我写, 给我个…? */
export function asksOrWants({ knowledge }: Draft, words: string): boolean {
  const { hints } = knowledge.phrases.asides
  const plain = squeezed(words)
  const isAnswer = hasAny(plain, hints.notAsking) || /(?:怎么|咋).*(?:就|都|怎么|咋)|的$/u.test(plain)
  return !isAnswer && hasAny(plain, hints.asking)
}

/** A question or a request: one that this bot refuses is refused with the reason. */
function asking(draft: Draft, words: string): Raised | undefined {
  const { boundary } = draft.knowledge.phrases.asides
  const plain = squeezed(words)
  const isAsking = asksOrWants(draft, words)
  const wants = isAsking || /^(?:我(?:就|只)?想|我要|我就要)/u.test(plain)
  const refused = wants ? boundary.find((one) => hasAny(plain, one.words)) : undefined
  if (refused !== undefined) return { saying: { page: refused.page }, yes: null }
  return isAsking ? { saying: { page: 'repair/sounds-like-a-question' }, yes: null } : undefined
}

/** A word in it that belongs to a command, a topic, a correction, an "I don't know" or to swearing. */
function hinted({ knowledge }: Draft, question: Question, words: string): Raised | undefined {
  const { hints } = knowledge.phrases.asides
  const plain = squeezed(words)
  const has = (list: readonly string[]): boolean => hasAny(plain, list)
  if (has(hints.swear)) return { saying: { page: 'repair/sworn' }, yes: null }
  if (hints.refuse.some((word) => plain.includes(word) && !plain.includes(`${word}的`)))
    return { saying: { page: refusalPage(question) }, yes: null }
  if (has(hints.correction)) {
    const [whole = ''] = knowledge.phrases.correcting.whole
    return { saying: { page: 'repair/change-or-answer' }, yes: whole }
  }
  const command = hints.commands.find((one) => has(one.words))?.command
  if (command !== undefined) return didYouMean(phraseFor(command, knowledge.phrases.always))
  if (has(hints.topic)) {
    const topic = [...knowledge.phrases.always].find(
      ([phrase, { kind }]) => kind === 'topic' && phrase.length > 2 && plain.includes(phrase),
    )
    if (topic !== undefined) return didYouMean(topic[0])
  }
  const isUnsure = hints.unsure.some((word) => plain.startsWith(word) || plain.endsWith(word))
  if (!isUnsure || question.tells) return undefined
  if (question.unsure)
    return { saying: { page: 'repair/unsure-or-words' }, yes: [...knowledge.phrases.unsure][0] ?? null }
  return { saying: sure(words), yes: words }
}

function phraseFor(command: Command, always: ReadonlyMap<string, { readonly id: string }>): string {
  return [...always].find(([, { id }]) => id === command)?.[0] ?? ''
}

/** 他说今晚要, 但是心情不好: what somebody says or does, or goes on with, is no name. */
const TELLS_OF =
  /^(?:(?:他|她|客户|对方|人家)(?:说|要|让|叫|催|讲|问|想|就|还|不|没)|但是?我?|不过|可是|因为|所以|然后|而且|其实|(?:我)?(?:今天|昨天|最近|刚才|现在|心情))(?=.{3})/u

function longName({ id }: Question, words: string): Raised | undefined {
  if (id !== 'client') return undefined
  const isSentence =
    TELLS_OF.test(words.trim()) ||
    /[，,。；;\n]/u.test(words.trim()) ||
    (SPACED.test(words.trim()) && words.length > SHORT_NAME)
  if (!isSentence && normalise(words).length <= LONG_NAME) return undefined
  return { saying: { page: 'repair/long-name' }, yes: null }
}
