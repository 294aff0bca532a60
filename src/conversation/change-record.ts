import { recordOf } from '../../flows/records/rules.ts'
import type { FlowContext } from '../../flows/shared/flow.ts'
import type { CaseRecord } from './case.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { openRecords, reopen } from './records.ts'
import { simplify } from './simplify.ts'

/**
 * Changes what stands in a filed record when client and question are named: "小鱼的谁能看改成我和助理". The record is opened
 * at its review, and nothing is filed before that is agreed to. False when it is no such message.
 */
export function changeRecord(draft: Draft): boolean {
  if (draft.live !== undefined) return changePicked(draft)
  const text = draft.text.trim()
  const plain = simplify(text).toLowerCase()
  const clients = [...new Set(draft.cases.map(({ client }) => client))].sort((one, other) => other.length - one.length)
  const client = clients.find((one) => one.length > 1 && plain.startsWith(simplify(one).toLowerCase()))
  if (client === undefined) return false
  const cases = draft.cases.filter((one) => one.client === client)
  const words = afterName(draft, text.slice(client.length), cases)
  if (words === undefined) return false
  const [only, ...others] = cases
  if (only === undefined || others.length > 0) {
    openRecords(draft, null, cases)
    return true
  }
  reopen(draft, only)
  draft.hearInstead(words)
  return true
}

/** What is to be changed, if a question is named first and a new answer follows. */
function afterName({ knowledge }: Draft, rest: string, cases: readonly CaseRecord[]): string | undefined {
  const { around } = knowledge.records
  const { correcting, corrections } = knowledge.phrases
  const project = cases.find((one) => one.project !== null && rest.includes(one.project))?.project ?? ''
  const named = project === '' ? rest : rest.slice(rest.indexOf(project) + project.length)
  const link = around.after.find((word) => named.startsWith(word)) ?? ''
  const words = named.slice(link.length).replace(/^[\p{P}\s]+/u, '')
  const plain = simplify(words)
  const titles = [...corrections.names.values()].flat()
  const isNamed = titles.some((title) => plain.startsWith(title))
  return isNamed && correcting.arrows.some((arrow) => plain.includes(arrow)) ? words : undefined
}

/** "改里面的谁能看", where it is asked what to do with a record: it is opened at that. */
function changePicked(draft: Draft): boolean {
  const { live, knowledge } = draft
  if (live?.flow.id !== 'records' || pendingQuestion(live)?.id !== 'action') return false
  const plain = simplify(draft.text.trim())
  if (!/^[把要想我先]*[改修]|改[一下掉吧]*$/u.test(plain)) return false
  const titles = [...knowledge.phrases.corrections.names.values()].flat()
  const title = titles.filter((one) => plain.includes(one)).sort((one, other) => other.length - one.length)[0]
  const id = recordOf(live.snapshot.context as FlowContext)?.id
  const record = draft.cases.find((one) => one.id === id)
  if (title === undefined || record === undefined) return false
  draft.pop()
  reopen(draft, record)
  draft.hearInstead(plain.slice(plain.indexOf(title)).includes('成') ? plain.slice(plain.indexOf(title)) : `改${title}`)
  return true
}
