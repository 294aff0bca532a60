import { FLOWS } from '../../flows/index.ts'
import { type Draft, nameOf, shelvesTop } from './draft.ts'
import { recordOfFrame } from './frame-record.ts'
import { bare } from './normalise.ts'
import { openRecords } from './records.ts'
import type { Frame } from './session.ts'

/** "橘子留着 先弄蓝鲸": what is kept comes first. */
const afterLeaving = (text: string): string => text.replace(/^\S{1,12}?(?:留着|先放着?|先放一放|先不弄)[\p{P}\s]+/u, '')

/** 切到 is said of nothing else; 回到首页 may be anything. */
const SURELY = /切/u

/**
 * "切到 B": leaves what is being asked, with its answers, and goes on with that client's conversation, or opens that
 * client's record. False when the words are something else.
 */
export function switchTo(draft: Draft): boolean {
  const { switching } = draft.knowledge.phrases
  const phrase = bare(afterLeaving(draft.text))
  const word = switching.find((one) => phrase.startsWith(one))
  if (word === undefined) return false
  const name = bare(phrase.slice(word.length).replace(/(?:的|吧)$/u, '')).replace(/(?:那份|那个|那家|的档案)$/u, '')
  if (name === '') return false
  const isCalled = (client: string) =>
    bare(client) === name || bare(client) === `${bare(draft.knowledge.phrases.codeName)}${name}`
  const isTheirs = (frame: Frame) => {
    const client = draft.nameIn(frame) ?? recordOfFrame(draft.cases, frame)?.client
    return client !== undefined && FLOWS[frame.flow]?.keeps === true && isCalled(client)
  }

  const top = draft.session.frames.at(-1)
  if (top !== undefined && isTheirs(top)) {
    draft.speak('repair/already-here')
    draft.ask()
    return true
  }
  const begun = [...draft.session.frames, ...draft.session.shelved].findLast(isTheirs)
  const cases = draft.cases.filter(({ client }) => isCalled(client))
  if (begun === undefined && cases.length === 0) {
    if (!SURELY.test(word)) return false
    draft.speak('repair/no-such-client', { with: { name: { brief: name } } })
    draft.ask()
    return true
  }
  const left = draft.session.frames.findLast(({ flow, answers }) => FLOWS[flow]?.keeps && answers.length > 0)
  shelvesTop(draft, begun)
  const isKept = left !== undefined && left !== begun
  if (begun === undefined) {
    if (isKept) draft.speak('repair/left-for-later', { with: { name: nameOf(left) } })
    openRecords(draft, null, cases)
  } else {
    draft.session = { ...draft.session, frames: [begun] }
    if (isKept) draft.speak('repair/switched', { with: { name: nameOf(left) } })
    else draft.speak('repair/switched-to')
    draft.ask()
  }
  return true
}
