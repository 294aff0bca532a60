/** Milliseconds of processor time that some work takes, at best of five: a busy machine makes none of them longer. */
export function processorTime(work: () => void): number {
  const runs = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage()
    work()
    return process.cpuUsage(start).user / 1000
  })
  return Math.min(...runs)
}

/**
 * The most that eight times the length may take, in milliseconds: four times as much a character as the short text, and a
 * floor below which nothing can be measured. What grows with the square of the length takes twice this.
 */
export const eightTimes = (short: number): number => Math.max(short, 5) * 32
