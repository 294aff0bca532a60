import { CLAUSES } from '../../flows/nda/rules.ts'
import type { AnswerValue } from '../../flows/shared/question.ts'
import type { ClauseTypeId } from '../nda/clause-types.ts'
import type { ContractReading, Flag, TypeFinding } from '../nda/reading.ts'
import type { StoredContract } from './session.ts'
import { simplify } from './simplify.ts'

/** More questions in one message would not be answered. */
const QUESTIONS = 8
const WORST_FIRST = ['refuse', 'must', 'should'] as const
/** Of equal severity, what can ruin somebody comes before what only hinders; every other clause comes after these. */
const GRAVEST: readonly ClauseTypeId[] = [
  'liquidated-damages',
  'non-compete',
  'damages',
  'ip-ownership',
  'deduction',
  'unilateral-change',
  'personal-information',
  'lawful-reporting',
  'definition',
  'term',
  'exclusions',
]

/** What is kept of a reading: which clauses, which flags, where; none of its words. */
export function stored(reading: ContractReading, text: string, at: number): StoredContract {
  const isAbsence = ({ start, end }: Flag) => start === end
  const severity = (flag: Flag) => WORST_FIRST.indexOf(flag.severity)
  const gravity = ({ type }: Flag) => (GRAVEST.includes(type) ? GRAVEST.indexOf(type) : GRAVEST.length)
  const flags = reading.types
    .flatMap((finding) => finding.flags)
    .sort(
      (one, other) =>
        severity(one) - severity(other) ||
        Number(isAbsence(one)) - Number(isAbsence(other)) ||
        gravity(one) - gravity(other) ||
        one.start - other.start,
    )
  const first = flags.filter((flag, at) => isFirstOfClause(flag, flags.slice(0, at)))
  const ordered = WORST_FIRST.flatMap((one) => {
    const of = (list: readonly Flag[]) => list.filter((flag) => flag.severity === one)
    return [...of(first), ...of(flags).filter((flag) => !first.includes(flag))]
  })
  const count = (severity: string) => flags.filter((flag) => flag.severity === severity).length
  return {
    readAt: at,
    length: text.length,
    flags: ordered,
    shown: 0,
    types: reading.types.filter(({ present, unclear }) => present || unclear),
    missing: reading.missing,
    ...(reading.cut !== undefined && { cut: reading.cut }),
    ...(reading.language === 'en' && { english: true as const }),
    questions: first.slice(0, QUESTIONS).map(({ id }) => id),
    counts: {
      refuse: count('refuse'),
      must: count('must'),
      should: count('should'),
      fine: reading.types.filter((finding) => finding.present && finding.flags.length === 0).length,
      unclear: reading.types.filter(({ unclear }) => unclear).length,
    },
  }
}

/** Three flags of one clause are one thing to talk about: the others come after those of other clauses. */
const isFirstOfClause = ({ type }: Flag, before: readonly Flag[]): boolean => before.every((flag) => flag.type !== type)

/** Clauses that must be read and that the rules could not make out: the freelancer is asked about these, unless a flag asks already. */
export function openTypes({ types }: ContractReading): readonly string[] {
  const unclear = new Set<string>(
    types.flatMap(({ type, unclear, flags }) => (unclear && flags.length === 0 ? [type] : [])),
  )
  return CLAUSES.filter((type) => unclear.has(type))
}

/** What the contract itself answers of what is filed. */
export function answersOf({ facts, types }: ContractReading, text: string): Record<string, AnswerValue> {
  const { termMonths, termForever, endDate, noticeHours, mutual } = facts
  const start = types
    .find(({ type }) => type === 'term')
    ?.periods.find(({ months }) => months !== undefined && months === termMonths)?.from
  const from = start === 'signing' || start === 'disclosure' || start === 'end' ? start : undefined
  return {
    ...(mutual !== undefined && { direction: { kind: 'choice', id: mutual ? 'mutual' : 'one-way' } as const }),
    ...(termForever
      ? { term: { kind: 'duration', count: 0, unit: 'forever' } as const }
      : termMonths !== undefined && {
          term: { kind: 'duration', count: termMonths, unit: 'month', ...(from && { from }) } as const,
        }),
    ...(endDate !== undefined && { end: { kind: 'date', date: endDate } as const }),
    ...(noticeHours !== undefined && {
      notice:
        noticeHours === 0
          ? ({ kind: 'choice', id: 'at-once' } as const)
          : ({ kind: 'duration', count: noticeHours, unit: 'hour' } as const),
    }),
    ...returnsOf(types, text),
  }
}

/** What is to be done with the material, by the words of its own sentence. */
function returnsOf(types: readonly TypeFinding[], text: string): Record<string, AnswerValue> {
  const finding = types.find(({ type, present }) => type === 'return-destroy' && present)
  if (finding === undefined) return {}
  const words = simplify(text.slice(finding.start, finding.end))
  const returns = /返还|归还|交还|退还|交回|return/iu.test(words)
  const destroys = /删除|销毁|清除|抹去|删掉|delete|destroy|erase/iu.test(words)
  if (!returns && !destroys) return {}
  return { returns: { kind: 'choice', id: returns && destroys ? 'either' : returns ? 'return' : 'destroy' } }
}
