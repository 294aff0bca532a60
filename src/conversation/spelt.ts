const spellings = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>()

/**
 * Is each letter one of those that the words are written with? Where a message must be made of listed words alone, that
 * tells most messages apart at a glance. The sets must be ones that stay.
 */
export function isSpelt(letters: string, words: readonly ReadonlySet<string>[]): boolean {
  for (const letter of letters) if (!words.some((set) => spellingOf(set).has(letter))) return false
  return true
}

function spellingOf(words: ReadonlySet<string>): ReadonlySet<string> {
  const known = spellings.get(words)
  if (known !== undefined) return known
  const spelling = new Set([...words].flatMap((word) => [...word]))
  spellings.set(words, spelling)
  return spelling
}
