import type { Question } from '../../flows/shared/question.ts'
import { obey } from './commands.ts'
import type { Draft } from './draft.ts'
import { refusalPage } from './refusal-page.ts'

/**
 * Takes a no to the asking itself ("这个不方便讲", "关你什么事") as it is: what can go unanswered does, and for the rest it is
 * said why it is asked and what else will do. Nothing of it is an answer.
 */
export function acceptRefusal(draft: Draft, question: Question): void {
  if (question.skippable && draft.live?.frame.revisiting === null) {
    draft.speak('repair/need-not-say')
    obey(draft, 'skip')
    return
  }
  draft.speak(refusalPage(question))
  draft.ask()
}
