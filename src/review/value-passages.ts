import { parse } from 'yaml'
import { type Item, type Passage, type Path, reviewedIn } from './passage.ts'

type Fields = Readonly<Record<string, unknown>>

/** A field of an entry, and what it is to a reviewer. */
type Field = readonly [key: string, part: string, kind?: Passage['kind']]

const LAW: readonly Field[] = [
  ['law', '哪部法'],
  ['article', '哪一条'],
  ['says', '说的是什么'],
  ['source', '来源'],
  ['checked', '哪天对过官方文本', 'day'],
  ['effective', '哪天起施行', 'day'],
]
const HOTLINE: readonly Field[] = [
  ['number', '号码'],
  ['for', '做什么用'],
  ['note', '要一起说的话'],
  ['source', '来源'],
  ['checked', '哪天核过', 'day'],
]
const CLAUSE: readonly Field[] = [
  ['name', '条款叫什么'],
  ['why', '为什么要紧'],
  ['ask', '替用户问客户的话'],
  ['fine', '写了、没问题时'],
  ['unwritten', '没写时'],
]
const FLAG: readonly Field[] = [
  ['title', '红旗叫什么'],
  ['why', '为什么'],
  ['ask', '替用户问客户的话'],
]
const ENGLISH: readonly Field[] = [
  ['name', '条款叫什么（英文）'],
  ['ask', '问客户的话（英文）'],
]

/** The passages of a file that is all YAML; none where it holds nothing that is said. */
export function valuePassages(file: string, source: string): Passage[] {
  if (file === 'law.yaml') return list(file, source, 'id', LAW, (one) => `${one.law}${one.article}`)
  if (file === 'hotlines.yaml') return list(file, source, 'id', HOTLINE, (one) => String(one.for))
  if (file === 'english.yaml') return english(file, source)
  if (file === 'phrases/reminders.yaml') return unnamed(file, source)
  if (/^nda\/(?!words\.yaml$)[^/]+\.yaml$/.test(file)) return clauses(file, source)
  return []
}

function list(
  file: string,
  source: string,
  key: string,
  fields: readonly Field[],
  subject: (one: Fields) => string,
): Passage[] {
  const entries = entriesOf(source) as readonly Fields[]
  return entries.flatMap((one, index) => {
    const item = itemOf(file, String(one[key]), [index], one)
    const laws = file === 'law.yaml' ? [String(one.id)] : []
    return fieldsOf(item, String(one[key]), [index], one, fields, { subject: subject(one), laws })
  })
}

function english(file: string, source: string): Passage[] {
  return Object.entries(entriesOf(source) as Readonly<Record<string, Fields>>).flatMap(([type, one]) =>
    fieldsOf(itemOf(file, type, [type], one), type, [type], one, ENGLISH, { subject: String(one.name), laws: [] }),
  )
}

function clauses(file: string, source: string): Passage[] {
  const types = entriesOf(source) as readonly (Fields & { readonly type: string })[]
  return types.flatMap((one, index) => {
    const item = itemOf(file, one.type, [index], one)
    const subject = String(one.name)
    const laws = (one.law ?? []) as readonly string[]
    const flag = (given: Fields, path: Path): Passage[] =>
      fieldsOf(item, `${one.type}.${given.id}`, path, given, FLAG, { subject: `${subject}：${given.title}`, laws: [] })
    return [
      ...fieldsOf(item, one.type, [index], one, CLAUSE, { subject, laws }),
      ...(one.absent === undefined ? [] : flag(one.absent as Fields, [index, 'absent'])),
      ...((one.flags ?? []) as readonly Fields[]).flatMap((given, at) => flag(given, [index, 'flags', at])),
    ]
  })
}

/** What a reminder says whose owner named nothing to be reminded of. */
function unnamed(file: string, source: string): Passage[] {
  const { request } = entriesOf(source) as { readonly request: Fields }
  const item: Item = { id: `${file}#request`, file, path: null, reviewer: null, reviewed: null, due: null }
  return fieldsOf(item, 'request', ['request'], request, [['unnamed', '没说提醒什么时']], { subject: '提醒', laws: [] })
}

const entriesOf = (source: string): unknown => parse(source, { logLevel: 'silent' })

const itemOf = (file: string, name: string, path: Path, fields: Fields): Item => ({
  id: `${file}#${name}`,
  file,
  path,
  ...reviewedIn(fields),
})

function fieldsOf(
  item: Item,
  name: string,
  path: Path,
  fields: Fields,
  wanted: readonly Field[],
  { subject, laws }: Pick<Passage, 'subject' | 'laws'>,
): Passage[] {
  return wanted
    .filter(([key]) => key in fields)
    .map(([key, part, kind = 'line']) => ({
      id: `${item.file}#${name}.${key}`,
      file: item.file,
      place: { kind: 'value', path: [...path, key] },
      text: String(fields[key] ?? ''),
      kind,
      subject,
      part,
      source: typeof fields.source === 'string' ? fields.source : '',
      laws,
      item,
    }))
}
