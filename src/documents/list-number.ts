const DIGITS = '零一二三四五六七八九'
const LEGAL_DIGITS = '零壹贰叁肆伍陆柒捌玖'
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥'
const ROMAN: readonly (readonly [number, string])[] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

/**
 * A number as one of Word's list formats (`w:numFmt`) writes it: `chineseCounting` 3 is 三. Numbers outside what a
 * format can write, and formats that contracts do not use, come out as ordinary figures.
 */
export function listNumber(n: number, format: string): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return counted(n, DIGITS, '十', '百')
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
      return counted(n, LEGAL_DIGITS, '拾', '佰')
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return String(n).replace(/\d/g, (digit) => '〇一二三四五六七八九'.charAt(Number(digit)))
    case 'decimalZero':
      return String(n).padStart(2, '0')
    case 'decimalFullWidth':
      return String(n).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return n >= 1 && n <= 20 ? String.fromCharCode(0x245f + n) : String(n)
    case 'decimalEnclosedParen':
      return n >= 1 && n <= 20 ? String.fromCharCode(0x2473 + n) : `(${n})`
    case 'ideographTraditional':
      return STEMS.charAt(n - 1) || String(n)
    case 'ideographZodiac':
      return BRANCHES.charAt(n - 1) || String(n)
    case 'upperLetter':
      return letters(n)
    case 'lowerLetter':
      return letters(n).toLowerCase()
    case 'upperRoman':
      return roman(n)
    case 'lowerRoman':
      return roman(n).toLowerCase()
    default:
      return String(n)
  }
}

function counted(n: number, digits: string, ten: string, hundred: string): string {
  if (n < 0 || n > 999) return String(n)
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10]
  if (n < 10) return digits.charAt(n)
  let text = hundreds > 0 ? digits.charAt(hundreds) + hundred : ''
  if (tens > 0) text += (tens === 1 && hundreds === 0 && ten === '十' ? '' : digits.charAt(tens)) + ten
  else if (ones > 0) text += digits.charAt(0)
  return ones > 0 ? text + digits.charAt(ones) : text
}

/** A … Z, then AA, BB …, as Word counts on. */
const letters = (n: number): string =>
  n >= 1 && n <= 780 ? String.fromCharCode(65 + ((n - 1) % 26)).repeat(Math.ceil(n / 26)) : String(n)

function roman(n: number): string {
  if (n < 1 || n > 399) return String(n)
  let left = n
  let text = ''
  for (const [value, sign] of ROMAN) {
    while (left >= value) {
      text += sign
      left -= value
    }
  }
  return text
}
