import type { Capabilities } from './port.ts'

const HOUR_MS = 3_600_000

/** A personal WeChat account behind most puppets. 2,000 is well below what any of them is known to cut. */
const WECHAT: Capabilities = {
  writesFirst: true,
  windowMs: null,
  messagesPerInbound: null,
  keptForEmergencies: 0,
  gapMs: 1_000,
  accountEach: false,
  textLimit: 2_000,
  typing: false,
  files: true,
  rooms: true,
  recall: true,
  unknownIsSaid: false,
  stableIds: true,
  public: true,
}

/** Where a puppet differs from a personal WeChat account. */
const DIFFERENCES: Readonly<Record<string, Partial<Capabilities>>> = {
  'wechaty-puppet-terminal': { textLimit: 1_000_000, rooms: false, recall: false, public: false },
  'wechaty-puppet-wechat': { stableIds: false },
  'wechaty-puppet-wechat4u': { stableIds: false },
  /** Reported, not published. Where Tencent's own client cuts texts is unknown: others saw 2,000 cut. */
  'wechaty-puppet-ilink': {
    writesFirst: false,
    windowMs: 24 * HOUR_MS,
    messagesPerInbound: 10,
    keptForEmergencies: 2,
    gapMs: 1_500,
    accountEach: true,
    textLimit: 1_800,
    typing: true,
    rooms: false,
    recall: false,
    unknownIsSaid: true,
  },
  'wechaty-puppet-official-account': {
    writesFirst: false,
    windowMs: 48 * HOUR_MS,
    messagesPerInbound: 5,
    textLimit: 600,
    // It sends pictures, voice and video, and drops the files that people send.
    files: false,
    rooms: false,
    recall: false,
  },
}

/** Is anything known of a puppet that the name alone would not tell? */
export const isKnown = (puppetName: string): boolean => Object.hasOwn(DIFFERENCES, puppetName)

/** What a puppet can do, by its package name; `known` overrides, for a gateway whose real puppet only the operator knows. */
export function capabilitiesOf(puppetName: string, known: Partial<Capabilities> = {}): Capabilities {
  return { ...WECHAT, ...DIFFERENCES[puppetName], ...known }
}
