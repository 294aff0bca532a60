import { type Hits, mergeHits } from './hits.ts'
import type { LaidOut } from './laid-out.ts'
import type { Side } from './pattern.ts'
import type { NdaRules } from './rules.ts'
import { courtsAtClient } from './seats.ts'
import { speakersOf } from './speakers.ts'

/** Who is who: where the two sides and the courts of the client's place are named, and what the contract calls the freelancer. */
export interface Parties {
  readonly client: Hits
  readonly freelancer: Hits
  readonly 'client-court': Hits
  readonly label?: string
}

/** How far around a label the words stand that say whose it is: 甲方(委托方), 以下简称乙方. */
const NEAR = 14
/** So often a trade is named by those who are of it. */
const OFTEN = 2
/** How far into a contract the parties are introduced. */
const INTRODUCTION = 900

/** 以下简称画师: a name that a contract gives itself. */
const NAMED = /(?:以下简称|下简称|简称|以下称|下称|以下叫|统称)(?:为|作)?([\u4e00-\u9fff]{2,6})(?=[),。;:\n]|或|、)/g
const NO_PARTY =
  /^(?:本|该|机密|秘密|商业|数据|平台数据|双方|各方|保密|合同|协议|项目|任务|作品|成果|服务|目的|资料|信息|产品|一方|软件|系统)/
const COMPANY = /公司|工作室|中心|大学|学院|医院|银行|集团|有限|事务所|门店|信用代码|法定代表人|营业执照|出版社/
/** A company's full name, which begins with its place: 厦门某某有限公司. */
const FIRM =
  /(?:[\u4e00-\u9fff]{2,3}[省市])?(?:北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|成都|武汉|西安|厦门|长沙|青岛|济南|郑州|合肥|福州|宁波|无锡|珠海|东莞|佛山|大连|沈阳|昆明|贵阳|南昌|南宁|海口|石家庄|太原|哈尔滨|长春|[\u4e00-\u9fff]{2}市)[\u4e00-\u9fff()]{2,16}?有限(?:责任)?公司/g
const PERSON = /自由职业|个人|身份证|兼职|学生|老师|自然人/

/**
 * Tells the two sides apart. 乙方 is the freelancer unless what stands next to the labels says otherwise; words such as 受托方 speak for
 * themselves, others (画师) are learnt where the contract introduces them.
 */
export function partiesOf(laid: LaidOut, hits: readonly Hits[], rules: NdaRules): Parties {
  const labels = rules.roles.filter(({ side, list }) => side === 'label' && (hits[list]?.starts.length ?? 0) > 0)
  const [first, second] = labels.map((label) => ({ ...label, score: scoreOf(label.list, laid, hits, rules) }))
  const sides = new Map<string, Side>()
  if (first !== undefined && second !== undefined) {
    const swapped = first.score > second.score
    sides.set(first.word, swapped ? 'freelancer' : 'client')
    sides.set(second.word, swapped ? 'client' : 'freelancer')
  } else if (first !== undefined) sides.set(first.word, /^甲方$|a$/.test(first.word) ? 'client' : 'freelancer')
  const talk = speakersOf(laid.chars, hits, rules)
  const turned = (word: string, side: Side): Side => (talk?.isAddressed(word) === true ? talk.addressed : side)
  const found = rules.roles.flatMap(({ word, list, side }) => {
    const at = hits[list] as Hits
    const whose = side === 'label' ? sides.get(word) : side === 'speaker' ? talk?.speaker : turned(word, side)
    return whose === undefined || at.starts.length === 0
      ? []
      : [{ word, side: whose, at, weight: side === 'label' ? 3 : 1 }]
  })
  const known = new Set(rules.roles.map(({ word }) => word))
  for (const [word, side] of namedIn(laid.chars.slice(0, INTRODUCTION), known))
    found.push({ word, side, at: placesOf(word, laid.chars), weight: 3 })
  for (const word of rules.titled) {
    const at = placesOf(word, laid.chars)
    if (first === undefined && (laid.title.includes(word) || at.starts.length >= OFTEN))
      found.push({ word, side: 'freelancer', at, weight: 1 })
  }
  const operator = first === undefined ? operatorOf(laid.chars.slice(0, INTRODUCTION)) : undefined
  if (operator !== undefined)
    found.push({ word: operator, side: 'client', at: placesOf(operator, laid.chars), weight: 0 })
  const ours = found.filter(({ side }) => side === 'freelancer')
  const best = ours.reduce<(typeof ours)[number] | undefined>(
    (most, one) =>
      most !== undefined && most.at.starts.length * most.weight >= one.at.starts.length * one.weight ? most : one,
    undefined,
  )
  const client = mergeHits(found.filter(({ side }) => side === 'client').map(({ at }) => at))
  const freelancer = mergeHits(ours.map(({ at }) => at))
  return {
    client,
    freelancer,
    'client-court': courtsAtClient(laid.chars, client, freelancer, operator),
    ...(best !== undefined && { label: best.word }),
  }
}

/** How much speaks for a label's being the freelancer's: above zero it does, below zero it is the client's. */
function scoreOf(list: number, laid: LaidOut, hits: readonly Hits[], { roles }: NdaRules): number {
  const { chars } = laid
  const places = hits[list] as Hits
  let sum = 0
  places.starts.forEach((start, index) => {
    if (start > INTRODUCTION) return
    const end = places.ends[index] as number
    const named = /^\(([^)]*)\)/.exec(chars.slice(end, end + NEAR))?.[1] ?? ''
    const before =
      chars
        .slice(Math.max(0, start - NEAR), start)
        .split('\n')
        .at(-1) ?? ''
    const introduced = /(?:简称|称为|称|即|叫)[为作]?$|\($/.test(before) ? before : ''
    for (const { word, side } of roles) {
      if (side === 'label' || side === 'speaker') continue
      if (named.includes(word) || introduced.includes(word)) sum += side === 'freelancer' ? 4 : -4
    }
    if (!/^(?:\([^)]*\))?:/.test(chars.slice(end, end + NEAR + 2))) return
    const own = chars.slice(end, end + 70).split(/\n(?:甲方|乙方|丙方)/)[0] ?? ''
    if (COMPANY.test(own)) sum -= 1
    if (PERSON.test(own)) sum += 2
  })
  return sum
}

function namedIn(introduction: string, known: ReadonlySet<string>): Map<string, Side> {
  const named = new Map<string, Side>()
  for (const match of introduction.matchAll(NAMED)) {
    const word = match[1] as string
    if (known.has(word) || NO_PARTY.test(word)) continue
    const before = /[^),。;与和\n]*$/.exec(introduction.slice(Math.max(0, match.index - 30), match.index))?.[0] ?? ''
    named.set(word, COMPANY.test(before) && !PERSON.test(before) ? 'client' : 'freelancer')
  }
  return named
}

/** In terms without 甲方 and 乙方, the one company that they name is who made them. */
function operatorOf(introduction: string): string | undefined {
  const names = new Set(introduction.match(FIRM))
  return names.size === 1 ? [...names][0] : undefined
}

function placesOf(word: string, chars: string): Hits {
  const starts: number[] = []
  for (let at = chars.indexOf(word); at !== -1; at = chars.indexOf(word, at + word.length)) starts.push(at)
  return { starts, ends: starts.map((start) => start + word.length) }
}
