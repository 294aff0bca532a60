import { hear, type Link } from './hear.ts'
import { hasDays, hasTimes, isSaid, type Spoken, UNSAID } from './spoken.ts'
import type { Token } from './token.ts'

/** Words about time that stand together. */
export interface Cluster {
  readonly start: number
  readonly end: number
  readonly tokens: readonly Token[]
  readonly spoken: Spoken
}

/** What was chosen of a text: what it says of when, which places say it, and whether it asks for a reminder. */
export interface Chosen {
  readonly spoken: Spoken
  readonly used: readonly Cluster[]
  readonly asks: boolean
}

/** What may stand between words that belong together. */
const LINK = /^[\s,、;:~()\-—的在于就和跟及与或并且者还有是以及那都各我你要么再又也吧呢]{0,5}$/
const JOINT = /^(?:[\s的()(:]*|[\s,]*(?:也?就是|即)\s*)$/
const RANGE = /^\s*[-~—]\s*$/
const EITHER = /或|还是|要么/
const COMMA = /^\s*,\s*$/
const LIST = /[,、;和跟及与或还以]/
/** 合同31号到期: what the day is said of. */
const OF_EVENT = /^(?:就|要|才)?(?:到期|结束|截止|交|开|上线|验收|期满|签|出|发布|上|截稿|定稿)/
/** What stands before a time without being content: 我明天…. */
const LEADS_IN = /[我你咱俺那就在于于请想要能,。!?;:~、\s("'“【[]/

/** Chooses what says when among the tokens of a plain text. */
export function choose(text: string, tokens: readonly Token[]): Chosen {
  const requests = tokens.filter(({ meaning }) => meaning.kind === 'request')
  const asks = requests.some(({ meaning }) => meaning.kind === 'request' && meaning.strong)
  const clusters = clustersOf(text, tokens)
  const marks: Marks = {
    requestStarts: new Set(requests.map(({ start }) => start)),
    requestEnds: new Set(requests.map(({ end }) => end)),
    firstRequestEnd: requests[0]?.end ?? Number.POSITIVE_INFINITY,
    countsBack: tokens.some(({ meaning }) => meaning.kind === 'lead' || meaning.kind === 'anchor'),
    fillersByEnd: new Map(tokens.filter(({ meaning }) => meaning.kind === 'filler').map((token) => [token.end, token])),
  }
  const placed = clusters.map((cluster) => place(text, cluster, marks))
  const usable = placed.filter(({ isContent }) => !isContent)
  const firm = usable.filter(({ cluster }) => cluster.spoken.vague === null)
  const candidates = firm.length > 0 ? firm : usable
  const [best] = [...candidates].sort((one, other) => other.score - one.score)
  if (best === undefined) return { spoken: UNSAID, used: [], asks }
  let spoken = best.cluster.spoken
  const used = [best.cluster]
  for (const each of candidates) {
    if (each === best) continue
    const isBefore = each.cluster.end <= best.cluster.start
    const merged = merge(spoken, each) ?? (isBefore ? sameDay(spoken, each.cluster.spoken) : null)
    if (merged === null) continue
    spoken = merged
    used.push(each.cluster)
  }
  return { spoken, used, asks }
}

/** The words that say when, in order. */
export const wordsOf = (text: string, { used }: Chosen): string =>
  [...used]
    .sort((one, other) => one.start - other.start)
    .map(({ start, end }) => text.slice(start, end))
    .join(' ')

/** Where the other tokens stand. */
interface Marks {
  readonly requestStarts: ReadonlySet<number>
  readonly requestEnds: ReadonlySet<number>
  readonly firstRequestEnd: number
  /** Is anything counted from an event? */
  readonly countsBack: boolean
  readonly fillersByEnd: ReadonlyMap<number, Token>
}

interface Placed {
  readonly cluster: Cluster
  readonly score: number
  /** With content of the same clause on both sides. */
  readonly embedded: boolean
  /** It stands next to what asks for the reminder, or ends the text: 提前十分钟进场 is what is to be done. */
  readonly isAsked: boolean
  /** It belongs to what is to be done. */
  readonly isContent: boolean
}

/** So many characters around a cluster are looked at; what links it to its neighbours is shorter. */
const AROUND = 12

function place(text: string, cluster: Cluster, marks: Marks): Placed {
  const { start, end, tokens, spoken } = cluster
  const before = text.slice(Math.max(0, start - AROUND), marks.fillersByEnd.get(start)?.start ?? start)
  const left = before.trimEnd()
  const right = text.slice(end, end + AROUND).trimStart()
  const isRequest = (at: number): boolean => marks.requestEnds.has(at) || marks.requestStarts.has(at)
  const near = Array.from({ length: AROUND }, (_, gap) => gap)
  const isBeforeRequest = near.some(
    (gap) => marks.requestStarts.has(end + gap) && LINK.test(text.slice(end, end + gap)),
  )
  const touches =
    near.some((gap) => marks.requestEnds.has(start - gap) && LINK.test(text.slice(start - gap, start))) ||
    isBeforeRequest ||
    tokens.some((token, index) => isRequest(token.end) && index < tokens.length - 1)
  const isAfterRequest = marks.firstRequestEnd <= start
  const hasClock = spoken.segments.some(({ times }) => times.some(({ clock }) => clock !== null))
  const openLeft =
    left === '' || LEADS_IN.test(left.at(-1) ?? '') || marks.requestEnds.has(start - before.length + left.length)
  const openRight = right === '' || /^[,。!?;:~、)”"']/.test(right) || marks.requestStarts.has(end)
  const embedded = !openLeft && !openRight
  const ofNoun = /^的(?!时候|时间|话|闹钟|提醒)/.test(right)
  const isWeak = tokens.every(({ weak, meaning }) => weak || meaning.kind === 'filler')
  const isGone = spoken.segments.some(({ days }) => days.some((day) => day.at === 'gone'))
  // 神龙二年正月初一, 两千年八月: a year that is not understood is no year to leave out.
  const isOfOtherYear = /(?<![今明后来每])年$/.test(left) && openLeft === false
  const isContent =
    isOfOtherYear ||
    (isWeak && embedded && !(marks.countsBack && OF_EVENT.test(right))) ||
    (isGone && (ofNoun || (embedded && isAfterRequest))) ||
    (ofNoun && !openLeft && isAfterRequest)
  const score =
    (touches ? 4 : 0) +
    (spoken.segments.some(({ rhythm }) => rhythm !== null) || spoken.span !== null ? 3 : 0) +
    (hasDays(spoken) ? 2 : 0) +
    (hasTimes(spoken) ? 1 : 0) +
    (hasClock ? 1 : 0) +
    (hasClock && isBeforeRequest ? 2 : 0) +
    (openLeft ? 1 : 0) -
    (embedded ? 3 : 0) -
    (ofNoun ? 2 : 0) -
    (isGone ? 4 : 0)
  return { cluster, score, embedded, isAsked: touches || openRight, isContent }
}

/** Both together, where one says what the other leaves open; else null. */
function merge(spoken: Spoken, { cluster, embedded, isAsked }: Placed): Spoken | null {
  const other = cluster.spoken
  if (other.refuse !== null) return null
  const [own] = spoken.segments
  const [its] = other.segments
  if (own === undefined || its === undefined || other.segments.length > 1) return null
  if (other.lead !== null && !isAsked) return null
  if (other.lead !== null && spoken.lead === null && !hasDays(other) && !hasTimes(other))
    return { ...spoken, lead: other.lead, alsoLeads: other.alsoLeads }
  if (
    spoken.lead !== null &&
    !hasDays(spoken) &&
    !hasTimes(spoken) &&
    hasDays(other) &&
    hasTimes(other) &&
    other.lead === null
  )
    return { ...spoken, segments: other.segments, guessed: [...spoken.guessed, ...other.guessed] }
  const event = beforeEvent(spoken, other)
  if (event !== null) return event
  const withBounds = {
    ...spoken,
    from: spoken.from ?? other.from,
    until: spoken.until ?? other.until,
    lasting: spoken.lasting ?? other.lasting,
    guessed: [...spoken.guessed, ...other.guessed],
  }
  if (other.except.length > 0 && own.rhythm !== null) return { ...spoken, except: other.except }
  const isBound = other.until !== null || other.lasting !== null || other.from !== null
  if (isBound && !hasDays(other) && !hasTimes(other)) return withBounds
  if (hasTimes(other) && !hasDays(other) && !hasTimes(spoken) && spoken.span === null && spoken.segments.length === 1)
    return { ...withBounds, segments: [{ ...own, times: its.times }] }
  // 合同12月31号到期,提前两周提醒我: what it comes before may stand anywhere.
  if (
    hasDays(other) &&
    !hasTimes(other) &&
    !hasDays(spoken) &&
    (!embedded || spoken.lead !== null || spoken.anchor !== null) &&
    spoken.segments.length === 1
  )
    return {
      ...withBounds,
      segments: [{ ...its, times: own.times }],
      span: other.span,
      before: spoken.before || other.before,
    }
  const [time] = its.times
  const isOpen = own.times.length === 1 && own.times[0]?.part === null && time?.clock === null
  if (hasDays(other) && isOpen && !hasDays(spoken) && !embedded && its.times.length === 1)
    return {
      ...withBounds,
      segments: [{ ...its, times: own.times.map((each) => ({ ...each, part: time.part })) }],
      span: other.span,
    }
  return null
}

/** 周六晚上8点交图 下午三点提醒我检查: on the day of what is spoken of, which is told back. */
function sameDay(spoken: Spoken, { segments, span, lead }: Spoken): Spoken | null {
  const [own, ...rest] = spoken.segments
  const [event, ...others] = segments
  if (own === undefined || event === undefined || rest.length + others.length > 0) return null
  const [day, ...days] = event.days
  const isOpen = hasTimes(spoken) && !hasDays(spoken) && spoken.lead === null
  if (!isOpen || day === undefined || days.length > 0 || event.rhythm !== null || span !== null || lead !== null)
    return null
  if (event.times.length === 0 || day.at === 'gone') return null
  return { ...spoken, segments: [{ ...own, days: [day] }], guessed: [...spoken.guessed, 'day'] }
}

/** 周五15点交稿，前一天晚上8点提醒我: the day is the event's, the hour the reminder's own. */
function beforeEvent(spoken: Spoken, other: Spoken): Spoken | null {
  const own = [spoken, other].find(({ lead }) => lead !== null && lead.ms === 0)
  const event = own === spoken ? other : spoken
  const [told] = own?.segments ?? []
  const [named] = event.segments
  if (own === undefined || told === undefined || named === undefined || hasDays(own) || !hasTimes(own)) return null
  if (event.lead !== null || event.span !== null || event.segments.length > 1 || named.rhythm !== null) return null
  if (named.days.length !== 1) return null
  return { ...own, segments: [{ ...named, times: told.times }], guessed: [...own.guessed, ...event.guessed] }
}

/** 下午三点提醒我周六晚上8点开会: after the request, a day with an hour of its own is what is to be done. */
function beginsAnother(spoken: Spoken, { meaning, end }: Token, next: Token | undefined): boolean {
  const hasClock = spoken.segments.some(({ times }) => times.some(({ clock }) => clock !== null))
  const isTimed = next !== undefined && next.start - end <= 1 && ['part', 'clock'].includes(next.meaning.kind)
  return hasClock && meaning.kind === 'day' && isTimed
}

function clustersOf(text: string, tokens: readonly Token[]): Cluster[] {
  const clusters: Cluster[] = []
  let open = null as Cluster | null
  const isTime = ({ meaning }: Token): boolean =>
    !['request', 'filler', 'correction', 'after', 'from', 'until', 'close', 'before'].includes(meaning.kind)
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]
    const next = tokens[index + 1]
    const gap = before === undefined ? '' : text.slice(before.end, token.start)
    if (token.meaning.kind === 'request') {
      if (open !== null && !LINK.test(gap)) open = null
      continue
    }
    if (open !== null && !LINK.test(gap)) open = null
    if (open !== null && before?.meaning.kind === 'request' && beginsAnother(open.spoken, token, next)) open = null
    if (open === null && !isTime(token) && !(token.meaning.kind === 'from' || token.meaning.kind === 'until')) continue
    if (open === null && !isTime(token) && (next === undefined || next.start !== token.end || !isTime(next))) continue
    const link: Link = {
      previous: before?.meaning ?? null,
      next: next !== undefined && next.start === token.end ? next.meaning : null,
      joined: JOINT.test(gap) && before?.meaning.kind !== 'request',
      listed: LIST.test(gap) && before?.meaning.kind !== 'request',
      ranged: RANGE.test(gap),
      apart: COMMA.test(gap),
      either: EITHER.test(gap),
    }
    const heard: Spoken | null = open === null ? null : hear(open.spoken, token, link)
    if (open !== null && heard !== null) {
      open = { ...open, end: token.end, tokens: [...open.tokens, token], spoken: heard }
      clusters[clusters.length - 1] = open
      continue
    }
    const spoken = hear(UNSAID, token, open === null ? { ...link, joined: false, listed: false } : link)
    open = spoken === null ? null : { start: token.start, end: token.end, tokens: [token], spoken }
    if (open !== null) clusters.push(open)
  }
  return clusters.filter(({ spoken }) => isSaid(spoken))
}
