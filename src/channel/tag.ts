import { createHash } from 'node:crypto'

/**
 * Tells the contacts of a channel apart without naming them: 12 hexadecimal digits, always the same for one id. It may be
 * told to the operator, and is what they call a contact by in a setting.
 */
export const tagOf = (contactId: string): string => createHash('sha256').update(contactId).digest('hex').slice(0, 12)
