import { Temporal } from 'temporal-polyfill'
import { type Due, pastDue, readDues } from '../guidance/due.ts'
import { bad, type Finding, good, note } from './finding.ts'

/** As many as an operator reads; the sheets for the reviewer hold all. */
const MOST_NAMED = 5

/** Has somebody looked at the law, and at what the bot says, when they should have? `now` in epoch ms. */
export async function checkContent(data: string, zone: string, now: number): Promise<readonly Finding[]> {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString()
  const dues = pastDue(await readDues(data), today)
  const laws = dues.filter(({ kind }) => kind === 'law')
  const others = dues.filter(({ kind }) => kind !== 'law')
  if (dues.length === 0) return [good('内容：法条和别的话，都没过复核的日子。')]
  return [
    ...(laws.length === 0
      ? []
      : [
          bad(
            `内容：${laws.length} 条法条过了复核的日子：${named(laws)}。机器人引用时会标「待复核」。请人看过，改 data/law.yaml 的 due，见 docs/review.md。`,
          ),
        ]),
    ...(others.length === 0
      ? []
      : [note(`内容：${others.length} 处话过了复核的日子：${named(others)}。请人复核，见 docs/review.md。`)]),
  ]
}

const named = (dues: readonly Due[]): string =>
  dues
    .slice(0, MOST_NAMED)
    .map(({ id, due }) => `${id}（${due}）`)
    .join('、') + (dues.length > MOST_NAMED ? '……' : '')
