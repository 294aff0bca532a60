import { createHash } from 'node:crypto'
import type { Passage, Reviewed } from './passage.ts'
import type { Column } from './write-workbook.ts'

/** What the columns are called; a reviewer may move or hide them, so they are found by name. */
export const COLUMNS = {
  id: { header: '编号（不要改）', width: 36, use: 'key' },
  subject: { header: '哪一页', width: 28, use: 'plain' },
  part: { header: '哪一部分', width: 20, use: 'plain' },
  text: { header: '现在的话（不要改）', width: 56, use: 'key' },
  change: { header: '改成', width: 56, use: 'edit' },
  note: { header: '备注', width: 24, use: 'edit' },
  source: { header: '来源', width: 12, use: 'plain' },
  laws: { header: '法条', width: 28, use: 'plain' },
  reviewer: { header: '复核人', width: 12, use: 'edit' },
  reviewed: { header: '复核日期', width: 13, use: 'edit' },
  due: { header: '下次复核', width: 13, use: 'edit' },
  print: { header: '校验（不要改）', width: 22, use: 'key' },
} as const satisfies Readonly<Record<string, Column>>

export type ColumnName = keyof typeof COLUMNS

export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly ColumnName[]

/** `现在的话 (不要改)` is 现在的话, however the brackets and spaces were left. */
export const bareHeader = (header: string): string => header.replace(/[（(].*$/s, '').replace(/\s+/g, '')

export const NAME_OF_HEADER: ReadonlyMap<string, ColumnName> = new Map(
  COLUMN_NAMES.map((name) => [bareHeader(COLUMNS[name].header), name]),
)

/** Show whether a text, and the dates of its review, are still those that were handed out: `text-dates`. */
export const printOf = ({ text, item }: Passage): string => `${textPrint(text)}-${datesPrint(item)}`

export const textPrint = (text: string): string => hash(text).slice(0, 12)

export const datesPrint = ({ reviewer, reviewed, due }: Reviewed): string =>
  hash(JSON.stringify([reviewer, reviewed, due])).slice(0, 6)

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

const OF_FOLDER: Readonly<Record<string, string>> = {
  scope: '确认保密范围',
  nda: '签保密协议',
  tools: '安全沟通工具',
  management: '信息管理',
  trust: '客户起疑',
  complaint: '投诉和泄密',
  incident: '投诉和泄密',
  urgent: '投诉和泄密',
  emergency: '投诉和泄密',
  growth: '总结与成长',
  records: '档案',
  closing: '档案',
  remind: '提醒',
  reminders: '提醒',
  rhythm: '提醒',
  duration: '提醒',
  time: '提醒',
  boundary: '不帮的事',
}

/** The sheets in the order in which a lawyer looks at them. */
const ORDER = [
  '法条',
  '电话',
  '确认保密范围',
  '签保密协议',
  '协议的条款',
  '协议的英文',
  '安全沟通工具',
  '信息管理',
  '客户起疑',
  '投诉和泄密',
  '总结与成长',
  '不帮的事',
  '档案',
  '提醒',
  '问答和其他',
] as const

export function sheetOf(file: string): string {
  if (file === 'law.yaml') return '法条'
  if (file === 'hotlines.yaml') return '电话'
  if (file === 'english.yaml') return '协议的英文'
  if (file === 'phrases/reminders.yaml') return '提醒'
  if (file.startsWith('nda/')) return '协议的条款'
  const [, folder = ''] = file.replace(/\.md$/, '').split('/')
  return OF_FOLDER[folder] ?? '问答和其他'
}

/** The passages by their sheets: the guidance first, then the pages, each file's in its own order. */
export function bySheet(passages: Iterable<Passage>): ReadonlyMap<string, readonly Passage[]> {
  const sheets = new Map<string, Passage[]>(ORDER.map((name) => [name, []]))
  for (const passage of passages) sheets.get(sheetOf(passage.file))?.push(passage)
  return sheets
}
