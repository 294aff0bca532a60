import { z } from 'zod'

const day = z.iso.date('日期写成 2026-11-23').nullable()

/** By whom something was last looked at, on which day, and by when it has to be looked at again. */
export const Review = {
  reviewed: day.default(null),
  reviewer: z.string().min(1).nullable().default(null),
  due: day.default(null),
}

export interface ReviewDates {
  readonly reviewed: string | null
  readonly reviewer: string | null
  readonly due: string | null
}
