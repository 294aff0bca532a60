import { pickFlow } from '../shared/pick.ts'

/** "继续" when several conversations were stopped: which one. */
export const resume = pickFlow('resume', 'resume/ask')
