import { pickFlow } from '../shared/pick.ts'

/** Of which incident a file is evidence, when nobody talks about one just then. */
export const evidencePick = pickFlow('evidence-pick', 'incident/ask-evidence-of')
