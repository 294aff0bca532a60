import type { Alias } from '../channel/port.ts'
import { codeIn, selectorOf } from '../conversation/recovery-code.ts'
import type { RecoveryHeard } from '../conversation/turn.ts'
import type { StoredCode } from '../store/document.ts'
import type { Store } from '../store/port.ts'

/** Makes recovery codes and compares them; the slow part. */
export interface RecoveryCodes {
  make(now: number): Promise<{ readonly code: string; readonly stored: StoredCode }>
  matches(code: string, stored: StoredCode | undefined): Promise<boolean>
}

export interface HearParts {
  readonly store: Store
  /** Another's document, which stands in another queue. */
  readonly peek: Store['load']
  readonly codes: RecoveryCodes
  readonly now: number
}

/**
 * What a message says of a recovery code, or undefined when there is none in it. Every code is counted as a guess before
 * it is compared; the right one is given back.
 */
export async function hearCode(
  { text, kind, from }: { readonly text: string; readonly kind: string; readonly from: Alias },
  owner: string,
  { store, peek, codes, now }: HearParts,
): Promise<RecoveryHeard | undefined> {
  const heard = kind === 'text' || kind === 'voice' ? codeIn(text) : undefined
  if (heard === undefined || heard.kind === 'broken') return heard
  if (!(await store.takeGuess(from, now))) return { kind: 'too-many' }
  const found = await ownerOfCode(heard.code, store, peek, codes)
  if (found === undefined) return { kind: 'wrong' }
  await store.giveBackGuess(from, now)
  return found.owner === owner ? { kind: 'own' } : found
}

async function ownerOfCode(
  code: string,
  store: Store,
  peek: Store['load'],
  codes: RecoveryCodes,
): Promise<Extract<RecoveryHeard, { kind: 'match' }> | undefined> {
  const owners = await store.ownersByCode(selectorOf(code))
  if (owners.length === 0) await codes.matches(code, undefined)
  for (const owner of owners) {
    const document = await peek(owner)
    if (document?.code === undefined || !(await codes.matches(code, document.code))) continue
    const { cases, incidents, reminders } = document
    const counts = { records: cases.length, incidents: incidents.length, reminders: reminders.length }
    return { kind: 'match', owner, codeSalt: document.code.salt, ...counts }
  }
  return undefined
}
