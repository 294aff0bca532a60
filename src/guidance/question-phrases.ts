import { z } from 'zod'

const words = z.array(z.string().min(1)).min(1)
const found = z.union([words, z.array(words).min(2)]).transform((list) => (isFlat(list) ? [list] : list))
const isFlat = (list: readonly string[] | readonly string[][]): list is string[] => typeof list[0] === 'string'

/** The shape of data/phrases/questions.yaml: what is asked often, and the page that answers it. */
export const KnownQuestions = z.array(
  z.strictObject({
    page: z.string().min(1),
    find: found,
    unless: z.array(z.string().min(1)).default([]),
    told: z.boolean().default(false),
  }),
)
