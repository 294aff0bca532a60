import { maskedCrc32c } from './crc32c.ts'

const BLOCK_BYTES = 32_768
const HEADER_BYTES = 7
const FULL = 1
const FIRST = 2
const LAST = 4

/** What is in a file that LevelDB only appends to: its log, and its manifest. */
export interface LogContents {
  readonly records: readonly Buffer[]
  /**
   * `torn`: the end is missing or unreadable, as after a power cut; `damaged`: something in the middle is, so that more
   * would be lost than was being written.
   */
  readonly state: 'whole' | 'torn' | 'damaged'
}

/** Reads a file of LevelDB's log format to its end. */
export function readLog(bytes: Buffer): LogContents {
  const records: Buffer[] = []
  let begun: Buffer[] | undefined
  let firstFault: number | undefined
  let lastGood = -1
  for (let at = 0; at < bytes.length; ) {
    const room = BLOCK_BYTES - (at % BLOCK_BYTES)
    if (room < HEADER_BYTES) {
      at += room
      continue
    }
    const piece = pieceAt(bytes, at, room)
    if (piece === undefined) {
      firstFault ??= at
      begun = undefined
      // What the damaged header says of its length may be wrong: the next block begins at a known place.
      at += room
      continue
    }
    lastGood = at
    at += HEADER_BYTES + piece.data.length
    if (piece.type === FULL || piece.type === FIRST) begun = []
    begun?.push(piece.data)
    if (begun !== undefined && (piece.type === FULL || piece.type === LAST)) {
      records.push(Buffer.concat(begun))
      begun = undefined
    }
  }
  if (firstFault === undefined) return { records, state: begun === undefined ? 'whole' : 'torn' }
  const isInTheMiddle = lastGood > firstFault || hasPieceBehind(bytes, firstFault)
  return { records, state: isInTheMiddle ? 'damaged' : 'torn' }
}

interface Piece {
  readonly type: number
  readonly data: Buffer
}

function pieceAt(bytes: Buffer, at: number, room: number): Piece | undefined {
  if (at + HEADER_BYTES > bytes.length) return undefined
  const length = bytes.readUInt16LE(at + 4)
  const type = bytes.readUInt8(at + 6)
  const end = at + HEADER_BYTES + length
  if (type < FULL || type > LAST || length > room - HEADER_BYTES || end > bytes.length) return undefined
  if (bytes.readUInt32LE(at) !== maskedCrc32c(bytes.subarray(at + 6, end))) return undefined
  return { type, data: bytes.subarray(at + HEADER_BYTES, end) }
}

/** Does anything readable stand behind a fault, in the same block? Its length may still be right, or anything else. */
function hasPieceBehind(bytes: Buffer, fault: number): boolean {
  const blockEnd = Math.min(fault - (fault % BLOCK_BYTES) + BLOCK_BYTES, bytes.length)
  for (let at = fault + 1; at + HEADER_BYTES <= blockEnd; at++) {
    if (pieceAt(bytes, at, BLOCK_BYTES - (at % BLOCK_BYTES)) !== undefined) return true
  }
  return false
}
