import { bare } from '../normalise.ts'
import type { Reading, ReadingContext } from './reading.ts'

/** One of a question's options with all that it is called. */
export interface Named {
  readonly id: string
  /** Label and other words for it, in bare form. */
  readonly names: readonly string[]
  /** What is an instance of it, in bare form. */
  readonly like: readonly string[]
}

/** A question's options, each with its names: what the page says, and what the flow knows of it. */
export function namedOptions({ question, page }: Pick<ReadingContext, 'question' | 'page'>): readonly Named[] {
  return (question.options ?? []).map(({ id, label, names = [] }) => {
    const known = page.options.get(id)
    const own = typeof label === 'string' ? [label] : []
    return {
      id,
      names: [...own, ...names, ...(known ? [known.label, ...known.also] : [])].map(bare).filter(Boolean),
      like: (known?.like ?? []).map(bare),
    }
  })
}

export const choose = (id: string): Reading => ({ kind: 'answer', value: { kind: 'choice', id } })
