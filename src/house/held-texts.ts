/** How long the text of a contract is kept in memory after it was last added to, ms. */
const KEPT_MS = 30 * 60_000
/** All texts together take at most so many UTF-16 units; the oldest make room. */
const ROOM = 20_000_000

/**
 * The texts of contracts, in memory only: a contract is its owner's secret, so it is never written, and a restart
 * forgets it.
 */
export interface HeldTexts {
  /** The owner's text, or null when there is none or its time is over. */
  get(owner: string): string | null
  hold(owner: string, text: string | null): void
}

export function createHeldTexts(now: () => number): HeldTexts {
  const texts = new Map<string, { readonly text: string; readonly until: number }>()
  let taken = 0

  function drop(owner: string): void {
    taken -= texts.get(owner)?.text.length ?? 0
    texts.delete(owner)
  }

  function dropOver(): void {
    for (const [owner, { until }] of texts) {
      if (until > now() && taken <= ROOM) return
      drop(owner)
    }
  }

  return {
    get(owner) {
      dropOver()
      return texts.get(owner)?.text ?? null
    },
    hold(owner, text) {
      drop(owner)
      if (text !== null) {
        texts.set(owner, { text, until: now() + KEPT_MS })
        taken += text.length
      }
      dropOver()
    },
  }
}
