import { z } from 'zod'
import { found, unless } from './telling-shape.ts'

/** The shape of data/phrases/questions.yaml: what is asked often, and the page that answers it. */
export const KnownQuestions = z.array(
  z.strictObject({
    page: z.string().min(1),
    find: found,
    unless,
    told: z.boolean().default(false),
  }),
)
