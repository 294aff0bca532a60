import { type Draft, shelvesTop } from './draft.ts'
import { bare } from './normalise.ts'
import { openRecords } from './records.ts'
import type { Frame } from './session.ts'

/**
 * "切到 B": leaves what is being asked, with its answers, and goes on with that client's conversation, or opens that
 * client's record. False when the words are something else.
 */
export function switchTo(draft: Draft): boolean {
  const { switching } = draft.knowledge.phrases
  const phrase = bare(draft.text)
  const word = switching.find((one) => phrase.startsWith(one))
  if (word === undefined) return false
  const name = bare(phrase.slice(word.length)).replace(/(?:那份|那个|那家|的档案)$/u, '')
  if (name === '') return false
  const isCalled = (client: string) =>
    bare(client) === name || bare(client) === `${bare(draft.knowledge.phrases.codeName)}${name}`
  const isTheirs = ({ answers }: Frame) =>
    answers.some(({ questionId, value }) => questionId === 'client' && value.kind === 'text' && isCalled(value.text))

  const top = draft.session.frames.at(-1)
  if (top !== undefined && isTheirs(top)) {
    draft.speak('repair/already-here')
    draft.ask()
    return true
  }
  const begun = [...draft.session.frames, ...draft.session.shelved].findLast(isTheirs)
  const cases = draft.cases.filter(({ client }) => isCalled(client))
  if (begun === undefined && cases.length === 0) {
    draft.speak('repair/no-such-client', { with: { name: { brief: name } } })
    draft.ask()
    return true
  }
  shelvesTop(draft, begun)
  if (begun === undefined) openRecords(draft, null, cases)
  else {
    draft.session = { ...draft.session, frames: [begun] }
    draft.speak('repair/switched')
    draft.ask()
  }
  return true
}
