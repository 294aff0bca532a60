import { ShoumiError } from '../errors.ts'

/** A reviewer's file that cannot be used as a whole. The message says what it is and what to do. */
export class ReviewFileError extends ShoumiError {
  readonly code = 'REVIEW_FILE'
}
