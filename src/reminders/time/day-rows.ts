import { ABOUT, NUMBER, whole } from './numerals.ts'
import { type Counted, type Day, type Meaning, type Row, row, type Term, weakRow } from './token.ts'

export const WEEK = '(?:周|星期|礼拜)'
const WEEKDAYS = '一二三四五六日'

/** 一 is Monday, 日, 天 and 7 are Sunday; 8 or 0 is no day. */
export function weekdayOf(char: string): number {
  if (char === '天') return 7
  return WEEKDAYS.indexOf(char) + 1 || Number(char)
}

const AFTER_DAY = '(?![次遍回趟个篇份本])'
const day = (what: Day): Meaning => ({ kind: 'day', day: what })

/** 今 is 0. */
const OFFSETS: readonly (readonly [number, string])[] = [
  [4, '大大后(?:天|日)'],
  [3, '大后(?:天|日|儿)'],
  [2, '后(?:天|日|儿个?|个(?=[早晚上中下]))(?!气)'],
  [
    1,
    '明(?:天|日|儿个?|个(?=[早晚上中下]))|听日|明朝(?=\\s?(?:[\\d一二两三四五六七八九十]{1,3}[点:]|提醒|[早上下中]|叫))|(?<![完了])(?:次日|翌日|第二天)|隔天(?=[早上中下晚凌])',
  ],
  [0, '今(?:天|日|儿个?)|当天|当日|本日'],
]

const YEARS: readonly (readonly [string, Counted])[] = [
  ['今年|本年度?|当年', { plus: 0 }],
  ['明年|来年|下一?年|次年', { plus: 1 }],
  ['后年', { plus: 2 }],
]
const YEAR = `(?:(?<y>\\d{4}|[二两][零〇][零〇一二三四五六七八九]{2}|(?:\\d{2}|[零〇一二三四五六七八九]{2})(?=年))(?:年度?|(?=[-/.]))|(?<yw>今年|本年|明年|来年|后年|去年|前年))`

/** What is said of a month without naming it. */
const MONTHS: readonly (readonly [string, number])[] = [
  ['下下个?月', 2],
  ['下个?月|次月|下一个月', 1],
  ['这个?月|本月|当月', 0],
]
const MONTH_WORD = `(?<mw>下下个?月|下一?个?月|次月|这个?月|本月|当月)`

function yearOf({ y, yw }: Readonly<Record<string, string | undefined>>): Counted | null | 'gone' {
  if (y !== undefined) {
    const year = whole(y)
    return year < 70 ? 2000 + year : year < 100 ? 1900 + year : year
  }
  if (yw === undefined) return null
  return YEARS.find(([words]) => new RegExp(`^(?:${words})$`).test(yw))?.[1] ?? 'gone'
}

function monthOf({ mw, mo }: Readonly<Record<string, string | undefined>>): Counted | null {
  if (mo !== undefined) return whole(mo)
  if (mw === undefined) return null
  return { plus: MONTHS.find(([words]) => new RegExp(`^(?:${words})$`).test(mw))?.[1] ?? 0 }
}

/** A date out of its groups: `y`, `yw` the year, `mo`, `mw` the month. */
function date(groups: Readonly<Record<string, string | undefined>>, dayOfMonth: number, guess?: 'day'): Meaning {
  const year = yearOf(groups)
  if (year === 'gone') return day({ at: 'gone' })
  const month = monthOf(groups)
  return day({ at: 'date', year, month, day: dayOfMonth, ...(guess === undefined ? {} : { guess }) })
}

/** Days with a fixed date, `month-day`. */
const FIXED: readonly (readonly [string, number, number])[] = [
  ['元旦节?|新年第一天|阳历新年', 1, 1],
  ['情人节', 2, 14],
  ['(?:三八)?妇女节|三八节|女神节', 3, 8],
  ['植树节', 3, 12],
  ['愚人节', 4, 1],
  ['五一(?:劳动节|节)?|劳动节', 5, 1],
  ['五四(?:青年节)?|青年节', 5, 4],
  ['六一(?:儿童节|节)?|儿童节', 6, 1],
  ['建党节', 7, 1],
  ['八一建军节|建军节', 8, 1],
  ['教师节', 9, 10],
  ['国庆节?|十一国庆节?|十一(?=[假长前后])', 10, 1],
  ['万圣节(?:前夜)?|万圣夜', 10, 31],
  ['女生节', 3, 7],
  ['三一五|315(?![\\d.])|消费者权益日', 3, 15],
  ['双十一|双11|光棍节', 11, 11],
  ['双十二|双12', 12, 12],
  ['平安夜|圣诞前夜', 12, 24],
  ['圣诞节?', 12, 25],
  ['跨年(?:夜|那天)?|年末最后一天', 12, 31],
]

/** Days of the lunar calendar; -1 is the last of the month. */
const LUNAR: readonly (readonly [string, number, number, 'day'?])[] = [
  ['春节|大年初一|(?:农历|阴历)新年|正月初一|过年(?=那天|当天)', 1, 1],
  ['元宵节?(?!晚会)', 1, 15],
  ['龙抬头', 2, 2],
  ['端午节?', 5, 5],
  ['七夕节?', 7, 7],
  ['中元节', 7, 15],
  ['中秋节?', 8, 15],
  ['重阳节?', 9, 9],
  ['腊八节?', 12, 8],
  ['小年夜?(?!轻)', 12, 23, 'day'],
  ['除夕夜?|大?年三十|年夜', 12, -1],
]

/** 母亲节: the nth weekday of a month. */
const MOVING: readonly (readonly [string, number, number, number])[] = [
  ['母亲节', 5, 2, 7],
  ['父亲节', 6, 3, 7],
  ['感恩节', 11, 4, 4],
]

const LUNAR_MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊']

function lunar(groups: Readonly<Record<string, string | undefined>>): Meaning {
  const year = yearOf(groups)
  if (year === 'gone') return day({ at: 'gone' })
  const { lm = '', ld = '' } = groups
  const named = LUNAR_MONTHS.indexOf(lm) + 1 || (lm === '十一' ? 11 : lm === '十二' ? 12 : whole(lm))
  return day({ at: 'lunar', year, month: named, day: whole(ld.replace('初', '')) })
}

const LUNAR_DAY =
  '(?<ld>初[一二三四五六七八九十]|[一二]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十[一二三四五六七八九]?|\\d{1,2})'
const OPTIONAL_YEAR = `(?:${YEAR}的?)?`
const NTH = '(?:第(?<nth>[一二三四五六七八九1-9])|最后一|(?<back>倒数第[一二三]))个?'

/** Which of a month: 第一个 is 1, 最后一个 is -1, 倒数第二个 is -2. */
export function nthOf({ nth, back }: Readonly<Record<string, string | undefined>>): number {
  if (nth !== undefined) return whole(nth)
  return back === undefined ? -1 : -whole(back.slice(-1))
}

const NO_DATE = '(?![楼线机店桌稿房门馆院厅仓库位选球车柜服键方文件电池床孔井出入字合约])'
const GONE =
  '昨(?:天|日|晚|夜|儿)|前(?:天|晚|日)|大前天|上上?个?(?:周|星期|礼拜)[一二三四五六日天末1-7]?|上上?个?月(?:份)?的?(?:(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[号日]|底|初|末)?|去年|前年|上半?年(?=[\\d一二三四五六七八九十])|刚才|刚刚|方才'

/** A festival with a fixed date. */
function feast(groups: Readonly<Record<string, string | undefined>>, dayOfMonth: number): Meaning {
  const found = date(groups, dayOfMonth)
  return found.kind === 'day' && found.day.at === 'date' ? day({ ...found.day, feast: true }) : found
}

/** A festival of the lunar calendar, by its name. */
function lunarFeast(groups: Readonly<Record<string, string | undefined>>, name: string): Meaning | undefined {
  const [, month, dayOfMonth, guess] = LUNAR.find(([words]) => new RegExp(`^(?:${words})$`).test(name)) ?? []
  const year = yearOf(groups)
  if (month === undefined || dayOfMonth === undefined) return undefined
  if (year === 'gone') return day({ at: 'gone' })
  return day({ at: 'lunar', year, month, day: dayOfMonth, feast: true, ...(guess === undefined ? {} : { guess }) })
}

const FEASTS = [...FIXED, ...LUNAR, ...MOVING]
  .map(([words]) => words)
  .concat('清明')
  .join('|')

/** Days. */
export const DAY_ROWS: readonly Row[] = [
  row('今晚上?|今夜|今儿?个?晚上?|当晚', [day({ at: 'offset', days: 0 }), { kind: 'part', part: 'evening' }]),
  row('明晚上?|明夜|明儿?个?晚上?', [day({ at: 'offset', days: 1 }), { kind: 'part', part: 'evening' }]),
  row('后晚', [day({ at: 'offset', days: 2 }), { kind: 'part', part: 'evening' }]),
  row('今早上?|今晨|今儿?个?早上?', [day({ at: 'offset', days: 0 }), { kind: 'part', part: 'morning' }]),
  row('听朝(?:早)?', [day({ at: 'offset', days: 1 }), { kind: 'part', part: 'morning' }]),
  row('听晚', [day({ at: 'offset', days: 1 }), { kind: 'part', part: 'evening' }]),
  row('今朝(?:早)?(?=\\s?[\\d一二两三四五六七八九十]{1,3}[点:])', [
    day({ at: 'offset', days: 0 }),
    { kind: 'part', part: 'morning' },
  ]),
  row('明早上?|明晨|明儿?个?早上?', [day({ at: 'offset', days: 1 }), { kind: 'part', part: 'morning' }]),
  row('今[天日]?之?内', [day({ at: 'offset', days: 0 }), { kind: 'before' }]),
  row('今明(?:两)?天', day({ at: 'either', days: [0, 1] })),
  row('明后两天', [day({ at: 'offset', days: 1 }), day({ at: 'offset', days: 2 })]),
  row('明后天', day({ at: 'either', days: [1, 2] })),
  row(`(?:本月|这个?月|下个?月|月)?${ABOUT}[号日](?![楼线机店桌稿房门])`, { kind: 'missing', what: 'day' }),
  ...OFFSETS.map(([days, words]) => row(`(?:${words})`, day({ at: 'offset', days }))),

  row('(?:农历|阴历|旧历)的?十[三四五六七八九]月', { kind: 'refuse', why: 'noSuchDay' }),
  row('(?:农历|阴历|旧历)?闰(?!年)', { kind: 'refuse', why: 'unsupported' }),
  row(
    `${OPTIONAL_YEAR}(?:农历|阴历|旧历)的?${OPTIONAL_YEAR.replaceAll('<y', '<z')}(?:大年)?(?:(?<lm>正|[一二三四五六七八九]|十[一二]?|冬|腊|\\d{1,2})月)?的?${LUNAR_DAY}[日号]?`,
    (groups) => lunar({ ...groups, y: groups.y ?? groups.z, yw: groups.yw ?? groups.zw, lm: groups.lm ?? '正' }),
  ),
  row(`${OPTIONAL_YEAR}(?<lm>正|冬|腊)月的?${LUNAR_DAY}[日号]?`, lunar),
  row(
    `${OPTIONAL_YEAR}(?<lm>[二三四五六七八九十]|十[一二])月(?<ld>初[一二三四五六七八九十]|廿[一二三四五六七八九]?)(?!旬)`,
    lunar,
  ),
  row('大年(?<ld>初[一二三四五六七八九十])', ({ ld }) => lunar({ lm: '正', ld })),

  row(`${OPTIONAL_YEAR}(?<mo>${NUMBER})月\\s?(?:份的?)?(?<d>${NUMBER})[日号]`, (groups) =>
    date(groups, whole(groups.d ?? '')),
  ),
  row(
    `(?<d>${NUMBER})[日号](?<mo>[一二三四五六七八九十]{1,2}|1[0-2]|[1-9])月(?:份的?)?(?![\\d一二三四五六七八九十报底初末刊费租薪度饼亮])`,
    (groups) => date(groups, whole(groups.d ?? '')),
  ),
  row(
    `${OPTIONAL_YEAR}(?<mo>${NUMBER})月\\s?(?:份的?)?(?<d>${NUMBER})(?![\\d月点:时个天万人份次件元块百千])`,
    (groups) => date(groups, whole(groups.d ?? '')),
  ),
  row(
    '(?<![\\d./-])(?<y>\\d{4})(?<s>[-/.·])(?<mo>\\d{1,2})\\k<s>(?<d>\\d{1,2})[日号]?(?![\\d.]|[-/](?!\\d{1,2}:))',
    (groups) => date(groups, whole(groups.d ?? '')),
  ),
  row('(?<!\\d)(?<y>20\\d{2})(?<mo>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\\d|3[01])(?!\\d)', (groups) =>
    date(groups, whole(groups.d ?? '')),
  ),
  weakRow(
    '(?<![\\d./$v版第:-])(?<mo>1[0-2]|0?[1-9])[./·](?<d>3[01]|[12]\\d|0?[1-9])(?:[日号]|(?![\\d./%:]|\\s?[倍元块万亿千百版米寸折斤吨公度分小天个月年章kmg]|\\s?周(?![一二三四五六日天](?!次))))',
    (groups) => date(groups, whole(groups.d ?? '')),
  ),
  weakRow(
    '(?<![\\d./$v版第:-])(?<mo>1[0-2]|0?[1-9])-(?<d>3[01]|[12]\\d|0?[1-9])(?:[日号]|(?![\\d./%:-]|\\s?[点个天次人月周年小分倍元块万章页]))',
    (groups) => date(groups, whole(groups.d ?? '')),
  ),

  row(
    `(?:${OPTIONAL_YEAR}(?<mo>${NUMBER})月(?:份)?|${MONTH_WORD})的?${NTH}(?:${WEEK})(?<wd>[一二三四五六日天])`,
    (groups) => {
      const year = yearOf(groups)
      if (year === 'gone') return day({ at: 'gone' })
      return day({ at: 'nth', year, month: monthOf(groups), nth: nthOf(groups), day: weekdayOf(groups.wd ?? '') })
    },
  ),
  row('(?:月底|月末)的?最后[一1]个?工作日', day({ at: 'workday', month: { plus: 0 }, nth: -1 })),
  row(`${MONTH_WORD}的?(?:(?<first>第一)|最后一)个?工作日`, (groups) => {
    const month = monthOf(groups) ?? { plus: 0 }
    return day({ at: 'workday', month, nth: groups.first === undefined ? -1 : 1 })
  }),
  row(
    `(?:${OPTIONAL_YEAR}(?<mo>${NUMBER})月(?:份)?|${MONTH_WORD})的?(?:最后[一1]天|[底末](?:的?最后[一1]天)?)`,
    (groups) => date(groups, -1),
  ),
  row(`(?:${OPTIONAL_YEAR}(?<mo>${NUMBER})月(?:份)?|${MONTH_WORD})的?倒数第(?<n>[一二两三四五])天`, (groups) =>
    date(groups, -whole(groups.n ?? '')),
  ),
  row(`(?:${OPTIONAL_YEAR}(?<mo>${NUMBER})月(?:份)?|${MONTH_WORD})的?第一天`, (groups) => date(groups, 1)),
  row(`(?:${OPTIONAL_YEAR}(?<mo>${NUMBER})月(?:份)?|${MONTH_WORD})(?:初|上旬)`, (groups) => date(groups, 1, 'day')),
  row(`(?:${OPTIONAL_YEAR}(?<mo>${NUMBER})月(?:份)?|${MONTH_WORD})中旬?`, (groups) => date(groups, 15, 'day')),
  row(`(?:${OPTIONAL_YEAR}(?<mo>${NUMBER})月(?:份)?|${MONTH_WORD})下旬`, (groups) => date(groups, 21, 'day')),
  row(`${MONTH_WORD}的?(?<d>${NUMBER})[日号]`, (groups) => date(groups, whole(groups.d ?? ''))),
  row(`${MONTH_WORD}的?(?<d>${NUMBER})(?![\\d点:时个天万人份次件元块百千号日])`, (groups) =>
    date(groups, whole(groups.d ?? '')),
  ),
  row(`${MONTH_WORD}(?:之?内)?(?=前|之前|以前)`, (groups) => date(groups, -1, 'day')),
  row(`${OPTIONAL_YEAR}(?<mo>${NUMBER})月(?:份)?(?![\\d一二三])`, (groups) => {
    const year = yearOf(groups)
    return day(year === 'gone' ? { at: 'gone' } : { at: 'month', year, month: monthOf(groups) ?? 1 })
  }),
  row(MONTH_WORD, (groups) => day({ at: 'month', year: null, month: monthOf(groups) ?? { plus: 0 } })),
  row('(?:月底|月末)(?:的?最后[一1]天)?', day({ at: 'date', year: null, month: { plus: 0 }, day: -1 })),
  row('月初', day({ at: 'date', year: null, month: null, day: 1, guess: 'day' })),
  row('月中(?!旬)', day({ at: 'date', year: null, month: null, day: 15, guess: 'day' })),

  row('(?<yw>今年|本年|明年|来年|后年)的?(?:(?:年底|年末|岁末|底|末)(?:的?最后[一1]天)?|最后[一1]天)', (groups) =>
    date({ ...groups, mo: '12' }, 31),
  ),
  row('(?:年底|年末|岁末|年终)(?:的?最后[一1]天)?', day({ at: 'date', year: null, month: 12, day: 31 })),
  row('(?<yw>明年|来年|后年)(?:年)?初', (groups) => date({ ...groups, mo: '1' }, 1, 'day')),
  row('年初', day({ at: 'date', year: null, month: 1, day: 1, guess: 'day' })),
  row(
    '(?:过)?年(?:之|以)?前(?!期)',
    day({ at: 'shifted', from: { at: 'lunar', year: null, month: 1, day: 1, guess: 'day' }, days: -1 }),
  ),
  row('(?<w>下个?|这个?|本)?季度?(?:的)?(?:末|底|最后[一1]天)', ({ w }) =>
    day({ at: 'quarter', plus: w?.startsWith('下') ? 1 : 0, end: true }),
  ),
  row('(?<w>下个?|这个?|本)季度?(?:初|的?第一天)', ({ w }) =>
    day({ at: 'quarter', plus: w?.startsWith('下') ? 1 : 0, end: false }),
  ),

  // 国庆放假前: when the holiday begins is not said.
  row(
    `${OPTIONAL_YEAR}(?:${FEASTS})(?:节)?(?:小?长?假期?|放(?:小?长)?假)(?:之|以)?[前后](?:的?[一二两三四五六七八九十半\\d]{1,3}个?(?:天|${WEEK}|月))?`,
    {
      kind: 'missing',
      what: 'day',
    },
  ),
  // 平安夜八点: what is called a night has its hours in the evening.
  row(
    `${OPTIONAL_YEAR}(?<w>平安夜|圣诞前夜|跨年夜?|万圣夜|万圣节前夜|除夕夜?|大?年三十|年夜|小年夜)(?:当[天晚]|那[天晚])?(?=[的\\s]?(?:[5-9]|1[0-2]|[五六七八九]|十[一二]?)[点:])`,
    (groups) => {
      const [, month, dayOfMonth] = FIXED.find(([words]) => new RegExp(`^(?:${words})$`).test(groups.w ?? '')) ?? []
      const found: Meaning | undefined =
        month === undefined || dayOfMonth === undefined
          ? lunarFeast(groups, groups.w ?? '')
          : feast({ ...groups, mo: String(month) }, dayOfMonth)
      return found === undefined ? null : [found, { kind: 'part', part: 'evening' }]
    },
  ),
  ...FIXED.map(([words, month, dayOfMonth]) =>
    row(`${OPTIONAL_YEAR}(?:${words})(?:当天|那天|当日)?`, (groups) =>
      feast({ ...groups, mo: String(month) }, dayOfMonth),
    ),
  ),
  ...LUNAR.map(([words]) =>
    row(`${OPTIONAL_YEAR}(?<w>${words})(?:当天|那天|当日)?`, (groups) => lunarFeast(groups, groups.w ?? '') ?? null),
  ),
  ...MOVING.map(([words, month, nth, weekday]) =>
    row(`${OPTIONAL_YEAR}(?:${words})(?:当天|那天|当日)?`, (groups) => {
      const year = yearOf(groups)
      return day(year === 'gone' ? { at: 'gone' } : { at: 'nth', year, month, nth, day: weekday, feast: true })
    }),
  ),
  row(
    `${OPTIONAL_YEAR}(?<term>立春|春分|清明|立夏|夏至|立秋|秋分|立冬|冬至)(?:节气?)?(?:当天|那天|当日)?`,
    (groups) => {
      const year = yearOf(groups)
      return day(year === 'gone' ? { at: 'gone' } : { at: 'term', year, term: groups.term as Term })
    },
  ),

  row('农历|阴历', { kind: 'refuse', why: 'unsupported' }),
  row(`(?:下下?个?|这个?|本)?${WEEK}(?<d>[八九089])(?!\\d)`, { kind: 'refuse', why: 'noSuchDay' }),
  row(`(?:${GONE})`, day({ at: 'gone' })),
  row(
    `(?<w>下下个?|下一?个?|这个?|本)${WEEK}(?<ds>[一二三四五六日天](?:[、,和跟及]?(?:${WEEK})?[一二三四五六日天](?![点时:号月个十])){1,6})`,
    ({ w, ds }) =>
      day({
        at: 'several',
        weeks: w?.startsWith('下下') ? 2 : w?.startsWith('下') ? 1 : 0,
        days: (ds ?? '').match(/[一二三四五六日天]/g)?.map(weekdayOf) ?? [],
      }),
  ),
  row(`下下(?:个)?${WEEK}(?<d>[一二三四五六日天1-7])${AFTER_DAY}`, ({ d }) =>
    day({ at: 'weekday', weeks: 2, day: weekdayOf(d ?? '') }),
  ),
  row(`下(?:个|一个)?${WEEK}(?<d>[一二三四五六日天1-7])${AFTER_DAY}`, ({ d }) =>
    day({ at: 'weekday', weeks: 1, day: weekdayOf(d ?? '') }),
  ),
  row(`(?:这个?|本|当)${WEEK}(?<d>[一二三四五六日天1-7])${AFTER_DAY}`, ({ d }) =>
    day({ at: 'weekday', weeks: 0, day: weekdayOf(d ?? '') }),
  ),
  row(`(?:(?<w>下下?)个?|这个?|本)?${WEEK}末(?:两天|都)`, ({ w }) =>
    day({ at: 'several', weeks: w === undefined ? 0 : w.length, days: [6, 7] }),
  ),
  row(`下下(?:个)?${WEEK}末`, day({ at: 'weekend', weeks: 2 })),
  row(`下(?:个|一个)?${WEEK}末`, day({ at: 'weekend', weeks: 1 })),
  row(`(?:这个?|本)${WEEK}末`, day({ at: 'weekend', weeks: 0 })),
  row(`${WEEK}末|双休日`, day({ at: 'weekend', weeks: null })),
  row(`下下(?:个)?${WEEK}(?:之?内)?`, day({ at: 'week', weeks: 2 })),
  row(`下(?:个|一个)?${WEEK}(?:之?内)?`, day({ at: 'week', weeks: 1 })),
  row(`(?:这个?|本)${WEEK}(?:之?内)?`, day({ at: 'week', weeks: 0 })),
  row(`${WEEK}(?<d>[一二三四五六日天]|[1-7](?!\\d))${AFTER_DAY}`, ({ d }) =>
    day({ at: 'weekday', weeks: null, day: weekdayOf(d ?? '') }),
  ),

  row(`${OPTIONAL_YEAR}的?第(?<n>${NUMBER})天`, (groups, { joined, before }) => {
    // 结完第二天: counted from what nobody tells.
    if (/[完了]/.test(before)) return null
    const year = yearOf(groups)
    const count = whole(groups.n ?? '')
    if (year === 'gone' || !(count >= 1 && count <= 31)) return null
    if (year === null) return joined ? null : day({ at: 'offset', days: count - 1 })
    return day({ at: 'date', year, month: 1, day: count })
  }),
  row(`(?<y>\\d{4}|[二两][零〇][零〇一二三四五六七八九]{2})年(?!前|后|来)|(?<yw>明年|来年|后年)`, (groups) => {
    const year = yearOf(groups)
    return year === null || year === 'gone' ? day({ at: 'gone' }) : day({ at: 'year', year })
  }),
  weakRow(`(?<![\\da-z第])(?<d>${NUMBER})号${NO_DATE}`, ({ d }) => date({}, whole(d ?? ''))),
  weakRow(`(?<![\\da-z第])(?<d>[12]?\\d|3[01])日(?![内后前均常])`, ({ d }) => date({}, whole(d ?? ''))),
]
