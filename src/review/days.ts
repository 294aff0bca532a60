import { Temporal } from 'temporal-polyfill'

const WRITTEN = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00(?:\.0+)?)?)?$/
const EPOCH = Temporal.PlainDate.from('1899-12-30')
/** From 1990 to 2100: other numbers are no days that anybody means. */
const FIRST = 32_874
const LAST = 73_050

/** The day that somebody wrote, `YYYY-MM-DD`: 2026-11-23, 2026/11/23, 2026年11月23日; undefined if it is none. */
export function dayIn(text: string): string | undefined {
  const [, year, month, day] = WRITTEN.exec(text.trim()) ?? []
  if (year === undefined) return undefined
  try {
    const fields = { year: Number(year), month: Number(month), day: Number(day) }
    return Temporal.PlainDate.from(fields, { overflow: 'reject' }).toString()
  } catch {
    return undefined
  }
}

/** The day that a sheet keeps as a number, with the time of day behind the point. */
export function dayOfNumber(text: string): string | undefined {
  const days = Math.floor(Number(text))
  if (!(days >= FIRST && days <= LAST)) return undefined
  return EPOCH.add({ days }).toString()
}
