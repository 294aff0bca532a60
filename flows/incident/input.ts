import type { FlowContext, FlowInput } from '../shared/flow.ts'
import type { Param } from '../shared/question.ts'

/** What an incident's conversation starts with. */
export interface IncidentInput extends FlowInput {
  readonly incidentId: string
  /** Its number among the person's incidents, from 1: by it the person names it. */
  readonly number: number
  /** The client's record, if there is one, what it is called, and the day it was filed. */
  readonly recordId: string | null
  readonly record: Param | null
  readonly filedOn: string | null
  /** What "随便" stands for when the client is asked for. */
  readonly suggestion: string
  /** Within how many hours the agreement wants a breach reported; null where none was filed. */
  readonly noticeHours: number | null
  /** Has the first sentence to the client just been given, with the alarm? */
  readonly receiptGiven: boolean
}

export const inputOf = ({ input }: FlowContext): IncidentInput => input as IncidentInput
