import { pinyin } from 'pinyin-pro'
import { simplify } from './simplify.ts'

/**
 * How a phrase sounds, in pinyin without tones: 上一部 and `shang yi bu` are both `shangyibu`. Empty for anything that is
 * not all Chinese or all Latin letters.
 *
 * Most slips on a phone are the input method's: the right sound with the wrong characters, or with none.
 */
export function soundOf(phrase: string): string {
  if (/^[a-z' ]+$/iu.test(phrase)) return phrase.toLowerCase().replace(/[' ]/gu, '')
  if (!/^\p{Script=Han}+$/u.test(phrase)) return ''
  return pinyin(simplify(phrase), { toneType: 'none', type: 'array', v: true }).join('')
}
