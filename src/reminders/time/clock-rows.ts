import { ABOUT, NUMBER, whole } from './numerals.ts'
import { type Meaning, type Part, type Place, type Row, row, weakRow } from './token.ts'

const PARTS: readonly (readonly [Part, string])[] = [
  ['bedtime', '(?:临|入)?睡(?:觉)?(?:之|以)?前|(?:上)?床前'],
  ['workEnd', '(?:下班|收工)(?:之|以)?前'],
  [
    'afterWork',
    '(?:下班|收工)(?:(?:以|之)?后|时间?|的时候|(?=(?:就|再|请你?|你|记得)?(?:提醒|叫|喊)))|(?<=每天|工作日|周[一二三四五六])(?:下班|收工)(?=提?前?[锁关收交发打倒断清备检记带拔])',
  ],
  ['afterLunch', '(?:午[饭餐]|午休|中饭)(?:以|之)?后'],
  ['workStart', '上班(?:之|以)?(?:前|后|时)|上班的时候|开工前'],
  ['dawn', '凌晨|拂晓|黎明'],
  ['noon', '中午|正午|晌午(?:头[里上]?)?|午间|午[饭餐](?:时间|时|(?:之|以)?前)|午休(?:时间|时|前)'],
  ['forenoon', '上午|午前|上昼'],
  ['afternoon', '下午(?!茶)|午后|下(?:昼|五(?=\\s?[\\d一二两三四五六]{1,2}[点:]))'],
  ['dusk', '傍晚|黄昏'],
  [
    'morning',
    '早上|早晨|清早|清晨|大?清早|一?大早(?:上)?|一早|早间|晨间|大早上|起床(?:后|时)|早[饭餐](?:之|以)?[后时前]',
  ],
  ['night', '大半夜|前半夜|[后下]半夜(?=[的\\s]?[\\d一二两三四五六]+[点:])|半夜里?|夜里|深夜|夜半'],
  ['evening', '晚上|完上(?=\\s?[\\d一二两三四五六七八九十]{1,2}[点:])|晚间|夜晚|夜间|晚[饭餐](?:之|以)?(?:后|时)'],
]

/** 晚8点, 周五晚: one character that stands before an hour or after a day. */
const SHORT_PARTS: Readonly<Record<string, Part>> = { 早: 'morning', 晨: 'morning', 晚: 'evening', 夜: 'evening' }

/** What follows 三点 where it counts points and no hours, unless a day or a part of it stands before: 三点建议, 三点水. */
const POINTS = /^(?:建议|意见|要求|要注意|内容|问题|想法|体会|原因|理由|钱|水|子|好处|坏处|不同|区别|说明|希望|补充)/

const isPoints = ({ joined, after }: Place): boolean => !joined && POINTS.test(after)

/** What follows 半 or a figure where it belongs to the next word: 半导体, 十个人. */
const NO_HALF = '(?![导价成年月个边圈身径票决数壁])'
const NO_MINUTE = '(?![个人件份条位页张元块万千百岁篇家次号月天年点:.\\d多])'
/** Two figures or the numerals that one can hear to be minutes. */
const MINUTE = '(?:[0-5]\\d|[零〇][一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?|[6-9]\\d)'

const clock = (hour: string | undefined, minute: number, typed = false): Meaning => {
  const value = whole(hour ?? '')
  const known = value <= 24 && minute < 60 && (value < 24 || minute === 0)
  return known ? { kind: 'clock', hour: value, minute, typed } : { kind: 'refuse', why: 'noSuchTime' }
}

const O_CLOCK = '(?:点(?!点)钟?|时(?![代段候间刻常不]))'
const HOUR = `(?<![第\\d.])(?<h>${NUMBER})${O_CLOCK}`
const PART_HOUR = `(?<p>[早晚晨夜])(?<h>${NUMBER})${O_CLOCK}`

/** 早一点, 有一点, 晚一点: a bit, unless a part of the day stands before it. */
const isABit = (hour: string | undefined, { before, joined }: Place): boolean =>
  hour === '一' && !joined && /[早晚快慢多少好有差大小近远重要某哪每这那高低轻再]/.test(before)

/** What may follow an hour, and the minutes that it makes. */
const MINUTES: readonly (readonly [string, (groups: Readonly<Record<string, string | undefined>>) => number])[] = [
  [`(?:过|零|〇)?(?<m>${NUMBER})分(?:${NUMBER}秒)?(?![钟之]?[后前内钟])`, ({ m }) => whole(m ?? '')],
  [`半钟?${NO_HALF}`, () => 30],
  ['(?:过|零)?[一1]刻钟?', () => 15],
  ['(?:过|零)?[三3]刻钟?', () => 45],
  [`过?(?<m>${MINUTE})${NO_MINUTE}`, ({ m }) => whole(m ?? '')],
  ['整(?![理个合套体治改数形])', () => 0],
]

const dotted: readonly Row[] = MINUTES.flatMap(([tail, minute]) => [
  row(`${HOUR}${tail}`, (groups) => clock(groups.h, minute(groups))),
  row(`${PART_HOUR}${tail}`, (groups) => withPart(groups.p, clock(groups.h, minute(groups)))),
])

function withPart(char: string | undefined, clocked: Meaning): readonly Meaning[] {
  const part = SHORT_PARTS[char ?? '']
  return part === undefined ? [clocked] : [{ kind: 'part', part }, clocked]
}

/** 早晚各一次: each day, though it is not said. */
const DAILY: Meaning = { kind: 'rhythm', rhythm: { every: 'day' }, guess: 'rhythm' }

/** Hours and parts of the day. */
export const CLOCK_ROWS: readonly Row[] = [
  row(`(?<![第\\d.])(?:${ABOUT}点(?:钟|多|左右)?|${NUMBER}点(?:多|来)钟?|(?:十几)点钟?)(?![意建要问])`, {
    kind: 'missing',
    what: 'hour',
  }),
  row('[后下]半夜(?![的\\s]?[\\d一二两三四五六]+[点:])', { kind: 'missing', what: 'hour' }),
  row('(?:三餐|每餐|(?:每顿)?[吃用]?饭|餐)(?:之|以)?[前后](?![面台])', { kind: 'missing', what: 'hour' }),
  row(`早晚各?(?:是|在)?(?<h>${NUMBER})点(?<half>半(?![个天小]))?钟?`, ({ h, half: tail }) => {
    const hour = whole(h ?? '')
    if (!(hour >= 4 && hour <= 11)) return { kind: 'refuse', why: 'noSuchTime' }
    return [
      DAILY,
      { kind: 'parts', parts: ['morning', 'evening'], clock: { hour, minute: tail === undefined ? 0 : 30 } },
    ]
  }),
  row('(?:每天|每日)?(?:这个|这)(?:时候|时间|点儿?|钟点)|同一时间', { kind: 'sameClock' }),
  row('早晚(?:各(?:提醒我?)?[一1][次遍回]|都|(?=提醒))', [DAILY, { kind: 'parts', parts: ['morning', 'evening'] }]),
  row('早中晚(?:各(?:提醒我?)?[一1][次遍回]|都)?', [DAILY, { kind: 'parts', parts: ['morning', 'noon', 'evening'] }]),
  row('午夜|子夜', [
    { kind: 'part', part: 'evening' },
    { kind: 'clock', hour: 12, minute: 0, typed: false },
  ]),
  row(`(?<h>${NUMBER})点差(?<m>${NUMBER})分`, ({ h, m }) => clock(String(whole(h ?? '') - 1), 60 - whole(m ?? ''))),
  row(`差(?<m>${NUMBER})分钟?(?:到)?(?<h>${NUMBER})点(?:钟|整)?`, ({ h, m }) =>
    clock(String(whole(h ?? '') - 1), 60 - whole(m ?? '')),
  ),
  row(`差[一1]刻(?:钟)?(?:到)?(?<h>${NUMBER})点(?:钟|整)?`, ({ h }) => clock(String(whole(h ?? '') - 1), 45)),
  ...dotted,
  row(
    `(?<![\\d.]|\\d:)(?<h>\\d{1,2}):(?<m>\\d{2})(?::\\d{2})?(?!\\d)\\s?(?<ap>[ap])(?:\\.?m)?\\.?(?![a-z])`,
    ({ h, m, ap }) => half(h, whole(m ?? ''), ap),
  ),
  row(`(?<![\\d.a-z]|\\d:)(?<h>\\d{1,2})\\s?(?<ap>[ap])\\.?m\\.?(?![a-z])`, ({ h, ap }) => half(h, 0, ap)),
  row(`(?<![a-z])(?<ap>[ap])\\.?m\\.?\\s?(?<h>\\d{1,2})(?::(?<m>\\d{2}))?(?![\\d:])`, ({ h, m, ap }) =>
    half(h, whole(m ?? '0'), ap),
  ),
  row('(?<![\\d.]|\\d:)(?<h>\\d{1,2}):(?<m>\\d{2})(?::\\d{2})?(?![\\d])分?', ({ h, m }) =>
    clock(h, whole(m ?? ''), true),
  ),
  row('(?<=\\d)t(?<h>[01]\\d|2[0-3]):?(?<m>[0-5]\\d)(?!\\d)', ({ h, m }) => clock(h, whole(m ?? ''), true)),
  row('(?<h>\\d{1,2})[点时]:?(?<m>\\d{2})分', ({ h, m }) => clock(h, whole(m ?? ''))),
  row(PART_HOUR, ({ p, h }) => (/^[一1]$/.test(h ?? '') ? null : withPart(p, clock(h, 0)))),
  weakRow(HOUR, ({ h }, place) => (isABit(h, place) || isPoints(place) ? null : clock(h, 0))),
  row('(?<p>[早晚])(?<h>\\d{1,2}|十[一二]?|[五六七八九])(?=[早晚,、\\s提叫都各]|$)', ({ p, h }) =>
    withPart(p, clock(h, 0)),
  ),
  ...PARTS.map(([part, words]) => row(`(?:${words})`, { kind: 'part', part })),
  row('(?<=[天日号一二三四五六末]|\\d)(?<p>[早晚夜])(?![点会餐饭宴自读教高班安婚一期些年辈])', ({ p }) =>
    withPart(p, { kind: 'filler' }),
  ),
]

/** 3pm, am 9. */
function half(hour: string | undefined, minute: number, letter: string | undefined): readonly Meaning[] {
  return [{ kind: 'part', part: letter === 'a' ? 'forenoon' : 'afternoon' }, clock(hour, minute)]
}
