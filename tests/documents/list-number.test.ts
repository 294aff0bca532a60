import { expect, it } from 'vitest'
import { listNumber } from '../../src/documents/list-number.ts'

it.each([
  ['decimal', 12, '12'],
  ['decimalZero', 3, '03'],
  ['decimalFullWidth', 12, '１２'],
  ['decimalEnclosedCircle', 3, '③'],
  ['decimalEnclosedCircle', 21, '21'],
  ['decimalEnclosedParen', 3, '⑶'],
  ['chineseCounting', 1, '一'],
  ['chineseCounting', 10, '十'],
  ['chineseCountingThousand', 11, '十一'],
  ['japaneseCounting', 20, '二十'],
  ['taiwaneseCounting', 21, '二十一'],
  ['chineseCounting', 101, '一百零一'],
  ['chineseCounting', 110, '一百一十'],
  ['chineseCounting', 1000, '1000'],
  ['chineseLegalSimplified', 12, '壹拾贰'],
  ['ideographDigital', 20, '二〇'],
  ['ideographTraditional', 2, '乙'],
  ['ideographZodiac', 2, '丑'],
  ['upperLetter', 27, 'AA'],
  ['lowerLetter', 2, 'b'],
  ['upperRoman', 4, 'IV'],
  ['lowerRoman', 18, 'xviii'],
  ['ordinal', 4, '4'],
] as const)('in %s, %i is %s', (format, n, written) => {
  expect(listNumber(n, format)).toBe(written)
})
