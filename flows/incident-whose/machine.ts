import { pickFlow } from '../shared/pick.ts'

/** Whose complaint it is, among the clients who have a record. */
export const incidentWhose = pickFlow('incident-whose', 'incident/ask-whose')
