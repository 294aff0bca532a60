import type { Chosen } from './choose.ts'
import { OWED } from './request-rows.ts'
import type { Token } from './token.ts'

/** What holds a time and a request together and is left over without them. */
const EDGES =
  /^(?:[\s,.;:!?~\-、。\uff0c\uff1b\uff1a\uff01\uff1f\u2026·—]|[(\uff08][)\uff09])+|(?:[\s,.;:!~\-、。\uff0c\uff1b\uff1a\uff01\u2026·—]|[(\uff08][)\uff09])+$/g
const LEADING = new RegExp(
  String.raw`^(?:(?:@\S+\s|还有(?!没)|另外|然后|那个(?=[你每就能可帮请给])|就是(?:说|那个)?(?!.{0,3}$)|你?(?:能不能|可不可以|能否)|嗯+|呃+|额|我?怕我?忘了?(?:[\s,，]+你?)?|[啊哦哎诶](?=[\s,，])|以后|今后|之间|之内|以内|的时候|的话|的|在|于|就|要(?!是|${OWED})|去|得|该|再|我要|我得|我想|一下|及|或|前|之前|那天|当天|时|时候|左右|都|各|会|我|说|有个|有一个)(?=.{2,}))+`,
)
const TRAILING =
  /(?:[\s,，]+到(?:点|时候?)了?|[\s,，]+(?:各|都|分别)|的时候|的话|在|于|记得|的提醒|提醒|这件事|这事儿?|哦|噢|喔|啊|呀|吧|哈|呗|嘛|啦)+$/

/** Nobody asks more often in one message; it keeps what a long text costs in bounds. */
const MOST_REQUESTS = 20

/** 交稿日是15号, 会议时间定在周五, 到了元旦: that it is then. */
const IS_ON = /(?:(?:日期|日子|时间|日)(?:是|为|定在|在)|(?<=.{2})(?:定在|定于)|(?:(?<=^|[\s,，])等?到了?))\s*$/u

/** A part of the text that is left out of the content. */
interface Cut {
  readonly start: number
  readonly end: number
}

/**
 * What is left of a text without the words that say when and those that ask for a reminder: what the person wants to be
 * reminded of, in their own spelling. Empty where nothing is left.
 */
export function contentOf(
  text: string,
  words: string,
  tokens: readonly Token[],
  { spoken, used, asks }: Chosen,
): string {
  const cuts: Cut[] = used.map(({ start, end }) => ({
    start: start - (IS_ON.exec(words.slice(0, start))?.[0].length ?? 0),
    end,
  }))
  if (used.length === 0 && !asks) return text.trim()
  const requests = tokens.filter(({ meaning }) => meaning.kind === 'request').slice(0, MOST_REQUESTS)
  const isBlank = (from: number, to: number): boolean => /^[\s,.;:!?~、。的]*$/.test(without(words, cuts, from, to))
  let hasAsked = false
  for (const token of requests) {
    const { start, end, meaning } = token
    const isStrong = meaning.kind === 'request' && meaning.strong
    const isFirst = isStrong ? !hasAsked || isBlank(lastCut(cuts, start), start) : !hasAsked && isBlank(0, start)
    if (isFirst || isBlank(end, words.length)) {
      cuts.push({ start, end })
      hasAsked ||= isStrong
    }
  }
  for (const { start, end, meaning } of tokens)
    if (
      used.length > 0 &&
      (meaning.kind === 'filler' || meaning.kind === 'from' || meaning.kind === 'after') &&
      cuts.some((cut) => cut.end === start || cut.start === end)
    )
      cuts.push({ start, end })
  const isOfEvent = spoken.lead !== null || spoken.anchor !== null
  const turned = isOfEvent ? undefined : verbFirst(text, cuts, requests)
  return turned ?? tidy(without(text, cuts, 0, text.length, CONDITION.test(words) ? '，' : ''))
}

/** What one does with a thing, by itself. */
const VERB =
  /^(?:[删交写催签买看改回发寄开续还取付收查备换传送领拿订约拍修关清问报审退抄印洗喂]|备份|整理|检查|清理|归档|确认|续签|提交|更新|删除|销毁|归还|跟进|核对|打印)(?:掉|了|完|好|一下)?$/
/** A thing, and no sentence about it. */
const THING = /^[\p{Script=Han}A-Za-z0-9]+$/u
const SENTENCE = /[了要到完再就请跟去来把给让没不很]|以后|之后|的话/

/** 项目资料下周五提醒我删: the thing was said first, and is put behind what is to be done with it. */
function verbFirst(text: string, cuts: readonly Cut[], requests: readonly Token[]): string | undefined {
  const request = requests.find(({ start, end }) => cuts.some((cut) => cut.start === start && cut.end === end))
  if (request === undefined || !(request.meaning.kind === 'request' && request.meaning.strong)) return undefined
  const verb = tidy(without(text, cuts, request.end, text.length))
  const thing = tidy(without(text, cuts, 0, request.start))
  const isThing = thing.length >= 2 && THING.test(thing) && !SENTENCE.test(thing) && !VERB.test(thing.slice(0, 1))
  return isThing && VERB.test(verb) ? `${verb}${thing}` : undefined
}

const lastCut = (cuts: readonly Cut[], at: number): number =>
  Math.max(0, ...cuts.filter(({ end }) => end <= at).map(({ end }) => end))

/** 如果他没回明天10点提醒我催一下: what stands on both sides of the time is no one word. */
const CONDITION = /^\s*(?:如果|要是|假如|万一|一旦|等|若)/

/** A stretch of the text without what is cut out of it, with `joint` in its place. */
function without(text: string, cuts: readonly Cut[], from: number, to: number, joint = ''): string {
  let rest = ''
  let at = from
  for (const { start, end } of [...cuts].sort((one, other) => one.start - other.start)) {
    if (end <= at || start >= to) continue
    const isLast = !cuts.some((cut) => cut.start > start)
    rest += text.slice(at, Math.max(at, start)) + (isLast ? joint : '')
    at = Math.max(at, end)
  }
  return rest + text.slice(at, Math.max(at, to))
}

function tidy(rest: string): string {
  let before = ''
  let now = rest.replace(/[ \t]{2,}/g, ' ').replace(/[,\uff0c、]{2,}/g, '\uff0c')
  while (now !== before) {
    before = now
    now = now
      .replace(EDGES, '')

      .replace(LEADING, '')
      .replace(TRAILING, '')
  }
  return /^[各的都前后在要就去内]$|^之[前后内间]$|^要么$|^以后$|^那天$/.test(now) ? '' : now
}
