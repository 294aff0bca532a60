import { bare } from '../normalise.ts'
import { choose, namedOptions } from './named-options.ts'
import type { Reading, ReadingContext } from './reading.ts'

/** "3 半年", where 3 is to keep it for a while: the option, and what is said besides. */
export function numberAndMore(text: string, context: ReadingContext): Reading | undefined {
  const [, figure = '', words = ''] = /^(\d)(?:[\s.、,，:：]+|(?=\p{Script=Han}))(.{2,})$/su.exec(text.trim()) ?? []
  const options = namedOptions(context)
  const option = options[Number(figure) - 1]
  const label = option && context.page.options.get(option.id)?.label
  if (option === undefined || label === undefined || MEASURED.test(words)) return undefined
  const named = options.find(({ names }) => names.includes(bare(words)))
  if (named !== undefined) return named === option ? choose(option.id) : undefined
  if (/\d/.test(words) || /^[和跟与及]/u.test(words)) return undefined
  return { kind: 'answer', value: { kind: 'text', text: `${label}：${words.trim()}` } }
}

/** 3个月, 2台电脑, 1周后: the figure counts something. */
const MEASURED = /^(?:[个台年月周天日号点只位名人家次份张块倍成度条种类项版稿集]|小时|分钟|星期|礼拜|季度|多|几|到|至)/u
