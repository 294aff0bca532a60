import { pickFlow } from '../shared/pick.ts'

/** Whose record is meant, when the one that is talked about is not filed yet, or there are several of one client. */
export const whose = pickFlow('whose', 'records/ask-whose')
