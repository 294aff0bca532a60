import { HOUR, MINUTE } from '../wall.ts'
import { WEEK } from './day-rows.ts'
import { ABOUT, AMOUNT, amount, NUMBER } from './numerals.ts'
import { type Meaning, type Row, row, type Span } from './token.ts'

type Groups = Readonly<Record<string, string | undefined>>

const SECOND = 1_000

/** 一个半小时, 1小时20分, 三天, 两周, 一分五十九秒: any of the units, largest first. */
const LENGTH = [
  `(?:(?<y>${AMOUNT})年(?<yt>半)?)?`,
  `(?:零?(?<mo>${AMOUNT})个(?<moh>半)?月(?<mot>半)?)?`,
  `(?:零?(?<w>${AMOUNT})个?(?<wh>半)?${WEEK}(?<wt>半)?)?`,
  `(?:零?(?<d>${AMOUNT})[天日](?<dt>半)?)?`,
  `(?:零?(?<h>${AMOUNT})个?(?<hh>半)?(?:小时|钟头|h(?![a-z]))(?<ht>半)?)?`,
  `(?:零?(?<q>${NUMBER})刻钟)?`,
  `(?:零?(?<m>${AMOUNT})(?:分(?:(?<mt>半)钟?|钟(?<mtt>半)?)?|min(?:ute)?s?))?`,
  `(?:零?(?<s>${AMOUNT})秒钟?)?`,
].join('')

/** A length out of its groups; null where no unit was named. Half a month is 15 days, half a year six months. */
function lengthOf(groups: Groups): Span | null {
  const of = (name: string, ...halves: readonly string[]): number =>
    (groups[name] === undefined ? 0 : amount(groups[name])) +
    (halves.some((half) => groups[half] !== undefined) ? 0.5 : 0)
  const years = of('y', 'yt')
  const months = of('mo', 'moh', 'mot')
  const weeks = of('w', 'wh', 'wt')
  const days = of('d', 'dt')
  const ms = of('h', 'hh', 'ht') * HOUR + of('q') * 15 * MINUTE + of('m', 'mt', 'mtt') * MINUTE + of('s') * SECOND
  if (['y', 'mo', 'w', 'd', 'h', 'q', 'm', 's'].every((name) => groups[name] === undefined)) return null
  const allMonths = years * 12 + months
  const allDays = weeks * 7 + days + (allMonths % 1) * 30
  return { months: Math.floor(allMonths), days: Math.floor(allDays), ms: Math.round(ms + (allDays % 1) * 24 * HOUR) }
}

const isNothing = ({ months, days, ms }: Span): boolean => months === 0 && days === 0 && ms === 0

function span(groups: Groups): Meaning | null {
  const found = lengthOf(groups)
  if (found === null) return null
  if (isNothing(found)) return { kind: 'refuse', why: 'zero' }
  return { kind: 'span', span: found }
}

const backwards = ({ months, days, ms }: Span): Span => ({ months: -months, days: -days, ms: -ms })

const lead =
  (sign: 1 | -1) =>
  (groups: Groups): Meaning | null => {
    const found = lengthOf(groups)
    if (found === null || isNothing(found)) return null
    return { kind: 'lead', span: sign === 1 ? found : backwards(found) }
  }

/** What a client's work ends with, by what it is counted from. */
const EVENTS: readonly (readonly ['end' | 'delivery' | 'term', string])[] = [
  [
    'term',
    '(?:保密(?:期限?|协议|义务|合同)?|合同期?|协议|nda|期限|有效期|竞业(?:期|限制|协议)?|授权期?)的?(?:快|即将|要)?(?:到期|届满|期满|失效|结束|终止|满)',
  ],
  [
    'end',
    '(?:合作|项目|合约|工作|外包|这单|单子|服务|兼职|活儿?)的?(?:快|即将|要)?(?:结束|完结|收尾|到期|终止|完成|做完|结项)',
  ],
  [
    'delivery',
    '(?:交(?:初稿|终稿|稿|付|货|件|活|作品|差|作业)|截稿|截止(?:日期?|时间)?|定稿|提交|上线|验收|deadline|ddl|结题|死线)',
  ],
]

const anchor = (of: 'end' | 'delivery' | 'term', { dir, n, u }: Groups): Meaning => {
  const unit = /[天日]/.test(u ?? '') ? 1 : /月/.test(u ?? '') ? 30 : 7
  const days = n === undefined ? (dir === undefined ? 0 : 1) : Math.round(amount(n) * unit)
  return { kind: 'anchor', of, days: dir === '前' ? -days : days }
}

/** Ends by themselves. */
const ENDS: readonly (readonly ['end' | 'delivery' | 'term', string])[] = [
  ['term', '(?:到期|届满|期满)'],
  ['end', '(?:结束|完结|收尾|结项|终止)'],
  ['delivery', '(?:截止|截稿|交稿|交付|上线|验收)'],
]

const A_DAY: Span = { months: 0, days: 1, ms: 0 }

const AFTER = '(?:之后|以后|过后|后)(?![台面续期])'
const BEFORE = '(?:之前|以前|前)'

/** Lengths of time from now, and what is counted from something else. */
export const SPAN_ROWS: readonly Row[] = [
  // 截止前48小时: days before it are counted below, by the calendar.
  ...ENDS.map(([, words]) =>
    row(`${words}(?:日期?|时间)?的?${BEFORE}的?${LENGTH}`, (groups) => {
      const found = lead(1)(groups)
      return found?.kind === 'lead' && found.span.ms > 0 ? found : null
    }),
  ),
  ...EVENTS.flatMap(([of, words]) => [
    row(`${words}日?的?(?:之|以)?(?<dir>[前后])的?第?(?<n>${AMOUNT})个?(?<u>天|日|${WEEK}|月)`, (groups) =>
      anchor(of, groups),
    ),
    row(`${words}日?(?:之|以)?(?<dir>[前后])(?![期端面台])`, (groups) => anchor(of, groups)),
    row(`${words}(?:的?时候|时|那天|当天|当日|之日|那一天)`, (groups) => anchor(of, groups)),
  ]),
  row(`(?:再?过|再等|等)(?:${ABOUT}|个把)个?半?(?:天|日|${WEEK}|月|年|小时|钟头|分钟?|刻钟|秒钟?)(?:${AFTER})?`, {
    kind: 'vague',
    ask: 'when',
  }),
  row(
    `(?:${ABOUT}|个把)个?半?(?:天|日|${WEEK}|月|年|小时|钟头|分钟?|刻钟|秒钟?)(?:${AFTER}|(?:之|以)?内(?![容部存测]))`,
    {
      kind: 'vague',
      ask: 'when',
    },
  ),
  // 到期前五天, where what ends was named before: 合同31号到期 到期前五天提醒我.
  ...ENDS.flatMap(([of, words]) => [
    row(`${words}日?(?:之|以)?(?<dir>[前后])的?第?(?<n>${AMOUNT})个?(?<u>天|日|${WEEK}|月)`, (groups) =>
      anchor(of, groups),
    ),
  ]),
  row(`(?:提前|提早)个?${LENGTH}`, lead(1)),
  // 周五交稿，前一天晚上8点: the day before what was named.
  row('(?:前|头)[一1](?:[天日](?!天)|(?=[早晚]))|头天(?=[早上中下晚夜提叫喊傍])', { kind: 'lead', span: A_DAY }),
  row(`(?<![\\u4e00-\\u9fff])前${LENGTH}`, (groups) => {
    const found = lead(1)(groups)
    return found?.kind === 'lead' && found.span.ms === 0 ? { ...found, guess: 'day' } : null
  }),
  row(`(?:再?过|再等|等)${LENGTH}(?:${AFTER})?(?![时半])`, span),
  // 半小时提醒我: after it, once; 半小时提醒我一次 is a rhythm.
  row(`(?!${NUMBER}点${NUMBER}分(?!钟))${LENGTH}(?=(?:提醒|叫|喊)(?:一下)?我(?!一次))`, (groups) => {
    const found = span(groups)
    return found?.kind === 'span' && found.span.ms > 0 && found.span.days === 0 ? { ...found, guess: 'rhythm' } : null
  }),
  // 签完合同三天后, 交了稿后一个月: counted from what nobody tells the bot of.
  row(`(?<=[签交付发验定收拿寄改做谈打吃洗开见][完了好过][\\u4e00-\\u9fff]{0,4})${LENGTH}${AFTER}`, (groups) =>
    lengthOf(groups) === null ? null : { kind: 'refuse', why: 'unseen' },
  ),
  row(`(?<=[完了好过][\\u4e00-\\u9fff]{0,4})(?:之|以)?后的?第?${LENGTH}`, (groups, { joined }) =>
    joined || lengthOf(groups) === null ? null : { kind: 'refuse', why: 'unseen' },
  ),
  row(`${LENGTH}(?:${AFTER}|(?:之|以)?内(?![容部存测]))`, span),
  row(`的?${BEFORE}的?${LENGTH}`, (groups, { before, joined }) =>
    joined || /\p{Script=Han}/u.test(before) ? lead(1)(groups) : null,
  ),
  row(`的?(?:之后|以后|后)的?第?${LENGTH}`, (groups, { joined }) => (joined ? lead(-1)(groups) : null)),
  // 10日前 is before the tenth.
  row(`${LENGTH.replace('[天日]', '天')}${BEFORE}`, (groups) =>
    lengthOf(groups) === null ? null : { kind: 'day', day: { at: 'gone' } },
  ),
  row(
    '(?:过|再过)?(?:几|若干|好几|数)个?(?:分钟?|小时|天|周|星期|礼拜|月|年)(?:之|以)?后?(?=提|叫|再|,|$)|过几[天个]|(?:几|若干)个?(?:分钟|小时|天|周|星期|月)(?:之|以)?后',
    { kind: 'vague', ask: 'when' },
  ),
  // 等下十点: before the day is over.
  row(`(?:等一?[下会]儿?|待会儿?|一会儿?|过会儿?|晚点儿?)(?=\\s?(?:${NUMBER}点(?!儿)|\\d{1,2}:\\d))`, {
    kind: 'day',
    day: { at: 'offset', days: 0 },
  }),
  row('(?:晚些|早些)(?:时候)?', { kind: 'filler' }),
  row(
    '(?:过)?(?:一会儿?|会儿)(?:之?后)?|待会儿?|等会儿?|等一?下|稍后|稍等|晚一?点儿?(?=提|叫|再|跟|告|喊|,|$)|迟一?点儿?(?=提|叫|再|$)|早一?点儿?(?=提|叫|$)|改天|改日|过一?阵子?|晚会儿?|不久后|偶尔|(?:现在|立刻|随时)(?=提|叫|$)|过段时间|有空(?:的时候|时)?|回头(?=提|叫|再|$)|尽快(?=提|叫|$)|过些天|这几天|最近几天|这两天|马上(?=提|叫|$)|很快(?=提|叫|$)|抽空|节[前后](?!气)|过完?[年节](?:之|以)?后|过完[年节](?=提|叫|再|就)|年后|开春(?:之|以)?后?|入[春夏秋冬](?:之|以)?后?|近期|近来|最近(?=提|叫|再|$)|过些日子|这阵子|放假[前后时]?|假期(?:里|中|后|前)?|忙完(?:这阵子?|了)?(?:之后|以后|后|再)?|空了|闲[了下]来?|方便(?:的时候|时)|没事(?:的时候|时)|有时间(?:的时候|时)?|找个时间|哪天(?=提|叫|有)|随便什么时候|月底左右|月初左右|月中左右|年底左右',
    { kind: 'vague', ask: 'when' },
  ),
  row('(?:之后|以后|过后|后)(?![\\d一二两三四五六七八九十台面续期天])', (_, { joined }) =>
    joined ? { kind: 'after' } : null,
  ),
  row('自从|从|自(?!己|动|然|我|家)', { kind: 'from' }),
  row('(?:一直|持续)?(?:直到|到(?![时点期场家了达手账款货店处底位这那])|至(?!少|于|今)|截止到?|截至)', {
    kind: 'until',
  }),
  row('(?:开始|起)(?!床|来|草|名|诉|飞|因|源|步|点|始|码|头|价|义|薪)', (_, { joined }) =>
    joined ? { kind: 'close' } : null,
  ),
  row('(?:为止|结束|止)', (_, { joined }) => (joined ? { kind: 'close' } : null)),
  row('(?:之|以)?前(?![端面台往期任]|提(?!醒))', (_, { joined }) => (joined ? { kind: 'before' } : null)),
]
