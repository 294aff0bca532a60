/**
 * Stands for a character that an earlier finder has taken. A later one may take it as a part of something larger (the
 * telephone number in an e-mail address), but reads nothing in it.
 */
export const TAKEN = '\u0001'

const TRADITIONAL =
  '號号樓楼棟栋單单縣县區区鎮镇鄉乡層层衚胡衕同廣广場场廈厦園园莊庄東东寫写國国際际團团隊队組组碼码驗验證证問问帳账賬账鑰钥訪访設设為为換换還还轉转機机證证護护車车灣湾粵粤蘇苏遼辽滬沪魯鲁贛赣貴贵雲云陝陕寧宁電电話话銀银戶户開开'
const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  [...TRADITIONAL.matchAll(/(.)(.)/gu)].map((pair) => [pair[1] as string, pair[2] as string]),
)
const TRADITIONAL_CHARACTER = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'g')
const CHINESE_DIGITS = '零一二三四五六七八九'

/**
 * The form in which a message is searched, of exactly its length, so that a place found in it is a place in the
 * message: full-width signs half-width (but those that end a clause), dashes alike, invisible characters (phones wrap a copied number in them)
 * blank, the traditional characters of addresses and passwords simplified, a number dictated in Chinese digits in
 * figures.
 */
export function fold(text: string): string {
  return text
    .replace(/(?![！，；？])[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[^\S\n]|[^\P{Cc}\n]|\ufe0f|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f]/gu, ' ')
    .replace(TRADITIONAL_CHARACTER, (character) => SIMPLIFIED.get(character) ?? character)
    .replace(/[〇零一幺二三四五六七八九](?:[ -]?[〇零一幺二三四五六七八九]){10,}/g, (run) =>
      run.replace(/[^ -]/g, figure),
    )
}

function figure(digit: string): string {
  if (digit === '〇') return '0'
  return String(digit === '幺' ? 1 : CHINESE_DIGITS.indexOf(digit))
}

/** The searched form once these spans are taken. */
export function cover(folded: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let covered = ''
  let at = 0
  for (const { start, end } of spans) {
    covered += folded.slice(at, start) + TAKEN.repeat(end - start)
    at = end
  }
  return covered + folded.slice(at)
}
