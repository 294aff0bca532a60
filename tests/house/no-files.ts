import type { Documents } from '../../src/house/received-files.ts'

/** For a house to which nobody sends files and which sends none. */
export const NO_FILES: Documents = {
  isReadable: () => false,
  maxBytes: 0,
  maxEvidenceBytes: 0,
  takeIn: async () => 'tooLarge',
  read: async () => ({ ok: false, why: 'unsupported' }),
  make: async () => ({ name: '', bytes: new Uint8Array() }),
}
