const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Are these eight digits a day of the twentieth or twenty-first century: 20261123? */
export function isDay(digits: string): boolean {
  const [, month = '', day = ''] = /^(?:19|20)\d{2}(\d{2})(\d{2})$/.exec(digits) ?? []
  return Number(day) >= 1 && Number(day) <= (DAYS_IN_MONTH[Number(month) - 1] ?? 0)
}
