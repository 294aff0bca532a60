/** So many files of one person may be waiting to be read, or being read. */
const PLACES = 3

/** Keeps places for files, so that one person's fifteen files do not keep everybody else's from being read. */
export interface FilePlaces {
  /** `taken`: the file is read, and `leave` is owed for it; `full`: it is not; `told`: nor was the one before it. */
  enter(owner: string): 'taken' | 'full' | 'told'
  leave(owner: string): void
}

export function createFilePlaces(): FilePlaces {
  const people = new Map<string, { taken: number; told: boolean }>()
  return {
    enter(owner) {
      const place = people.get(owner) ?? { taken: 0, told: false }
      people.set(owner, place)
      if (place.taken < PLACES) {
        place.taken++
        return 'taken'
      }
      if (place.told) return 'told'
      place.told = true
      return 'full'
    },
    leave(owner) {
      const place = people.get(owner)
      if (place !== undefined && --place.taken === 0) people.delete(owner)
    },
  }
}
