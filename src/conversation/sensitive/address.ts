import { OUTSIDE_NAMES, placeStart } from './place.ts'
import type { Span } from './span.ts'

const DIGITS = '\\d{1,5}(?:[-/]\\d{1,4})?[甲乙丙丁a-z]?'
const LETTER = '[a-z]\\d{0,2}'
const CHINESE = '[〇零一二三四五六七八九十百]'
const FIGURE = `(?:${DIGITS}|${LETTER}|${CHINESE}{1,4})`
/** Not 座谈会 and the like; a star may hide the rest of such a word. */
const BUILDING = '号楼|号院|栋|幢|座(?![谈位机*])|单元(?![测格*])|室(?![友内外*])|#'
/** A house number, a building, a door: what makes a place an address. */
const DETAIL = new RegExp(
  `(?:(?:(?<![\\d.*])${DIGITS}|(?<![a-z]|\\*[a-z\\d]{1,5})${LETTER}|(?<!${CHINESE})${CHINESE}{1,4}) ?(?<unit>${BUILDING}|号(?![线文令码*])|弄|组)` +
    '|(?<![\\d-])\\d{1,3}-\\d{1,2}-\\d{3,4}(?![\\d*-]))',
  'giu',
)
const GAP = `(?:(?![${OUTSIDE_NAMES}])[\\p{Script=Han}a-z]){1,8}?`
const PLACE = '小区|社区|花园|公寓|大厦|广场|中心|家园|大楼|写字楼|宿舍|新村|新城|公馆|雅苑|华庭|山庄|产业园|科技园'
const REST = [
  ` ?[,，-]?${FIGURE} ?(?:${BUILDING}|层|楼|房(?![间价])|户)`,
  `${FIGURE}(?:号|弄|组)(?![线文令码*])`,
  ` ?${GAP}${FIGURE} ?(?:${BUILDING})`,
  ` ?${GAP}(?:${PLACE}|(?:路|街|大道|巷|胡同)(?= ?\\d))`,
  '(?! ?(?:19|20)\\d\\d[-/.])(?:\\d{2,4}|-\\d{1,4}| \\d{3,4})(?:-\\d{1,4}){0,2}(?!\\d|[.:]\\d|[%*]|[年月日号天点块元万千百个人平米次条份小分时路])',
].map((part) => new RegExp(part, 'iuy'))
const MOST_PARTS = 12
const SPOKEN_DOOR = '[〇零一二三四五六七八九]{3,4}(?![〇零一二三四五六七八九十百千万])'
const DOOR = `(?:\\d{3,4}|${SPOKEN_DOOR})(?:[室房号]|(?! ?[\\d年月日天点块元万千百亿人平米方㎡次套间户条份个小分时页词字题道名位款张件多余来几到至~%*a-z]|[-.:/][\\d*]))`
/** A building with a door, which is an address also without the name of the estate: 3栋1单元502, 8栋1203, 2单元1101. */
const BUILDING_WITH_DOOR = new RegExp(
  `(?<![第共有])(?:(?:${FIGURE} ?(?:号楼|[栋幢])|[a-z]\\d? ?座)[,，-]? ?(?:${FIGURE} ?单元[,，-]? ?)?|${FIGURE} ?单元[,，-]? ?)(?!(?:19|20)\\d\\d ?[年款])${DOOR}`,
  'iuy',
)

/**
 * Addresses that lead to a door: a road with a number, an estate with a building, a district with a building, a
 * building with a door. A road, a district or a shopping centre by itself is none. The province, the city and the district stay readable.
 */
export function findAddresses(folded: string): Span[] {
  const spans: Span[] = []
  let from = 0
  for (const detail of folded.matchAll(DETAIL)) {
    if (detail.index < from) continue
    const end = detail.index + detail[0].length
    const doorEnd = endAt(BUILDING_WITH_DOOR, folded, detail.index)
    const place = placeStart(folded, from, detail.index, detail.groups?.unit, doorFollows(folded, end))
    const start = place ?? (doorEnd === undefined ? undefined : detail.index)
    if (start === undefined) continue
    from = restEnd(folded, doorEnd ?? end)
    spans.push({ kind: 'address', start, end: from, mask: '***' })
  }
  return spans
}

/** Does a door follow the number (8号202室)? Without one, 12号 after an estate is a day. */
function doorFollows(folded: string, at: number): boolean {
  return /^(?:\d{3,4}(?:$|[^\d\p{L}.:*])| ?\d{3,4}[室房])/u.test(folded.slice(at, at + 8))
}

/** Where the address ends that goes on here: 12号 → 12号万达广场B座1203. */
function restEnd(folded: string, at: number): number {
  let end = at
  for (let part = 0; part < MOST_PARTS; part++) {
    const next = REST.map((pattern) => endAt(pattern, folded, end)).find((found) => found !== undefined)
    if (next === undefined) break
    end = next
  }
  return end
}

function endAt(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}
