import type { Hits } from './hits.ts'

/** A court or a tribunal with the place before it: 杭州市西湖区人民法院, 北京仲裁委员会. */
const COURT =
  /(?<place>[\u4e00-\u9fff]{2,16}?)(?:第[一二三]中级|中级|高级|基层|国际)?(?:人民法院|法院|仲裁委员会|仲裁委|仲裁院|仲裁中心)/g
/** How many characters before a court may be its place. */
const LONGEST_PLACE = 12
/** How much of a party's own lines is read: its name and its address. */
const OWN_WORDS = 90
/** Where a contract is signed: 签订地点:成都市锦江区. */
const SIGNED =
  /(?:(?:签订|签约|签署)地(?:点)?(?:[:为是在]|位于)?|(?:签订|签署|订立)[于在])(?<place>[\u4e00-\u9fff]{2,12})/g
/** A court at the place of signing, which names no place itself. */
const AT_SIGNING = /(?:签订|签约|签署)地(?:点)?(?:所在)?地?(?:有管辖权)?的?$/
/** What stands before a court and names no place. */
const NO_PLACE =
  /中国|国际|经济|贸易|人民|劳动|人事|争议|知识产权|互联网|商事|海事|所在地?|住所地?|当地|有管辖权|管辖|签订地?|签约地?|履行地?|合同|协议|[甲乙]方|被告|原告|双方|公司|某某|[市区县省的由向交请至到在]/

/**
 * Courts in the client's own place, known from its name or its address (甲方:杭州某某公司 … 杭州市西湖区人民法院), unless the freelancer gives
 * the same place. A contract seldom says 甲方所在地: it names the city.
 */
export function courtsAtClient(chars: string, client: Hits, freelancer: Hits, operator = ''): Hits {
  const theirs = ownWords(chars, client) + operator
  const ours = ownWords(chars, freelancer)
  const starts: number[] = []
  const ends: number[] = []
  if (theirs === '') return { starts, ends }
  const isTheirs = (place: string): boolean =>
    place
      .slice(-LONGEST_PLACE)
      .split(NO_PLACE)
      .flatMap(pairsOf)
      .some((pair) => theirs.includes(pair) && !ours.includes(pair))
  const isSignedThere = [...chars.matchAll(SIGNED)].some(({ groups }) => isTheirs(groups?.place ?? ''))
  for (const { index, 0: words, groups } of chars.matchAll(COURT)) {
    const place = groups?.place ?? ''
    if (!(isTheirs(place) || (isSignedThere && AT_SIGNING.test(place)))) continue
    starts.push(index)
    ends.push(index + words.length)
  }
  return { starts, ends }
}

/** A place is known by two characters that follow each other in it: 杭州 in 杭州市西湖区. */
const pairsOf = (place: string): string[] => [...place].slice(1).map((char, at) => `${place[at]}${char}`)

/** What stands in a party's own lines (甲方(委托方):… and the lines below), and before 以下简称甲方. */
function ownWords(chars: string, party: Hits): string {
  const own: string[] = []
  party.starts.forEach((start, index) => {
    const end = party.ends[index] as number
    const before = chars.slice(Math.max(0, start - OWN_WORDS), start)
    const named = /\((?:以下|下)?(?:简)?称[为作]?$/.exec(before)
    if (named !== null && chars[end] === ')') own.push(/[^。;\n)]*$/.exec(before.slice(0, named.index))?.[0] ?? '')
    const label = /^(?:\([^)\n]{1,12}\))?:/.exec(chars.slice(end, end + 16))?.[0]
    if (label !== undefined) own.push(linesAbout(chars.slice(end + label.length, end + label.length + OWN_WORDS)))
  })
  return own.join('\n')
}

/** Up to the next party's line or the first whole sentence, which is of the contract itself. */
function linesAbout(text: string): string {
  const lines = text.split('\n')
  const next = lines.findIndex(
    (line, at) => at > 0 && (/^.{0,10}[方人者](?:\(.{1,12}\))?:/.test(line) || /[。;]/.test(line)),
  )
  return lines.slice(0, next === -1 ? undefined : next).join('\n')
}
