import { z } from 'zod'

/** A list of words that is not empty. */
export const words = z.array(z.string().min(1)).min(1)

/** `find` of a telling: one group of words, or several. */
export const found = z.union([words, z.array(words).min(2)]).transform((list) => (isFlat(list) ? [list] : list))
const isFlat = (list: readonly string[] | readonly string[][]): list is string[] => typeof list[0] === 'string'

/** Words of which none may be in the message. */
export const unless = z.array(z.string().min(1)).default([])
