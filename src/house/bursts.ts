/** Somebody who never stops typing is answered after so many quiet times all the same. */
const LONGEST = 4

interface Burst<Item> {
  readonly items: Item[]
  readonly done: Promise<void>
  readonly finish: (result: Promise<void>) => void
  readonly timers: { quiet: NodeJS.Timeout; longest: NodeJS.Timeout }
}

/** Collects what comes within a moment. */
export interface Bursts<Item> {
  /** Resolves when the burst that the item is part of has been dealt with, and rejects as that does. */
  add(key: string, item: Item): Promise<void>
}

/**
 * People send a thought in three messages; answered one by one, the bot would interrupt them. Items of one key are
 * handed on together once nothing has come for `quietMs`, in the order in which they came.
 */
export function createBursts<Item>(
  quietMs: number,
  handle: (key: string, items: readonly Item[]) => Promise<void>,
): Bursts<Item> {
  const open = new Map<string, Burst<Item>>()

  function close(key: string): void {
    const burst = open.get(key)
    if (burst === undefined) return
    open.delete(key)
    clearTimeout(burst.timers.quiet)
    clearTimeout(burst.timers.longest)
    burst.finish(handle(key, burst.items))
  }

  function begin(key: string): Burst<Item> {
    let finish: (result: Promise<void>) => void = () => {}
    const done = new Promise<void>((resolve) => {
      finish = resolve
    })
    const quiet = setTimeout(() => close(key), quietMs)
    const longest = setTimeout(() => close(key), LONGEST * quietMs)
    return { items: [], done, finish, timers: { quiet, longest } }
  }

  return {
    add(key, item) {
      const known = open.get(key)
      const burst = known ?? begin(key)
      if (known === undefined) open.set(key, burst)
      else burst.timers.quiet.refresh()
      burst.items.push(item)
      return burst.done
    },
  }
}
