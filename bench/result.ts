/** What one benchmark found: a table whose figures were measured side by side in one run, and what they are to be. */
export interface Result {
  readonly name: string
  /** What was compared and how, in a sentence. */
  readonly what: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** What the issue asked for, and whether it was met. */
  readonly aims: readonly { readonly aim: string; readonly found: string; readonly met: boolean }[]
}

/** Stands before the line of JSON that the suite looks for. */
export const MARK = 'RESULT '

/** Prints a result for people, and for the suite. */
export function report(result: Result): void {
  console.log(result.what)
  console.log(result.columns.join('\t'))
  for (const row of result.rows) console.log(row.join('\t'))
  for (const { aim, found, met } of result.aims) console.log(`${met ? 'met' : 'NOT MET'}: ${aim}: ${found}`)
  console.log(MARK + JSON.stringify(result))
}

export const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

/** Processor time of this process since `before`, µs. */
export function processorTime(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return user + system
}
