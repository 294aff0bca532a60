import { MINUTE } from '../wall.ts'
import { nthOf, WEEK, weekdayOf } from './day-rows.ts'
import { ABOUT, AMOUNT, amount, NUMBER, whole } from './numerals.ts'
import { type Meaning, QUARTER_END, QUARTER_START, type Rhythm, type Row, row } from './token.ts'

type Groups = Readonly<Record<string, string | undefined>>

/** Nobody is reminded more often than this. */
const LEAST = 15 * MINUTE

const WORKWEEK = [1, 2, 3, 4, 5]
const WEEKEND = [6, 7]

/** 每, with what may stand between it and the unit. */
const EVERY = '(?:每逢|每到|每一个?|每个|每1个?|每|逢)'
const AGAIN = '(?:每隔|每过|每间隔|间隔|每|隔)\\s?'
const DAY = '[一二三四五六日天]'
const NOT_A_DAY = '(?![次遍回趟篇])'
const AND = '[、,和跟及与/]?'
/** 一三五, 一、周三, 一到五, 1和3: never the figure of an hour that follows (每周五三点). */
const DAYS = `(?<days>${DAY}${NOT_A_DAY}(?:(?:到|至|~|-|—){1,2}(?:${WEEK})?${DAY}|(?:${AND}(?:${WEEK})?${DAY}(?![点时:号月个十百次遍])){0,6})|[1-7](?![\\d点:月号个次天时.篇])(?:(?:到|至|~|-){1,2}(?:${WEEK})?[1-7](?![\\d点:月号时])|(?:[、,和跟及与](?:${WEEK})?[1-7](?![\\d点:月号时个])){0,6}))`

/** The weekdays of 一三五 or 一到五. */
function weekdays(text: string): number[] {
  const marks = text.match(/[一二三四五六日天1-7]|到|至|~|-|—/g) ?? []
  const days = marks.filter((mark) => !/到|至|~|-|—/.test(mark)).map(weekdayOf)
  const [first = 1, last = 7] = days
  if (marks.length === days.length) return [...new Set(days)].sort()
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => ((first - 1 + index) % 7) + 1).sort()
}

const rhythm = (what: Rhythm, guess?: 'rhythm' | 'start' | 'day' | 'workdays'): Meaning => ({
  kind: 'rhythm',
  rhythm: what,
  ...(guess === undefined ? {} : { guess }),
})

const weekly = (days: readonly number[], n = 1): Rhythm => ({ every: 'week', n, days })
const monthly = (days: readonly number[], n = 1): Rhythm => ({ every: 'month', n, days })

/**
 * Every n units. 每隔一天 is every second day; 每隔两天 is said of every second and of every third, so that it is taken as
 * it is written and told back.
 */
function counted(groups: Groups): Meaning {
  const { gap, n = '', u = '' } = groups
  const skips = gap !== undefined && /隔/.test(gap)
  const count = n === '' ? 1 : amount(n)
  if (count === 0) return { kind: 'refuse', why: 'zero' }
  if (!(count > 0) || count > 1000) return { kind: 'refuse', why: 'tooFar' }
  const every = skips && count === 1 ? 2 : count
  const guess = skips ? 'rhythm' : undefined
  if (/[天日]/.test(u)) {
    if (every === 0.5) return rhythm({ every: 'span', ms: 720 * MINUTE }, 'start')
    return every === 1 ? rhythm({ every: 'day' }) : rhythm({ every: 'days', n: Math.round(every) }, guess)
  }
  if (/周|星期|礼拜/.test(u)) return rhythm(weekly([], Math.round(every)), guess)
  if (/季/.test(u)) return rhythm(monthly([], 3 * Math.round(every)), guess)
  if (/月/.test(u))
    return every === 0.5 ? rhythm({ every: 'days', n: 15 }, 'rhythm') : rhythm(monthly([], every), guess)
  return every === 0.5 ? rhythm(monthly([], 6)) : rhythm({ every: 'year', n: every, day: null }, guess)
}

/** Every so many hours or minutes: elapsed time. */
function steady(groups: Groups): Meaning {
  const { n, half, tail, u = '' } = groups
  const unit = /小时|钟头/.test(u) ? 60 * MINUTE : u.startsWith('刻') ? 15 * MINUTE : u.startsWith('分') ? MINUTE : 1000
  const count = (n === undefined ? 1 : amount(n)) + (half === undefined && tail === undefined ? 0 : 0.5)
  if (count === 0) return { kind: 'refuse', why: 'zero' }
  if (!(count > 0)) return { kind: 'refuse', why: 'noSuchTime' }
  const ms = count * unit
  return ms < LEAST ? { kind: 'refuse', why: 'tooOften' } : rhythm({ every: 'span', ms })
}

/** 一周三次: how often, and at what times is not said. */
function times(groups: Groups): Meaning | null {
  const count = whole(groups.k ?? '1')
  const every = counted(groups)
  if (count === 1 || every.kind === 'refuse') return every
  if (every.kind !== 'rhythm') return every
  return { kind: 'times', rhythm: every.rhythm, missing: /[天日]/.test(groups.u ?? '') ? 'hour' : 'day' }
}

/** The days of 1号和15号 or 1号到5号. */
function monthDays(text: string): number[] {
  const days = (text.match(new RegExp(NUMBER, 'g')) ?? []).map(whole)
  const [first = 1, last = 31] = days
  const isRange = days.length === 2 && /[到至~-]/.test(text) && first < last && last <= 31
  const all = isRange ? Array.from({ length: last - first + 1 }, (_, index) => first + index) : days
  return [...new Set(all)].sort((one, other) => one - other)
}

function monthDay(groups: Groups): Meaning {
  const days = monthDays(groups.list ?? '')
  if (days.some((one) => !(one >= 1 && one <= 31))) return { kind: 'refuse', why: 'noSuchDay' }
  return rhythm(monthly(days, monthsOf(groups)), days.some((one) => one > 28) ? 'day' : undefined)
}

function monthsOf({ gap, n }: Groups): number {
  const count = n === undefined ? 1 : whole(n)
  return gap !== undefined && /隔/.test(gap) && count === 1 ? 2 : count
}

const MONTH = `(?:每逢|每个|每一个|每|逢)月(?:份)?的?\\s?|(?<gap>每隔|每|隔)\\s?(?<n>${NUMBER})个月的?`
const LIST = `(?<list>${NUMBER}[号日]?(?:(?:[、,和跟及与/到至~-]的?|(?<=[号日]))(?:每月)?${NUMBER}[号日]?(?![点时:\\d月])){0,9})`
const NTH = '(?:第(?<nth>[一二三四五六七八九1-9])|最后一|(?<back>倒数第[一二三]))个?'

/** Rhythms. */
export const RHYTHM_ROWS: readonly Row[] = [
  row(`每隔?过?${ABOUT}个?半?(?:天|日|${WEEK}|月|年|小时|钟头|分钟?)`, { kind: 'vague', ask: 'rhythm' }),
  row(`每隔?[0零〇]个?(?:半)?(?:天|日|${WEEK}|月|年|小时|分钟|分|秒)`, { kind: 'refuse', why: 'zero' }),
  row('每个?小时的?第?\\d{1,2}分(?!钟?之?[内后])', { kind: 'refuse', why: 'unsupported' }),
  row('(?:每个?小时的?)?每?(?:个|逢|到)?整点', rhythm({ every: 'hourMark' })),
  row('(?:每秒|每分(?:钟)?)(?![之钱]|.{0,1}字)', { kind: 'refuse', why: 'tooOften' }),
  row(
    `(?:每隔|每过|每间隔|间隔|每个?|每隔个)\\s?(?:(?<n>${AMOUNT})个?)?(?<half>半)?个?(?<u>小时|钟头|刻钟|分钟?|秒钟?)(?<tail>半)?`,
    steady,
  ),
  row(
    `隔(?:(?<n>${AMOUNT})个?)(?<half>半)?个?(?<u>小时|钟头|刻钟|分钟|秒钟)(?<tail>半)?`,
    (groups) => ({ ...steady(groups), guess: 'rhythm' }) as Meaning,
  ),
  row(
    `(?:隔)?(?<n>${AMOUNT})个?(?<half>半)?个?(?<u>小时|钟头|刻钟|分钟?|秒钟?)(?<tail>半)?(?:提醒我?|叫我?|响|来)?[一1][次遍回]`,
    steady,
  ),

  row(
    `(?:每天|每日)?(?:除了?|除开)${WEEK}末(?:以外|之外|外)?(?:的?(?:每天|每日|天天|都))?|${WEEK}末(?:除外|不用|不算|不提醒)`,
    {
      kind: 'except',
      days: WEEKEND,
    },
  ),
  row(`(?:每天|每日)?(?:除了?|除开)${WEEK}${DAYS}(?:以外|之外|外)?(?:的?(?:每天|每日|天天|都))?`, ({ days }) => ({
    kind: 'except',
    days: weekdays(days ?? ''),
  })),
  row(`${WEEK}(?<d>${DAY})(?:除外|不用|不算|不提醒)`, ({ d }) => ({ kind: 'except', days: [weekdayOf(d ?? '')] })),
  row(
    `(?:每天|每日|天天|每周的?)?${EVERY.replace('|逢', '')}?(?:法定)?(?:工作日|上班日|交易日)(?:的?每天)?`,
    rhythm({ every: 'workday' }),
  ),
  row(`${WEEK}一(?:到|至|~|-|—){1,2}(?:${WEEK})?五的?(?:每天|天天|每日)?`, rhythm(weekly(WORKWEEK))),
  row('平日里?|平时|(?:周|礼拜)[内中](?=每|天天|的?[早上中下晚])', rhythm({ every: 'workday' }, 'rhythm')),
  row(`(?<days>一三五|二四六|一二三四五)(?=[早上中下晚凌的,]|\\d{1,2}[点:])`, ({ days }, { before }) =>
    /[\u4e00-\u9fff]/.test(before) ? null : rhythm(weekly(weekdays(days ?? '')), 'rhythm'),
  ),
  row(
    '(?:法定)?节假日(?:以外|之外|除外|不用|不算|不提醒|跳过)|(?:除了?|除开)(?:法定)?节假日|每个?小时的?第?\\d{1,2}分',
    {
      kind: 'refuse',
      why: 'unsupported',
    },
  ),
  row('朝九晚五', rhythm({ every: 'workday' }, 'rhythm')),
  row(`(?:每|隔)?双${WEEK}的?(?:${WEEK})?${DAYS}`, ({ days }) => rhythm(weekly(weekdays(days ?? ''), 2), 'start')),
  row(`(?:每|隔)?双${WEEK}(?!末)`, rhythm(weekly([], 2), 'start')),
  row(`(?:每逢?|逢)?单${WEEK}的?(?:${WEEK})?${DAYS}`, ({ days }) => rhythm(weekly(weekdays(days ?? ''), 2), 'start')),
  row(`隔一?个?${WEEK}的?(?:${WEEK})?${DAYS}`, ({ days }) => rhythm(weekly(weekdays(days ?? ''), 2))),
  row(`隔${WEEK}`, rhythm(weekly([], 2))),
  row('隔[天日]', rhythm({ every: 'days', n: 2 })),
  row('隔月', rhythm(monthly([], 2))),
  row('隔年', rhythm({ every: 'year', n: 2, day: null })),
  row(`${EVERY}${WEEK}的?(?:${WEEK})?${DAYS}`, ({ days }) => rhythm(weekly(weekdays(days ?? '')))),
  row(`${EVERY}${WEEK}[八九089]`, { kind: 'refuse', why: 'noSuchDay' }),
  row(`${EVERY}(?:个|到)?${WEEK}末(?:两天)?|逢${WEEK}末|每个?双休日?`, rhythm(weekly(WEEKEND))),
  row(`(?<gap>${AGAIN})(?<n>${NUMBER})个?(?<u>${WEEK})的?(?:${WEEK})?${DAYS}`, (groups) => {
    const every = counted(groups)
    return every.kind !== 'rhythm' || every.rhythm.every !== 'week'
      ? every
      : { ...every, rhythm: weekly(weekdays(groups.days ?? ''), every.rhythm.n) }
  }),
  // 周五和周六各提醒我一次: those two days.
  row(
    `${WEEK}(?<days>${DAY}(?:[、,和跟及与]?(?:${WEEK})?${DAY}(?![点时:号月个十百次遍起])){1,6})(?=[^每]{0,12}(?:各|分别)[^每]{0,16}(?:[一1]次|$))`,
    ({ days }) =>
      weekdays(days ?? '').map((each): Meaning => ({ kind: 'day', day: { at: 'weekday', weeks: null, day: each } })),
  ),
  row(
    `${WEEK}(?<days>${DAY}(?:(?:到|至|~|-|—){1,2}(?:${WEEK})?${DAY}|(?:[、,和跟及与]?(?:${WEEK})?${DAY}(?![点时:号月个十百次遍起])){1,6}))`,
    ({ days }) => rhythm(weekly(weekdays(days ?? '')), 'rhythm'),
  ),

  row(
    '每个?月(?:农历|阴历)?初[一二三四五六七八九十]{1,2}|每年(?:的)?(?:农历|阴历|正月|腊月|除夕|春节|中秋|端午|元宵|重阳|七夕|腊八|清明|小年)',
    { kind: 'refuse', why: 'unsupported' },
  ),
  row(`(?:${MONTH})(?:${NTH})工作日`, (groups) =>
    rhythm({ ...monthly([], monthsOf(groups)), nth: { nth: nthOf(groups), day: 'workday' } } as Rhythm, 'workdays'),
  ),
  row(`(?:${MONTH})(?:${NTH})${WEEK}(?<wd>${DAY}|[1-7])`, (groups) =>
    rhythm({
      ...monthly([], monthsOf(groups)),
      nth: { nth: nthOf(groups), day: weekdayOf(groups.wd ?? '') },
    } as Rhythm),
  ),
  row(`(?:${MONTH})(?:月)?(?:最后[一1]天|[底末](?:的?最后[一1]天)?)`, (groups) =>
    rhythm(monthly([-1], monthsOf(groups))),
  ),
  row(`(?:${MONTH})倒数第(?<back>[一二两三四五])天`, (groups) =>
    rhythm(monthly([-whole(groups.back ?? '')], monthsOf(groups))),
  ),
  row(`(?:${MONTH})的?(?:第一天|头一天)`, (groups) => rhythm(monthly([1], monthsOf(groups)))),
  row(`(?:${MONTH})月?初`, (groups) => rhythm(monthly([1], monthsOf(groups)), 'day')),
  row(`(?:${MONTH})(?:月?中旬?)`, (groups) => rhythm(monthly([15], monthsOf(groups)), 'day')),
  row(`(?:${MONTH})的?今天`, [rhythm(monthly([], 1)), { kind: 'day', day: { at: 'offset', days: 0 } }]),
  row(`(?:${MONTH})${LIST}[号日]`, monthDay),
  row(`(?:${MONTH})${LIST}(?![点时:\\d个天次篇遍分])`, monthDay),
  row(`(?:每逢|每到|逢)${LIST}[号日]`, monthDay),
  row('月末(?=每)|每到月[底末]|每逢月[底末]|逢月[底末]', rhythm(monthly([-1]))),
  row(`每[一个]{0,2}季度?的?(?:第(?<m>[一二三123])|最后一)个?月的?(?<d>${NUMBER})[日号]`, ({ m, d }) => {
    const dayOfMonth = whole(d ?? '')
    if (!(dayOfMonth >= 1 && dayOfMonth <= 31)) return { kind: 'refuse', why: 'noSuchDay' }
    return rhythm({ every: 'quarter', on: { month: m === undefined ? 3 : whole(m), day: dayOfMonth } })
  }),
  row(`每[一个]{0,2}季度?的?(?:${NTH})(?:个)?${WEEK}`, { kind: 'refuse', why: 'unsupported' }),
  row('每[一个]{0,2}季度?的?(?:末|底|最后[一1]天)|每[一个]{0,2}季末', rhythm({ every: 'quarter', on: QUARTER_END })),
  row('每[一个]{0,2}季度?的?(?:第一天|首日)', rhythm({ every: 'quarter', on: QUARTER_START })),
  row('每[一个]{0,2}季度?的?初', rhythm({ every: 'quarter', on: QUARTER_START }, 'day')),
  row('每(?:一个|个|一)?季度?(?!节)|季度一次|一个?季度一次', rhythm({ every: 'quarter', on: null })),
  row('每半年|半年[一1]次', rhythm(monthly([], 6))),
  row(
    '每年(?:的|到)?|年年|每一年|每逢(?=\\d{1,2}月|[一二三四五六七八九十]{1,2}月)',
    rhythm({ every: 'year', n: 1, day: null }),
  ),

  row(
    `(?<gap>${AGAIN})?(?<n>${AMOUNT})个?(?<u>天|日|${WEEK}|月|季度|年)(?:提醒我?|叫我?)?(?<k>${NUMBER})[次遍回]`,
    times,
  ),
  // 两周做一次体检: what is done stands between.
  row(
    `(?<gap>${AGAIN})?(?<n>${AMOUNT})个?(?<u>天|日|${WEEK}|月|季度|年)(?=(?![后内前之以过])[\\u4e00-\\u9fff]{1,3}[一1][次遍回])`,
    counted,
  ),
  row(
    `(?<gap>每|平均每)个?(?<u>天|日|${WEEK}|月|年)(?:提醒我?|叫我?|各)?(?<k>[两二三四五六七八九十2-9])[次遍回]`,
    times,
  ),
  row(`(?<gap>每隔|每过|每间隔|间隔|每|隔)\\s?(?<n>${AMOUNT})个?(?<u>天|日|${WEEK}|季度|月|年)`, counted),
  row('每[一个]?[天日]|每个白天|天天|日日|每一天', rhythm({ every: 'day' })),
  row('每个?早[上晨]?|每个?清晨', [rhythm({ every: 'day' }), { kind: 'part', part: 'morning' }]),
  row('每个?上午', [rhythm({ every: 'day' }), { kind: 'part', part: 'forenoon' }]),
  row('每个?中午', [rhythm({ every: 'day' }), { kind: 'part', part: 'noon' }]),
  row('每个?下午', [rhythm({ every: 'day' }), { kind: 'part', part: 'afternoon' }]),
  row('每个?傍晚', [rhythm({ every: 'day' }), { kind: 'part', part: 'dusk' }]),
  row('每个?(?:晚上?|夜)|夜夜', [rhythm({ every: 'day' }), { kind: 'part', part: 'evening' }]),
  row('每个?凌晨', [rhythm({ every: 'day' }), { kind: 'part', part: 'dawn' }]),
  row(`(?:每逢|每到|每个?|每一个?)(?:${WEEK})(?!末)|周周`, rhythm(weekly([]))),
  row('每个?月(?:份)?|月月|每一个月', rhythm(monthly([]))),
  row(
    '(?:连续|持续|接下来|未来|连着|今后|之后)的?(?<n>[\\d一二三四五六七八九十两]{1,3})个?(?<u>天|日|周|星期|礼拜|月)(?:内|里|每天)?',
    ({ n, u }) => ({
      kind: 'lasting',
      days: whole(n ?? '') * (/[天日]/.test(u ?? '') ? 1 : u === '月' ? 30 : 7),
    }),
  ),
  row('定期|不定期|隔三差五|隔段时间|每隔一段时间|时不时|经常|三天两头|有规律地', { kind: 'vague', ask: 'rhythm' }),
]
