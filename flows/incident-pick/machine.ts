import { pickFlow } from '../shared/pick.ts'

/** Which incident is meant, when several are open or none was named. */
export const incidentPick = pickFlow('incident-pick', 'incident/ask-which')
