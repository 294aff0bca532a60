import type { Answered, Answers, FlowContext } from './flow.ts'

/** The answers with this event's answer in them: what a guard looks at, since guards run before the assign. */
export function withAnswer(context: FlowContext, event: Answered): Answers {
  return { ...context.answers, [event.questionId]: event.value }
}

/** Folds the answer into the context; the only assignment any flow makes. */
export function recordAnswer({ context, event }: { context: FlowContext; event: Answered }): { answers: Answers } {
  return { answers: withAnswer(context, event) }
}

/** The id that was chosen for a question, or undefined if it was answered in another way or not at all. */
export function chosen(answers: Answers, questionId: string): string | undefined {
  const value = answers[questionId]
  return value?.kind === 'choice' ? value.id : undefined
}
