const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' }

/**
 * The words of a message as the person saw them: the web protocol's puppets leave HTML entities, `<br/>` and emoji
 * tags in a text. Decoded once only, so that a typed `&amp;lt;` keeps its literal meaning.
 */
export function plainText(raw: string): string {
  return raw
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<span class="emoji emoji([0-9a-f]{4,6})"><\/span>/gi, (whole, hex: string) => character(hex, 16) ?? whole)
    .replace(/<img class="([^"]*)" text="([^"]*)"[^<>]*>/gi, (whole, kind: string, text: string) =>
      /emoji/i.test(kind) ? text.replace(/_web$/i, '') : whole,
    )
    .replace(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
      (whole, hex?: string, dec?: string, name?: string) => {
        if (hex !== undefined) return character(hex, 16) ?? whole
        if (dec !== undefined) return character(dec, 10) ?? whole
        return NAMED[(name ?? '').toLowerCase()] ?? whole
      },
    )
}

function character(digits: string, radix: number): string | undefined {
  const code = Number.parseInt(digits, radix)
  return code > 0 && code <= 0x10ffff && !isHalf(code) ? String.fromCodePoint(code) : undefined
}

/** Half of a pair is no character: whoever encodes it may refuse the whole text. */
const isHalf = (code: number): boolean => code >= 0xd800 && code <= 0xdfff
