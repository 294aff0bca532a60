import { recover as RECOVER, type RecoverInput } from '../../flows/recover/machine.ts'
import type { Param } from '../../flows/shared/question.ts'
import type { Draft } from './draft.ts'
import type { RecoveryHeard } from './turn.ts'

/** So long after the code was said a yes still moves the record, ms: later, somebody else may hold the phone. */
const ASKED_FOR = 60 * 60_000

/** "给我一个恢复码": the edge makes it, and says it in a bubble of its own. */
export function giveCode(draft: Draft): void {
  draft.speak(draft.hasCode ? 'recover/new-again' : 'recover/new')
  draft.effects.push({ type: 'issueCode' })
}

/** Somebody has said a recovery code. What they wrote is looked at for nothing else, and nothing of it is kept. */
export function hearRecovery(draft: Draft, heard: RecoveryHeard): void {
  draft.dropFrames(({ flow }) => flow === RECOVER.id)
  if (heard.kind === 'match') {
    const own = whatIsThere({
      records: draft.cases.length,
      incidents: draft.incidents.length,
      reminders: draft.reminders.length,
    })
    const input: RecoverInput = {
      owner: heard.owner,
      codeSalt: heard.codeSalt,
      askedAt: draft.now.at,
      what: whatIsThere(heard) ?? { page: 'recover/nothing' },
      own,
    }
    draft.push(RECOVER, input)
  } else draft.speak(`recover/${heard.kind}`)
  draft.ask()
}

/** The yes to it. */
export function moveRecord(
  draft: Draft,
  { owner, codeSalt, askedAt }: Pick<RecoverInput, 'owner' | 'codeSalt' | 'askedAt'>,
): void {
  if (draft.now.at - askedAt > ASKED_FOR) draft.speak('recover/too-late')
  else {
    draft.speak('recover/moving')
    draft.effects.push({ type: 'moveRecord', owner, codeSalt })
  }
}

function whatIsThere(counts: {
  readonly records: number
  readonly incidents: number
  readonly reminders: number
}): Param | null {
  const list = (['records', 'incidents', 'reminders'] as const).flatMap((kind): Param[] =>
    counts[kind] === 0 ? [] : [{ page: `recover/count-${kind}`, with: { count: counts[kind] } }],
  )
  return list.length === 0 ? null : { list }
}
