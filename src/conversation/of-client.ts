import { FLOWS } from '../../flows/index.ts'
import { isAsking } from './asking.ts'
import type { CaseRecord } from './case.ts'
import type { Draft } from './draft.ts'
import { tellsFacts } from './incident-frame.ts'
import type { RecordAction } from './knowledge.ts'
import { bare } from './normalise.ts'
import { openMeant, openRecords } from './records.ts'
import { simplify } from './simplify.ts'
import { inputFor } from './topics.ts'

/** What was said about a client by name: "小鱼的海报结束了，资料都删了" is to close that project, and 资料都删了. */
interface Said {
  readonly client: string
  readonly project: string | undefined
  readonly action: RecordAction
  readonly words: string
}

/** Where the first clause ends. */
const CLAUSE_END = /[\s，,。:：;；!！]+/u

/**
 * Does what is asked for about a client by name: "小鱼的项目结束了", "删掉大熊", "小鱼又加了要求：不能发朋友圈",
 * "给小鱼再建一个项目".
 *
 * Only where nothing is left of the sentence but the name and known words, because anything more may be an answer.
 * False when it is no such message.
 */
export function actForClient(draft: Draft): boolean {
  const said = understand(draft)
  if (said === undefined) return false
  const { client, project, action, words } = said
  if (action === 'new') {
    startFor(draft, client)
    return true
  }
  const ofClient = draft.cases.filter((one) => one.client === client)
  const ofProject = ofClient.filter((one) => one.project === project)
  const cases = project === undefined ? ofClient : ofProject
  if (cases.length === 0) return tellUnfiled(draft, client, action)
  if (action === 'show') openRecords(draft, null, cases)
  else if (isBeingFilled(draft, client)) openMeant(draft, action, cases, words)
  else openOf(draft, action, cases, words)
  return true
}

/** Does it to one of that client's records, whatever is being filled in for another. */
function openOf(draft: Draft, action: 'close' | 'amend' | 'delete', cases: readonly CaseRecord[], words: string): void {
  const [only, ...others] = cases
  if (only === undefined) return
  if (others.length > 0) openMeant(draft, action, cases, words)
  else {
    openRecords(draft, action, [only])
    if (words !== '') draft.hearInstead(words)
  }
}

const isBeingFilled = (draft: Draft, client: string): boolean =>
  draft.session.frames.some((frame) => frame.input.caseId === undefined && draft.nameIn(frame) === client)

/** There is no record of that client yet, only a conversation. */
function tellUnfiled(draft: Draft, client: string, action: RecordAction): boolean {
  const begun = [...draft.session.frames, ...draft.session.shelved].find((frame) => draft.nameIn(frame) === client)
  if (begun === undefined || action === 'new' || action === 'show') return false
  draft.speak(`records/unfiled-${action}`, { with: { client: { brief: client } } })
  draft.ask()
  return true
}

/** Another project of a client: the name need not be asked again. */
function startFor(draft: Draft, client: string): void {
  const flow = FLOWS.scope
  if (flow === undefined) return
  draft.dropPassing()
  const name = {
    questionId: 'client',
    value: { kind: 'text' as const, text: client },
    messageId: draft.event.id,
    at: draft.now.at,
  }
  draft.speak('records/another-project', { with: { client: { brief: client } } })
  draft.push(flow, inputFor(draft), [name])
  draft.ask()
}

function understand(draft: Draft): Said | undefined {
  if (draft.live !== undefined && tellsFacts(draft.live)) return undefined
  const text = draft.text.trim()
  const plain = simplify(text).toLowerCase()
  if (plain.length !== text.length) return undefined
  for (const client of names(draft)) {
    const name = simplify(client).toLowerCase()
    const at = plain.indexOf(name)
    if (at < 0 || (name.length < 2 && plain !== name)) continue
    const said = readAround(draft, client, text, { plain, at, end: at + name.length })
    if (said !== undefined) return said
  }
  return undefined
}

/** Longest first, so that 小鱼儿 is not taken for 小鱼. */
const names = (draft: Draft): string[] => [...draft.clients()].sort((one, other) => other.length - one.length)

function readAround(
  draft: Draft,
  client: string,
  text: string,
  { plain, at, end }: { plain: string; at: number; end: number },
): Said | undefined {
  const { around, ofClient, ofClientUnasked } = draft.knowledge.records
  const actions = draft.live === undefined ? ofClientUnasked : ofClient
  const before = withoutLast(plain.slice(0, at).replace(/\s+/gu, ''), around.before)
  const { rest: afterName, cut } = withoutFirst(plain.slice(end), around.after)
  const project = draft.cases.find(
    (one) => one.client === client && one.project && afterName.startsWith(simplify(one.project).toLowerCase()),
  )?.project
  const afterProject = project ? withoutFirst(afterName.slice(project.length), around.after) : { rest: '', cut: 0 }
  const after = project ? afterProject.rest : afterName
  const start = end + cut + (project ? project.length + afterProject.cut : 0)

  const clauseEnd = CLAUSE_END.exec(after)
  const clause = clauseEnd === null ? after : after.slice(0, clauseEnd.index)
  const words = clauseEnd === null ? '' : text.slice(start + clauseEnd.index + clauseEnd[0].length)
  const whole = bare(before + clause)
  const action = actions.get(whole) ?? actions.get(`${whole}了`)
  const rest = { client, project: project ?? undefined }
  if (action !== undefined) return isAsking(words, draft) && words !== '' ? undefined : { ...rest, action, words }
  if (before + clause === '' && words === '' && draft.live === undefined) return { ...rest, action: 'show', words: '' }
  return before === '' ? readRunOn(draft, rest, after, text.slice(start)) : undefined
}

/** "小鱼又加了要求不能发朋友圈": the requirement follows at once. */
function readRunOn(
  draft: Draft,
  rest: Pick<Said, 'client' | 'project'>,
  after: string,
  text: string,
): Said | undefined {
  const { ofClient, ofClientUnasked } = draft.knowledge.records
  const phrases = [...(draft.live === undefined ? ofClientUnasked : ofClient)]
    .filter(([phrase, action]) => action === 'amend' && after.startsWith(phrase))
    .map(([phrase]) => phrase.length)
  const length = Math.max(0, ...phrases)
  const words = text.slice(length).replace(/^[\p{P}\s]+/u, '')
  return length === 0 || bare(words).length < 2 || isAsking(words, draft)
    ? undefined
    : { ...rest, action: 'amend', words }
}

/** The name's own words go with it: 把…, …那份的. */
function withoutLast(text: string, words: readonly string[]): string {
  const word = words.find((one) => text.endsWith(one))
  return word === undefined ? text : text.slice(0, text.length - word.length)
}

function withoutFirst(text: string, words: readonly string[]): { rest: string; cut: number } {
  const trimmed = text.replace(/^[\s·,，、]+/u, '')
  const word = words.find((one) => trimmed.startsWith(one)) ?? ''
  const rest = trimmed.slice(word.length).replace(/^[\s·,，、]+/u, '')
  return { rest, cut: text.length - rest.length }
}
