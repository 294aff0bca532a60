import type { ClauseTypeId } from './clause-types.ts'
import type { ContractFacts, TypeFinding } from './reading.ts'

const DATE = /(20\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})/g
const HOURS_A_DAY = 24

/** What is filed about a contract, from what was found of it. */
export function factsOf(text: string, found: ReadonlyMap<ClauseTypeId, TypeFinding>, mutual: boolean): ContractFacts {
  const term = found.get('term')
  const notice = found.get('breach-notice')
  const direction = found.get('direction')
  const penalty = found.get('liquidated-damages')
  const forever = term?.periods.some(({ forever: lasting }) => lasting)
  const months = most(term?.periods.map(({ months: count }) => count))
  const hours = least(
    notice?.periods.map(({ hours: count, days }) => count ?? (days === undefined ? undefined : days * HOURS_A_DAY)),
  )
  const noticed = notice?.present === true ? text.slice(notice.start, notice.end) : ''
  const noticeHours = hours ?? (/立即|立刻|马上|第一时间|immediately/i.test(noticed) ? 0 : undefined)
  const penaltyYuan = most(penalty?.amounts.map(({ yuan }) => yuan))
  const penaltyFeeTimes = most(penalty?.amounts.map(({ feeTimes }) => feeTimes))
  const endDate = term?.present === true ? lastDate(text.slice(term.start, term.end)) : undefined
  return {
    ...(months !== undefined && { termMonths: months }),
    ...(forever === true && { termForever: true }),
    ...(endDate !== undefined && { endDate }),
    ...(noticeHours !== undefined && { noticeHours }),
    ...(found.has('return-destroy') && { returnDuty: found.get('return-destroy')?.present === true }),
    ...(direction?.present === true && { mutual }),
    ...(penaltyYuan !== undefined && { penaltyYuan }),
    ...(penaltyFeeTimes !== undefined && { penaltyFeeTimes }),
  }
}

const known = (values: readonly (number | undefined)[] | undefined): number[] =>
  (values ?? []).filter((value) => value !== undefined)

function most(values: readonly (number | undefined)[] | undefined): number | undefined {
  const all = known(values)
  return all.length === 0 ? undefined : Math.max(...all)
}

function least(values: readonly (number | undefined)[] | undefined): number | undefined {
  const all = known(values)
  return all.length === 0 ? undefined : Math.min(...all)
}

/** The latest day that is named, ISO. */
function lastDate(sentence: string): string | undefined {
  const days = [...sentence.matchAll(DATE)].map(
    ([, year, month, day]) => `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`,
  )
  return days.sort().at(-1)
}
