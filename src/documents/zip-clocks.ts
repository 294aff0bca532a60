/** Lengths and places in a zip's records (APPNOTE 4.3), in bytes. */
const END = { length: 22, entries: 10, directory: 16 } as const
const ENTRY = { length: 46, clock: 12, name: 28, extra: 30, comment: 32, local: 42 } as const
const LOCAL_CLOCK = 10
/** 1980-01-01 00:00, the earliest that a zip can say. */
const NEVER = 0x0021_0000

/** Sets the clock of every file in a zip to 1980, in place. The zip must have no comment, as those that we write. */
export function stopZipClocks(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = zip.byteLength - END.length
  let at = view.getUint32(end + END.directory, true)
  for (let left = view.getUint16(end + END.entries, true); left > 0; left--) {
    view.setUint32(at + ENTRY.clock, NEVER, true)
    view.setUint32(view.getUint32(at + ENTRY.local, true) + LOCAL_CLOCK, NEVER, true)
    const tail = [ENTRY.name, ENTRY.extra, ENTRY.comment].map((field) => view.getUint16(at + field, true))
    at += tail.reduce((sum, length) => sum + length, ENTRY.length)
  }
  return zip
}
