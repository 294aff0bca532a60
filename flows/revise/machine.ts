import { pickFlow } from '../shared/pick.ts'

/** "我要改前面的": which of the answers so far. */
export const revise = pickFlow('revise', 'revise/ask')
