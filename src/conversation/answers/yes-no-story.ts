import { together } from './yes-no-assent.ts'
import type { AskedQuestion } from './yes-no-question.ts'
import type { Clause, Gist, Head, Said } from './yes-no-said.ts'

/** So many UTF-16 units behind what decides are another matter. */
const ASTRAY = 40

/** Finds in a story what it comes to: the clause that says it of the thing asked, unless another takes it back or doubts it. */
export function fromGists(clauses: readonly Clause[], asked: AskedQuestion): 'yes' | 'no' | undefined {
  let stated: 'yes' | 'no' | undefined
  let former = false
  let isOpen = false
  let conceded = false
  let turned = false
  let astray = 0
  const none = beginsWith(clauses, ['none', 'notYet'])
  for (const clause of clauses) {
    turned ||= clause.turns || former
    conceded ||= clause.concedes
    if (clause.said.kind === 'corrects') {
      stated = undefined
      isOpen = false
      turned = true
    }
    for (const gist of gistsIn(clause, asked)) {
      if (gist === 'open') {
        isOpen ||= !(none && clause.said.kind === 'vague' && clause.said.partial)
        continue
      }
      const value = gist === 'rest' ? 'no' : gist
      const isTurned = (turned && !conceded) || gist === 'rest'
      if (stated !== undefined && stated !== value && !isTurned) return undefined
      if (turned) isOpen = false
      stated = value
      turned = false
      former = clause.former
      astray = 0
    }
    if (gistsIn(clause, asked).length === 0) astray += clause.length
    if (leadsAway(clause, asked)) astray += ASTRAY + 1
  }
  if (asked.has && stated === undefined && isPast(clauses)) return 'no'
  if (isOpen || astray > ASTRAY) return undefined
  if (stated === undefined && addsToHum(clauses, asked)) return 'yes'
  const heads = headsOf(clauses, asked)
  if (stated === undefined)
    return heads === 'no' && !clauses.some(({ said }) => said.kind === 'unsure') ? 'no' : undefined
  return stated === 'yes' && heads === 'no' ? undefined : stated
}

function gistsIn({ said, gists, turns, mixed }: Clause, asked: AskedQuestion): readonly Gist[] {
  switch (said.kind) {
    case 'content':
      if (said.value === 'yes' || said.value === 'no') return [said.value]
      if (said.value === 'vague') return mixed ? gists : ['open']
      return asked.about === 'done' ? [] : ['yes']
    case 'head':
      return said.heads.some((head) => head === 'vague') ? ['open'] : []
    case 'unsure':
      return ['open']
    case 'vague':
      return gists.length > 0 || said.partial ? gists : ['open']
    case 'asks':
      return said.restates && gists.length === 0 ? ['open'] : gists
    case 'unknown':
      return said.cancels || (said.conditional && said.verb && said.leans !== 'neither') ? ['open'] : gists
    case 'theirs':
      return turns && said.verb && said.done ? ['open'] : gists
    case 'elsewhere':
      return gists
    default:
      return []
  }
}

const leadsAway = ({ said, gists }: Clause, asked: AskedQuestion): boolean =>
  said.kind === 'unknown' && gists.length === 0 && (said.redirects || said.toYou) && !asked.offers

function headsOf(clauses: readonly Clause[], asked: AskedQuestion): 'yes' | 'no' | undefined {
  const heads = clauses.flatMap(({ said }) => (said.kind === 'head' ? said.heads : []))
  const strong = heads.filter((head) => head !== 'hum' && head !== 'accept')
  if (strong.length === 0) return undefined
  const value = together(strong, asked)
  return value === 'vague' ? undefined : value
}

/** 以前有的,到期清掉了: what there was is gone. */
function isPast(clauses: readonly Clause[]): boolean {
  const [first, ...rest] = clauses
  const had = first?.former && first.said.kind === 'head' && first.said.heads.every((head) => head === 'have')
  return had === true && rest.some(({ said, tells }) => tells && said.kind === 'unknown' && said.cancels)
}

/** 嗯 刚回了: what is told behind a 嗯 bears it out, where it denies nothing and leads nowhere else. */
function addsToHum(clauses: readonly Clause[], asked: AskedQuestion): boolean {
  const [first, ...rest] = clauses.filter(({ said }) => said.kind !== 'filler')
  if (first === undefined || !isHum(first.said) || asked.negated || asked.offers || rest.length === 0) return false
  return rest.every(
    ({ said, tells }) =>
      tells && said.kind === 'unknown' && !said.negative && !said.redirects && !said.toYou && !said.conditional,
  )
}

/** Is the first thing said, after a 嗯, nothing but one of these? */
export function beginsWith(clauses: readonly Clause[], heads: readonly Head[]): boolean {
  const first = clauses.find(({ said }) => said.kind !== 'filler' && !isHum(said))?.said
  return first?.kind === 'head' && first.heads.every((head) => heads.includes(head))
}

const isHum = (said: Said): boolean => said.kind === 'head' && said.heads.every((head) => head === 'hum')
