import { type Cut, cutOf } from './cut.ts'
import type { FoldedText } from './lines.ts'
import type { Clause } from './reading.ts'
import { sentencesIn } from './sentences.ts'
import { isWhole, titleOf, type Unit, unitsOf } from './units.ts'

/** A sentence in its place: its clause, the headings above it, and the words that lead into it (乙方不得:…). */
export interface Sentence {
  readonly start: number
  readonly end: number
  /** Index of the clause that it belongs to. */
  readonly clause: number
  readonly headings: readonly string[]
  /** A piece of the folded text that this sentence continues, empty when there is none. */
  readonly lead: { readonly start: number; readonly end: number }
  /** It only says why and that a contract is made (鉴于…, 双方约定如下:): nothing is agreed in it. */
  readonly isRecital: boolean
  /** It is a heading that says nothing by itself (竞业限制), with what it heads below it. */
  readonly isLabel: boolean
}

export interface Outline {
  readonly title: string
  readonly cut: Cut | undefined
  readonly clauses: readonly Clause[]
  readonly sentences: readonly Sentence[]
}

const LONGEST_LEAD = 60
/** Which numbers make clauses: the first of these kinds that occurs more than once. */
const CLAUSE_KINDS: readonly Unit['kind'][] = [
  'article',
  'chapter',
  'han',
  'n.',
  '(han)',
  'heading',
  '(n)',
  'n)',
  'circle',
  'n.n',
]
/** How sentences begin or end that only introduce a contract. */
const RECITAL =
  /^(?:[a-h]\.)?鉴于|(?:协议|约定|条款|合同|承诺|协商)(?:条款)?(?:如下|以下)[:。]?$|[签订立](?:本|此)(?:保密)?(?:协议|合同)[,。]?(?:共同遵守|以资)?.{0,8}$|^whereas/
/** A short line with one of these agrees on something: 违约金三万, 不接同行的活. */
const SETTLES =
  /[不应须需必要别勿罚赔\d_万元年月天日倍]|归(?!还|属)|禁止.|有权|可以|可随|同意|保证|永久|长期|终身|all|not/
/** What leads into the whole contract, not into a list. */
const OPENS_CONTRACT =
  /双方.*(?:约定|协商|协议|达成|同意)|(?:特|现|郑重)?(?:订立|签订|承诺|达成|约定)(?:如下|以下)|agree as follows/

/** Splits a folded text into clauses and sentences. */
export function outlineOf(folded: FoldedText): Outline {
  const title = titleOf(folded.chars)
  const units = unitsOf(folded, title)
  const { clauses, clauseOf } = clausesOf(units, folded)
  return {
    title,
    cut: cutOf(folded.chars, title),
    clauses,
    sentences: sentencesOf(units, clauseOf, title, folded.chars),
  }
}

function clausesOf(units: readonly Unit[], { at }: FoldedText): { clauses: Clause[]; clauseOf: number[] } {
  const kind = CLAUSE_KINDS.find((one) => units.filter((unit) => unit.kind === one).length > 1)
  const opens = (unit: Unit): boolean =>
    kind === undefined
      ? unit.kind !== 'heading'
      : unit.kind === kind || (unit.kind === 'chapter' && kind === 'article') || isPlainNumber(unit, kind)
  const clauses: Clause[] = []
  const clauseOf = units.map((unit) => {
    const start = at[unit.start] ?? 0
    const end = (at[unit.end - 1] ?? start) + 1
    const last = clauses.at(-1)
    if (last === undefined || opens(unit)) {
      const { number, heading } = unit
      clauses.push({ start, end, ...(number !== undefined && { number }), ...(heading !== undefined && { heading }) })
    } else clauses[clauses.length - 1] = { ...last, end }
    return clauses.length - 1
  })
  return { clauses, clauseOf }
}

type Lead = Sentence['lead']

/** A numbered unit that the next ones may stand below. */
interface Above {
  readonly kind: Unit['kind']
  readonly heading: string | undefined
  lead: Lead | undefined
}

function sentencesOf(units: readonly Unit[], clauseOf: readonly number[], title: string, chars: string): Sentence[] {
  const sentences: Sentence[] = []
  const path: Above[] = []
  /** What leads into plain lines: the last words with a colon, until a line without them. */
  let openLead: Lead | undefined
  for (const [index, unit] of units.entries()) {
    const isPlain = unit.kind === 'plain'
    if (!isPlain) path.length = depthOf(unit.kind, path)
    const own = unit.heading === title ? undefined : unit.heading
    const headings = [...path.map(({ heading }) => heading), own].filter((heading) => heading !== undefined)
    let lead = isPlain ? openLead : path.findLast((above) => above.lead !== undefined)?.lead
    let last: Lead | undefined
    for (const { start, end } of sentencesIn(chars, unit.body, unit.end)) {
      const clause = clauseOf[index] ?? 0
      const isRecital = clause === 0 && RECITAL.test(chars.slice(start, end))
      const isLabel = index < units.length - 1 && isLabelled(unit, chars)
      sentences.push({ start, end, clause, headings, lead: lead ?? { start, end: start }, isRecital, isLabel })
      if (chars[end - 1] === '。') lead = undefined
      const leads = chars[end - 1] === ':' && !OPENS_CONTRACT.test(chars.slice(start, end))
      last = leads ? { start: Math.max(start, end - LONGEST_LEAD), end } : undefined
    }
    openLead = last ?? lead
    if (!isPlain && unit.heading !== title) path.push({ kind: unit.kind, heading: own, lead: last })
    const above = path.at(-1)
    if (isPlain && above !== undefined && openLead !== undefined) above.lead = openLead
  }
  return sentences
}

const isLabelled = (unit: Unit, chars: string): boolean =>
  unit.heading !== undefined && isWhole(unit) && !SETTLES.test(chars.slice(unit.body, unit.end))

/** How much of the path a unit of this kind stands below. */
function depthOf(kind: Unit['kind'], path: readonly Above[]): number {
  if (kind === 'chapter' || kind === 'heading') return 0
  if (kind === 'article') return path[0]?.kind === 'chapter' ? 1 : 0
  const level = path.findIndex((above) => above.kind === kind)
  return level === -1 ? path.length : level
}

/** 1 定义 and the like: in contracts numbered 1, 1.1 the first level has no point. */
const isPlainNumber = (unit: Unit, kind: Unit['kind']): boolean => kind === 'n.n' && unit.kind === 'heading'
