import { normalise } from '../normalise.ts'
import { simplify } from '../simplify.ts'
import { chineseNumber } from './numbers.ts'

const TIMES: Readonly<Record<string, number>> = { 万: 10_000, w: 10_000, 千: 1000, k: 1000 }

/** A figure with something that makes it money: 20万, 3000块, 三千, ¥800; two figures in a row are none. */
const SUM =
  /(?<![\d.年月日号个])(?<yen>¥)?(?<figure>\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)(?<unit>[万千wk])?(?<rest>\d(?!\d))?(?:多|来|几)?(?<yuan>块|元|rmb)?(?![\d个号点月日年%])/gu

/** From so much on, a bare figure is taken for money. */
const PLAINLY_MONEY = 100

/** The sums of money in a message, in yuan, in the order in which they stand. */
export function sumsIn(text: string): readonly number[] {
  const plain = normalise(simplify(text)).replace(/[,，](?=\d{3})/gu, '')
  return [...plain.matchAll(SUM)].flatMap(({ groups = {} }) => {
    const { yen, figure = '', unit = '', yuan } = groups
    const count = /^\d/u.test(figure) ? Number(figure) : chineseNumber(figure)
    if (count === undefined || count === 0) return []
    const sum = count * (TIMES[unit] ?? 1)
    const isMoney =
      yen !== undefined || yuan !== undefined || unit !== '' || (/^\d/u.test(figure) && sum >= PLAINLY_MONEY)
    return isMoney ? [sum] : []
  })
}
