import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type TopicExample, topicExamples } from '../../../src/guidance/search/index.ts'
import { TOPICS } from '../../../src/guidance/topics.ts'

/** The examples that the bot ships with. */
export const shippedExamples: readonly TopicExample[] = [...TOPICS, 'none' as const].flatMap((topic) =>
  topicExamples(topic, readYaml(topic)),
)

function readYaml(name: string) {
  return parse(readFileSync(new URL(`../../../data/phrases/topics/${name}.yaml`, import.meta.url), 'utf8'))
}
