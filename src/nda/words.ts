import { type Hits, NO_HITS } from './hits.ts'

interface Node {
  readonly next: Map<string, Node>
  lists: number[]
  /** The longest proper ending of this node's word that begins some word too. */
  fall: Node | null
  /** Whether this node or one that it falls to ends a word. */
  depth: number
  out: Node | null
}

const newNode = (depth: number): Node => ({ next: new Map(), lists: [], fall: null, depth, out: null })

const isLetter = (char: string | undefined): boolean => char !== undefined && /[a-z]/.test(char)

/**
 * All words of all lists, found in one pass over a text (Aho and Corasick's automaton): linear in the text and in what is
 * found, however many words there are.
 */
export class WordFinder {
  readonly #root = newNode(0)
  #linked = false

  /**
   * `word` is in the form of `foldPhrase`. A word that begins with a Latin letter is found only at the beginning of a word, one that ends
   * with a letter only at the end of one, unless it ends in '*'.
   */
  add(word: string, list: number): void {
    const open = word.endsWith('*')
    const bare = open ? word.slice(0, -1) : word
    let node = this.#root
    for (const char of bare) {
      const next = node.next.get(char) ?? newNode(node.depth + 1)
      node.next.set(char, next)
      node = next
    }
    const id = open ? ~list : list
    if (node !== this.#root && !node.lists.includes(id)) node.lists.push(id)
  }

  find(text: string, lists: number): Hits[] {
    this.#link()
    /** Of most lists there is not a word. */
    const hits = new Array<{ starts: number[]; ends: number[] } | undefined>(lists)
    let node = this.#root
    for (let at = 0; at < text.length; at++) {
      const char = text[at] as string
      while (node !== this.#root && !node.next.has(char)) node = node.fall as Node
      node = node.next.get(char) ?? this.#root
      for (let word: Node | null = node.lists.length > 0 ? node : node.out; word !== null; word = word.out) {
        const start = at + 1 - word.depth
        if (isLetter(text[start]) && isLetter(text[start - 1])) continue
        const cut = isLetter(char) && isLetter(text[at + 1])
        for (const list of word.lists) {
          if (cut && list >= 0) continue
          const id = list < 0 ? ~list : list
          const found = hits[id] ?? { starts: [], ends: [] }
          hits[id] = found
          found.starts.push(start)
          found.ends.push(at + 1)
        }
      }
    }
    return Array.from(hits, (found) => found ?? NO_HITS)
  }

  #link(): void {
    if (this.#linked) return
    this.#linked = true
    const queue: Node[] = []
    for (const child of this.#root.next.values()) {
      child.fall = this.#root
      queue.push(child)
    }
    for (let first = 0; first < queue.length; first++) {
      const node = queue[first] as Node
      for (const [char, child] of node.next) {
        let fall = node.fall as Node
        while (fall !== this.#root && !fall.next.has(char)) fall = fall.fall as Node
        child.fall = fall.next.get(char) ?? this.#root
        child.out = child.fall.lists.length > 0 ? child.fall : child.fall.out
        queue.push(child)
      }
    }
  }
}
