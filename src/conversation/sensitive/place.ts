/** How far before a house number the beginning of its address is looked for. */
const WINDOW = 32
/** How much of a road's name is masked when nothing says where it begins. */
const LONGEST_NAME = 8

const ROAD = /(?:路|街|道|巷|胡同)(?:[东西南北中一二三四五六七八九十]段|[东西南北]侧)? ?$/u
const NO_ROAD =
  /(?:思路|套路|线路|条路|\d路|走路|跑路|半路|迷路|顺路|出路|退路|销路|赶路|带路|问路|网路|逛街|上街|扫街|街道|[知报渠频味赛管通轨隧黑霸说听难门人公一几这那两三]道) ?$/u
/** Words that may end the name of a road, but are none alone: 电路3号, and yet 华电路3号. */
const NO_ROAD_ALONE = /^(?:[门上电铁公马后回小一岔短]?路|大?街|小巷) ?$/u
const ESTATE =
  /(?:小区|社区|花园|公寓|大厦|广场|中心|家园|新村|新城|大楼|字楼|务楼|公楼|学楼|宿舍楼?|家属院|大院|苑|庭|邸|公馆|城|山庄|别墅|国际|[技业件意]园|园区|(?<![公校田果菜乐儿物])园|(?<![政官学])府|(?<![台港])湾|轩|(?<!内)阁|郡|墅|世家|[村里院](?=.{1,2}区 ?$))(?:[东西南北一二三四五六七八九十\d]{0,2}区|[一二三四五六七八九十\d]{1,2}期)? ?$/u
const VILLAGE = /(?:(?<!关)村|屯|寨|(?<!石家|枣|台儿)庄) ?$/u
/** The levels that stay readable, and not the words that end alike: 超市, 小区, 节省. */
const DISTRICT = new RegExp(
  [
    '(?<![节反俭])省|自治[区州县]',
    '(?<![超城股上闹夜集菜楼早])(?<!(?<!成)都)市(?![场值面])',
    '(?<![小社园专分选时战误禁地灾景校厂库片学住大一二三四五六七八九十])(?<![园区城苑家院][东西南北])区',
    '县|(?<![红国锦彩])旗|(?<![联同结加])盟',
  ]
    .map((level) => `(?<=\\p{Script=Han})(?:${level})`)
    .join('|'),
  'giu',
)
const TOWN = /镇|(?<![家老故他])乡|街道/u
/** Characters that stand before an address and in none. */
export const OUTSIDE_NAMES = '在住到寄送是去址于给往从的了我你他她它们就让说'
const STOP = new RegExp(`[${OUTSIDE_NAMES}]`, 'gu')

/**
 * Where the part of an address begins that must not be read: after the district, or at the name of the road or the
 * estate. Undefined if what stands before the house number is no place.
 *
 * @param from where the search may not go back beyond
 * @param at where the house number begins
 * @param unit 号, 栋, 单元 …; undefined for 3-2-501
 * @param hasDoor whether a door follows, so that 号 cannot be a day
 */
export function placeStart(
  folded: string,
  from: number,
  at: number,
  unit: string | undefined,
  hasDoor: boolean,
): number | undefined {
  const window = placeBefore(folded.slice(Math.max(from, at - WINDOW), at))
  const stop = lastEnd(STOP, window)
  const district = lastEnd(DISTRICT, window)
  const isBelowDistrict = district > stop
  const start = Math.max(district, stop)
  const name = window.slice(start)
  if (!isPlace(name, isBelowDistrict, unit, hasDoor)) return undefined
  const begins = isBelowDistrict ? start : Math.max(start, wordStart(window, window.length - LONGEST_NAME))
  return at - window.slice(begins).trimStart().length
}

/** Half a number or word must not stay: the place moves to its start, or behind it if the start is out of sight. */
function wordStart(window: string, at: number): number {
  if (at <= 0) return 0
  const before = /[a-z\d]*$/i.exec(window.slice(0, at))?.[0].length ?? 0
  const after = /^[a-z\d]*/i.exec(window.slice(at))?.[0].length ?? 0
  if (before === 0 || after === 0) return at
  return before < at ? at - before : at + after
}

/** The words that lead up to the number, without the signs that an earlier mask has left readable. */
function placeBefore(text: string): string {
  return /(?:(?<=\*)(?:[a-z\d]{2}(?![a-z\d])|\d+x?))?([\p{Script=Han}a-z\d ]*)$/iu.exec(text)?.[1] ?? ''
}

function isPlace(name: string, isBelowDistrict: boolean, unit: string | undefined, hasDoor: boolean): boolean {
  if (unit !== '组' && ROAD.test(name) && !NO_ROAD.test(name) && !NO_ROAD_ALONE.test(name)) return true
  if (unit === '弄') return false
  const isInDistrict = isBelowDistrict || TOWN.test(name)
  if (isInDistrict && VILLAGE.test(name)) return true
  const isBuilding = unit === undefined || !/^[号组]$/u.test(unit)
  if (ESTATE.test(name)) return isBuilding || (hasDoor && unit === '号')
  return isBuilding && isInDistrict && unit !== undefined
}

function lastEnd(pattern: RegExp, text: string): number {
  let end = 0
  for (const { index, 0: match } of text.matchAll(pattern)) end = index + match.length
  return end
}
