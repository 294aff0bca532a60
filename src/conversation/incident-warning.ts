import type { Draft } from './draft.ts'
import { clientOf } from './incident.ts'
import { bare } from './normalise.ts'

/** While an incident is open nothing is cleared away, whatever is advised otherwise. */
export function warnOfCleanup(draft: Draft, client?: string): void {
  const open = draft.incidents.filter(
    (one) => one.closedAt === null && (client === undefined || bare(clientOf(one) ?? '') === bare(client)),
  )
  for (const one of open.slice(0, 1))
    draft.speak('incident/no-cleanup', {
      with: { number: one.number, client: { brief: clientOf(one) ?? { page: 'incident/unnamed' } } },
    })
}
