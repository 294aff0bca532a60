export { type AlarmExample, type AlarmGuess, trainAlarmSearch } from './alarm-search.ts'
export { type ExampleItem, type TopicExample, topicExamples } from './examples.ts'
export { type TopicRanking, trainTopicSearch } from './topic-search.ts'
