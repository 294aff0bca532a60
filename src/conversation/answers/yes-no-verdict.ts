import { together } from './yes-no-assent.ts'
import type { AskedQuestion } from './yes-no-question.ts'
import type { Clause, Head, Said, Value as Stated } from './yes-no-said.ts'
import { beginsWith, fromGists } from './yes-no-story.ts'

/** `unsure`: says that they do not know. `vague`: is about the question, and leaves open what. `other`: no answer. */
export type YesNo = 'yes' | 'no' | 'unsure' | 'vague' | 'other'

type Value = 'yes' | 'no' | 'vague'

/** Weighs the clauses of a message: what is said of the thing itself, then bare words of assent, then nothing. */
export function decide(clauses: readonly Clause[], asked: AskedQuestion): YesNo {
  const read = weigh(clauses, asked)
  const isOpen = read === 'vague' || read === 'other'
  const found = (isOpen && asked.known ? fromGists(clauses, asked) : undefined) ?? read
  if (asked.confirms && (found === 'yes' || found === 'no')) return found === 'yes' ? 'no' : 'yes'
  return found === 'vague' && unknownLength(clauses) > ASIDE ? 'other' : found
}

function weigh(all: readonly Clause[], asked: AskedQuestion): YesNo {
  const going = goingOn(all).filter(({ said }) => said.kind !== 'filler')
  const denies = going[0]?.said.kind === 'head' && going[0].said.heads.every((head) => head === 'none')
  const clauses = going.filter(({ said }) => !(denies && said.kind === 'unsure' && said.forgot))
  const contents = clauses.flatMap(({ said }, at) => (said.kind === 'content' ? [{ at, value: said.value }] : []))
  const unsure = clauses.findIndex(({ said }) => said.kind === 'unsure')
  if (unsure >= 0) {
    const definite = contents.findIndex(({ value }) => value !== 'vague')
    return definite < 0 || unsure < (contents[definite]?.at ?? 0) ? 'unsure' : 'vague'
  }
  if (
    asked.offers &&
    (beginsWith(clauses, ['decline']) || endsDeclining(clauses)) &&
    !clauses.some(({ turns }) => turns)
  )
    return 'no'
  if (contents.length === 0) return fromHeads(clauses, asked)
  return asked.known ? fromContents(clauses, contents, asked) : 'vague'
}

/** A clause without a subject, turning from one about somebody else, is still about them: 他没签,后来签了. */
function goingOn(clauses: readonly Clause[]): Clause[] {
  let theirs = false
  return clauses.map((clause, at): Clause => {
    const { said, byMe } = clause
    if (clause.half === 'but' && said.kind === 'head' && isDenied(clauses[at - 1])) {
      return { ...clause, said: { kind: 'filler' } }
    }
    const turns = clause.turns || (clause.half === 'but' && clauses[at - 1]?.half === 'not')
    if (said.kind === 'theirs') theirs = said.done
    else if (theirs && turns && !byMe && said.kind === 'content') {
      return { ...clause, said: { kind: 'theirs', verb: true, done: true } }
    }
    return { ...clause, turns }
  })
}

/** 等下再说吧,先不用. */
const endsDeclining = (clauses: readonly Clause[]): boolean =>
  clauses.length > 1 &&
  clauses.slice(0, -1).every(({ said }) => said.kind === 'vague' || said.kind === 'filler' || said.kind === 'looks') &&
  beginsWith(clauses.slice(-1), ['decline'])

/** 不是我: what is said to be so instead, 是我同事, agrees to nothing. */
const isDenied = (before: Clause | undefined): boolean =>
  before?.said.kind === 'head' && before.said.heads.every((head) => head === 'deny')

function fromContents(
  clauses: readonly Clause[],
  contents: readonly { at: number; value: Stated }[],
  asked: AskedQuestion,
): Value {
  const stated = contents.filter(({ value }) => value !== 'wish')
  const last = stated.at(-1)
  const before = stated.at(-2)
  const turned = last !== undefined && before !== undefined && clauses.slice(before.at + 1, last.at + 1).some(turnsAway)
  const concedes = clauses.some(({ concedes }) => concedes)
  if (last === undefined || (concedes && last.value === 'no') || last.value === 'vague' || last.value === 'wish')
    return 'vague'
  const value = last.value === 'bare' ? 'yes' : last.value
  if (!turned && stated.some((other) => (other.value === 'bare' ? 'yes' : other.value) !== value)) return 'vague'
  const isAlone = clauses.every((clause) => PLAIN_COMPANY.has(clause.said.kind) || (asked.offers && agreesToo(clause)))
  if (last.value === 'bare' && !isAlone) return 'vague'
  if (unknownLength(clauses) > STORY) return 'vague'
  const doubtful = clauses.some((clause, at) =>
    at > last.at
      ? takesBack(clause, value, asked)
      : at < last.at && raisesDoubt(clause) && !clauses.slice(at + 1, last.at + 1).some(turnsAway),
  )
  return doubtful ? 'vague' : value
}

/** What a bare verb may stand beside and still be an answer. */
const PLAIN_COMPANY: ReadonlySet<Said['kind']> = new Set(['content', 'head', 'corrects'])

/** So many UTF-16 units that mean nothing to us are a story in which the known clause is a detail. */
const STORY = 30

/** With so many, a message that leaves the answer open is rather about another matter. */
const ASIDE = 12

const unknownLength = (clauses: readonly Clause[]): number =>
  clauses.reduce((sum, { said, length }) => (said.kind === 'unknown' || said.kind === 'asks' ? sum + length : sum), 0)

/** 但, 说错了, or a bare 不对 between two statements: the later one is meant. */
const turnsAway = ({ said, turns }: Clause): boolean =>
  turns || said.kind === 'corrects' || (said.kind === 'head' && said.heads.every((head) => head === 'deny'))

/** Says of the question's own verb the opposite, or leaves it open. */
const contradicts = ({ verb, leans }: Said & { kind: 'unknown' }, value: 'yes' | 'no'): boolean =>
  verb && leans !== value && leans !== 'neither'

function raisesDoubt({ said }: Clause): boolean {
  return said.kind === 'vague' || (said.kind === 'unknown' && said.verb && !said.ofThem)
}

function takesBack({ said, turns }: Clause, value: 'yes' | 'no', asked: AskedQuestion): boolean {
  switch (said.kind) {
    case 'vague':
      return value === 'yes' || !said.partial
    case 'corrects':
      return true
    case 'head':
      return said.heads.some((head) =>
        head === 'soon'
          ? value === 'yes' && asked.about === 'done'
          : (value === 'yes' ? AGAINST_YES : AGAINST_NO).has(head),
      )
    case 'asks':
      return said.restates
    case 'theirs':
      return turns && value === 'yes'
    case 'unknown':
      if (said.conditional) return said.verb
      return (said.cancels && value === 'yes') || (contradicts(said, value) && (turns || !said.ofThem))
    default:
      return false
  }
}

const AGAINST_YES: ReadonlySet<Head> = new Set(['deny', 'none', 'notYet', 'decline', 'vague'])
const AGAINST_NO: ReadonlySet<Head> = new Set(['deny', 'have', 'finished', 'vague'])

function fromHeads(clauses: readonly Clause[], asked: AskedQuestion): YesNo {
  const heads = clauses.flatMap(({ said }) => (said.kind === 'head' ? said.heads : []))
  const rest = clauses.filter(({ said }) => said.kind !== 'head')
  if (heads.length === 0) return rest.some(({ said }) => isAboutIt(said)) ? 'vague' : 'other'
  const strong = heads.filter((head) => head !== 'hum' && head !== 'accept')
  const value = together(strong.length > 0 ? strong : heads, asked)
  if (value === 'vague' || rest.length === 0) return value
  const first = clauses.find(({ said }) => said.kind !== 'theirs')
  if (first?.said.kind !== 'head' || unknownLength(rest) > STORY) return 'vague'
  const isNone = strong.every((head) => head === 'none' || head === 'notYet') && strong.length > 0
  if (rest.some(({ said }) => said.kind === 'unknown' && (said.redirects || (said.toYou && !isNone))))
    return strong.length > 0 ? 'vague' : 'other'
  if (strong.length === 0) {
    if (rest.some(({ said }) => said.kind === 'asks')) return 'other'
    return asked.offers && heads.includes('accept') && rest.every(agreesToo) ? 'yes' : 'vague'
  }
  if (strong.includes('finished')) return 'vague'
  return rest.some((clause) => undoes(clause, value, strong)) ? 'vague' : value
}

/** 好,写短点: what else is said to an offer that was accepted. */
const agreesToo = ({ said, turns }: Clause): boolean =>
  !turns &&
  (said.kind === 'elsewhere' ||
    said.kind === 'aside' ||
    (said.kind === 'unknown' && !said.redirects && !said.negative && !said.hedged && !(said.conditional && said.verb)))

/** Does it speak of what was asked, though nobody can say what it means? 签了个寂寞, 对方签了. */
function isAboutIt(said: Said): boolean {
  if (said.kind === 'vague' || said.kind === 'aside' || said.kind === 'looks') return true
  if (said.kind === 'theirs') return said.verb
  return said.kind === 'unknown' && (said.verb || said.hedged) && !said.redirects && !said.toYou && !said.conditional
}

/** Does another clause put a bare yes or no in doubt? */
function undoes({ said, turns }: Clause, value: 'yes' | 'no', heads: readonly Head[]): boolean {
  const isNone = heads.some((head) => head === 'none' || head === 'notYet')
  switch (said.kind) {
    case 'vague':
      return value === 'yes' || !said.partial
    case 'corrects':
      return true
    case 'asks':
      return !isNone || said.restates
    case 'elsewhere':
    case 'aside':
      return false
    case 'theirs':
      return value === 'yes' && said.verb
    case 'unknown':
      if (isNone) return said.verb && !said.negative && !said.ofThem && !said.conditional
      return turns || said.cancels || contradicts(said, value) || (value === 'yes' && said.conditional)
    default:
      return false
  }
}
