/** How clauses and items are numbered. The order matters: the first that fits is taken. */
const HAN = '[一二三四五六七八九十百零〇壹贰叁肆伍陆柒捌玖拾]{1,5}'
const KINDS = {
  chapter: `第(?:${HAN}|\\d{1,2})(?:章|部分|编|节)`,
  article: `第(?:${HAN}|\\d{1,3})条|article ?\\d{1,2}|section ?\\d{1,2}|clause ?\\d{1,2}`,
  han: `${HAN}(?:、|\\.)`,
  '(han)': `\\(${HAN}\\)`,
  'n.n.n': '\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}\\.?(?![\\d%倍万元])',
  'n.n': '\\d{1,2}\\.\\d{1,2}\\.?(?![\\d%倍万元年个])',
  'n.': '\\d{1,2}(?:\\.(?!\\d)|、)',
  '(n)': '\\(\\d{1,2}\\)',
  'n)': '\\d{1,2}\\)',
  circle: '[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮]|\\d\\u20e3',
  '(a)': '\\((?:[a-h]|[ivx]{1,4})\\)',
  'a.': '[a-h](?:\\)|\\.(?![a-z]))',
  bullet: '[-•·●■◆▪*](?=[\\u4e00-\\u9fff])',
} as const
export type MarkerKind = keyof typeof KINDS

/** Words that follow a mere reference to a clause: 第三条规定的, 第五条第二款. */
const REFERENCE = '(?!的|规定|约定|所|第|之|款|项|至|及|和|、|中|或|与|,|。|\\)|-)'

const one = (kind: MarkerKind): string => (kind === 'article' ? `(?:${KINDS[kind]})${REFERENCE}` : `(?:${KINDS[kind]})`)
const names = Object.keys(KINDS) as MarkerKind[]
const all = names.map((kind, index) => `(?<k${index}>${one(kind)})`).join('|')

/** Does a line (without spaces) begin with a number? */
export const MARKER_START = new RegExp(`^(?:${names.map(one).join('|')})`)

const AT_START = new RegExp(`(?:${all})`, 'y')
/** In the middle of a line only after the end of a sentence, and never a bullet or a bare letter. */
const INLINE = /(?<=[。;:!?,])(?=[第一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾(\d①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮])/g
const AFTER_COMMA: ReadonlySet<MarkerKind> = new Set(['(n)', 'circle', '(han)'])
const NEVER_INLINE: ReadonlySet<MarkerKind> = new Set(['bullet', 'a.', '(a)', 'n.n.n'])

export interface Marker {
  readonly kind: MarkerKind
  readonly start: number
  readonly end: number
}

/** The number that begins at this place, if one does. */
export function markerAt(chars: string, start: number): Marker | undefined {
  AT_START.lastIndex = start
  const match = AT_START.exec(chars)
  if (match === null) return undefined
  const index = names.findIndex((_, place) => match.groups?.[`k${place}`] !== undefined)
  return { kind: names[index] as MarkerKind, start, end: start + match[0].length }
}

/** The numbers within a line that begin an item: …如下:(1)…;(2)…。 */
export function inlineMarkers(chars: string, start: number, end: number): Marker[] {
  const markers: Marker[] = []
  for (const { index } of chars.slice(start, end).matchAll(INLINE)) {
    const marker = index === 0 ? undefined : markerAt(chars, start + index)
    const before = chars[start + index - 1]
    if (marker !== undefined && !NEVER_INLINE.has(marker.kind) && (before !== ',' || AFTER_COMMA.has(marker.kind)))
      markers.push(marker)
  }
  return markers
}
