import type { TopicId } from '../topics.ts'

/** A sentence as people type it, and what it is about. `group` binds paraphrases of one question together. */
export interface TopicExample {
  readonly text: string
  readonly topic: TopicId | 'none'
  readonly group?: string
}

/**
 * An item of an example file: one sentence, or several that say the same in other words.
 */
export type ExampleItem = string | readonly string[]

/**
 * The examples of one file, with a group for each item. Paraphrases must never be split between training and
 * checking: the search would be asked what it has just been told, and the figures would flatter it.
 */
export function topicExamples(topic: TopicId | 'none', items: readonly ExampleItem[]): TopicExample[] {
  return items.flatMap((item, i) =>
    (typeof item === 'string' ? [item] : item).map((text) => ({ text, topic, group: `${topic}#${i}` })),
  )
}
