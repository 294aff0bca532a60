import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import type { Param, Params } from '../../flows/shared/question.ts'
import type { Knowledge } from '../conversation/knowledge.ts'
import type { OperatorPhrases } from '../conversation/operator-words.ts'
import { URGENT_CASES, type UrgentCase } from '../conversation/urgent.ts'
import { ContentError } from '../errors.ts'
import { readContract } from '../nda/read-contract.ts'
import { alarmExamples } from './alarm-examples.ts'
import { AsideWords } from './aside-phrases.ts'
import { ClauseWords, indexClausePhrases } from './clause-phrases.ts'
import { ContractWords, indexContractPhrases } from './contract-phrases.ts'
import { indexTalk, TalkLists } from './contract-talk-phrases.ts'
import { CorrectionWords } from './correction-phrases.ts'
import { type Due, readDues } from './due.ts'
import { IncidentAnswers, IncidentWords, indexIncidentPhrases } from './incident-phrases.ts'
import { EnglishWords, ndaPages } from './nda-pages.ts'
import { loadNdaRules } from './nda-rules.ts'
import { indexOperator, OperatorLists } from './operator-phrases.ts'
import { indexOwnData, OwnDataLists } from './own-data-phrases.ts'
import { type Fault, type Page, parsePage } from './page.ts'
import { AnswerPhrases, CommandPhrases, indexPhrases, TopicPhrases } from './phrases.ts'
import { KnownQuestions } from './question-phrases.ts'
import { indexRecordPhrases, RecordWords } from './record-phrases.ts'
import { indexRemarks, RemarkLists } from './remark-phrases.ts'
import { indexReminderPhrases, PresetFile, presetsOf, ReminderWords, ZoneWords } from './reminder-phrases.ts'
import { Review } from './review-dates.ts'
import {
  type AlarmExample,
  type TopicExample,
  topicExamples,
  trainAlarmSearch,
  trainTopicSearch,
} from './search/index.ts'
import { trainSectionSearch } from './search/sections.ts'
import { indexTerms, pageOfTerm, TermWords } from './term-phrases.ts'
import { POINTS, TOPICS, type TopicId } from './topics.ts'
import { indexUrgentPhrases, UrgentWords } from './urgent-phrases.ts'
import { indexYesNo, YesNoLists } from './yes-no-phrases.ts'

/** Everything the bot says and knows, read once at start. */
export interface Library {
  readonly knowledge: Knowledge
  /** How the operator asks for what they alone can do. */
  readonly operator: OperatorPhrases
  readonly pages: ReadonlyMap<string, Page>
  /** Values that every page may use: what the laws are called, the menu's figures. */
  readonly globals: Params
  /** What has to be looked at again, and by when: law, telephone numbers, pages, clauses. */
  readonly dues: readonly Due[]
}

const Law = z.array(
  z.strictObject({
    id: z.string(),
    law: z.string(),
    article: z.string(),
    says: z.string(),
    source: z.string(),
    checked: z.iso.date(),
    effective: z.iso.date().nullable(),
    ...Review,
    due: z.iso.date(),
  }),
)

/** A telephone number that people are told to ring. */
const Hotlines = z.array(
  z.strictObject({
    id: z.string(),
    number: z.string().regex(/^\d{3,6}$/, '电话写成数字,用引号围起来'),
    for: z.string(),
    note: z.string(),
    source: z.string(),
    checked: z.iso.date(),
    ...Review,
  }),
)

/** What the bot takes when the operator has set nothing. */
const LIMITS: Knowledge['limits'] = {
  contractCharacters: 60_000,
  fileMegabytes: 10,
  evidenceMegabytes: 100,
  retentionDays: null,
}

/** How people ask for each section: one list a section, and no other ids. */
const SectionExamples = z.strictObject(
  Object.fromEntries(
    Object.values(POINTS)
      .flat()
      .map((id) => [id, z.array(z.string().min(1)).min(1)]),
  ),
)

const Texts = z.array(z.string().min(1)).min(1)

const Examples = z.array(z.union([z.string(), z.array(z.string()).min(1)]))

/**
 * Loads data/ and checks it: ids and files agree, every point of the outline is there, every law that is cited exists.
 *
 * Throws one `ContentError` that lists all faults with file and line, so that an author can mend them in one go.
 */
export async function loadLibrary(root: string, limits: Knowledge['limits'] = LIMITS): Promise<Library> {
  const faults: Fault[] = []
  const pages = new Map<string, Page>()
  for (const kind of ['guidance', 'dialogue'] as const) {
    const folder = kind === 'guidance' ? 'guidance' : 'pages'
    for (const path of await markdownFiles(join(root, folder))) {
      const file = relative(root, path).split(sep).join('/')
      const parsed = parsePage(file, await readFile(path, 'utf8'), kind)
      if ('faults' in parsed) faults.push(...parsed.faults)
      else {
        const expected = expectedId(kind, file)
        if (parsed.page.id !== expected) faults.push({ file, line: 1, message: `id 应是 ${expected},和文件名一致` })
        pages.set(expected, parsed.page)
      }
    }
  }
  const yaml = async <Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.infer<Schema>> =>
    readYaml(root, name, schema, faults)

  const broken = new Set(faults.map(({ file }) => file))
  const laws = await yaml('law.yaml', Law)
  const hotlines = await yaml('hotlines.yaml', Hotlines)
  faults.push(...missingPoints(pages).filter(({ file }) => !broken.has(file)))
  if (laws !== undefined) faults.push(...brokenLaw(pages, new Set(laws.map(({ id }) => id))))

  const commands = await yaml('phrases/commands.yaml', CommandPhrases)
  const names = await yaml('phrases/topics.yaml', TopicPhrases)
  const answers = await yaml('phrases/answers.yaml', AnswerPhrases)
  const asides = await yaml('phrases/asides.yaml', AsideWords)
  const corrections = await yaml('phrases/corrections.yaml', CorrectionWords)
  const examples: TopicExample[] = []
  for (const topic of [...TOPICS, 'none'] as const) {
    const rows = (await yaml(`phrases/topics/${topic}.yaml`, Examples)) ?? []
    examples.push(...topicExamples(topic, rows))
  }
  const asked = (await yaml('phrases/sections.yaml', SectionExamples)) ?? {}
  for (const topic of TOPICS) for (const id of POINTS[topic]) examples.push(...topicExamples(topic, asked[id] ?? []))
  const alarms: AlarmExample<UrgentCase>[] = []
  for (const name of [...URGENT_CASES, 'calm'] as const) {
    const texts = (await yaml(`phrases/urgent/${name}.yaml`, Texts)) ?? []
    alarms.push(...texts.map((text) => ({ text, id: name === 'calm' ? undefined : name })))
  }
  const phrases =
    commands && names && answers && asides && corrections
      ? indexPhrases(commands, names, answers, asides, corrections, (file, phrase, [one, other]) =>
          faults.push({
            file: `phrases/${file}`,
            line: 1,
            message: `「${phrase}」既写在 ${one} 下,又写在 ${other} 下,只留一处`,
          }),
        )
      : undefined
  const urgentWords = await yaml('phrases/urgent.yaml', UrgentWords)
  const urgent =
    urgentWords &&
    indexUrgentPhrases(urgentWords, (message) => faults.push({ file: 'phrases/urgent.yaml', line: 1, message }))
  const yesNoLists = await yaml('phrases/yes-no.yaml', YesNoLists)
  const yesNo =
    yesNoLists &&
    indexYesNo(yesNoLists, (word, [one, other]) =>
      faults.push({
        file: 'phrases/yes-no.yaml',
        line: 1,
        message: `「${word}」既写在 ${one} 下,又写在 ${other} 下,只留一处`,
      }),
    )
  const remarks = await yaml('phrases/remarks.yaml', RemarkLists)
  const ownData = await yaml('phrases/own-data.yaml', OwnDataLists)
  const operatorLists = await yaml('phrases/operator.yaml', OperatorLists)
  const operator =
    operatorLists &&
    phrases &&
    indexOperator(operatorLists, phrases, (phrase) =>
      faults.push({ file: 'phrases/operator.yaml', line: 1, message: `「${phrase}」谁都能说,已经另有意思` }),
    )
  const termWords = await yaml('phrases/terms.yaml', TermWords)
  for (const id of Object.keys(termWords?.terms ?? {}))
    if (!pages.has(pageOfTerm(id)))
      faults.push({ file: 'phrases/terms.yaml', line: 1, message: `缺少 pages/${pageOfTerm(id)}.md` })
  const contractWords = await yaml('phrases/contract.yaml', ContractWords)
  const talkLists = await yaml('phrases/contract-talk.yaml', TalkLists)
  const clauseWords = await yaml('phrases/clauses.yaml', ClauseWords)
  const clauses =
    clauseWords &&
    indexClausePhrases(clauseWords, (message) => faults.push({ file: 'phrases/clauses.yaml', line: 1, message }))
  const recordWords = await yaml('phrases/records.yaml', RecordWords)
  const records =
    recordWords &&
    indexRecordPhrases(recordWords, (phrase, [one, other]) =>
      faults.push({
        file: 'phrases/records.yaml',
        line: 1,
        message: `「${phrase}」既写在 ${one} 下,又写在 ${other} 下,只留一处`,
      }),
    )
  const incidentWords = await yaml('phrases/incidents.yaml', IncidentWords)
  const questions = await yaml('phrases/questions.yaml', KnownQuestions)
  const incidentAnswers = await yaml('phrases/incident-answers.yaml', IncidentAnswers)
  for (const id of [
    ...Object.keys(incidentAnswers?.answers ?? {}),
    ...Object.keys(incidentAnswers?.subjects ?? {}),
    ...(questions ?? []).map(({ page }) => page),
    ...(incidentAnswers?.questions ?? []).flatMap(({ page, at }) => [page, ...at]),
  ])
    if (!pages.has(id)) faults.push({ file: 'phrases/incident-answers.yaml', line: 1, message: `缺少 pages/${id}.md` })
  const reminderWords = await yaml('phrases/reminders.yaml', ReminderWords)
  const zones = await yaml('phrases/zones.yaml', ZoneWords)
  const reminderPhrases =
    reminderWords &&
    zones &&
    indexReminderPhrases(reminderWords, zones, (place, [one, other]) =>
      faults.push({
        file: 'phrases/zones.yaml',
        line: 1,
        message: `「${place}」既写在 ${one} 下,又写在 ${other} 下,只留一处`,
      }),
    )
  const presets = await loadPresets(root, pages, faults)
  const english = await yaml('english.yaml', EnglishWords)
  const rules = await loadNdaRules(root, laws && new Set(laws.map(({ id }) => id)), faults)
  for (const type of rules?.texts.keys() ?? []) {
    if (english !== undefined && english[type] === undefined)
      faults.push({ file: 'english.yaml', line: 1, message: `没有 ${type} 的英文` })
  }
  if (
    contractWords === undefined ||
    incidentWords === undefined ||
    questions === undefined ||
    incidentAnswers === undefined ||
    remarks === undefined ||
    ownData === undefined ||
    operator === undefined ||
    termWords === undefined ||
    clauses === undefined ||
    talkLists === undefined ||
    rules === undefined ||
    english === undefined ||
    phrases === undefined ||
    urgent === undefined ||
    yesNo === undefined ||
    records === undefined ||
    reminderPhrases === undefined ||
    faults.length > 0
  )
    throw new ContentError(describeFaults(faults), faults)

  for (const page of ndaPages(rules, english)) pages.set(page.id, page)
  const sections = new Map(TOPICS.map((topic) => [topic, POINTS[topic].map((id) => pages.get(id) as Page)]))
  const findSection = trainSectionSearch(
    new Map(
      [...sections].map(([topic, list]) => [
        topic,
        list.map((page) => ({ id: page.id, text: allText(page), examples: asked[page.id] ?? [] })),
      ]),
    ),
  )
  return {
    pages,
    globals: Object.fromEntries([
      ...(laws ?? []).map(({ id, law, article }) => [`law.${id}`, `${law}${article}`]),
      ...(hotlines ?? []).map(({ id, number }) => [`hotline.${id}`, number]),
      ...['short', 'long'].map((length) => [`kept-${length}`, keptFor(length, limits.retentionDays)]),
    ]),
    dues: await readDues(root),
    operator,
    knowledge: {
      phrases,
      urgent,
      yesNo,
      remarks: indexRemarks(remarks),
      ownData: indexOwnData(ownData),
      terms: indexTerms(termWords),
      contract: indexContractPhrases(contractWords),
      clauses,
      contractTalk: indexTalk(talkLists),
      records,
      questions,
      incidents: indexIncidentPhrases(incidentWords, incidentAnswers),
      reminders: { phrases: reminderPhrases, presets: presetsOf(presets) },
      limits,
      readContract: (text) => readContract(text, rules),
      page: (id) => {
        const page = pages.get(id)
        return (
          page && {
            title: page.title,
            wording: page.lead.join('\n'),
            options: page.options,
            hasMore: page.more.length > 0,
          }
        )
      },
      findTopic: trainTopicSearch(examples),
      guessUrgent: trainAlarmSearch(URGENT_CASES, [...alarms, ...alarmExamples(examples, urgent)]),
      findSection,
      sections: (topic) => POINTS[topic],
    },
  }
}

/** The guidance's reminders: each has a page with what is said, and belongs to points of the outline. */
async function loadPresets(
  root: string,
  pages: ReadonlyMap<string, Page>,
  faults: Fault[],
): Promise<z.infer<typeof PresetFile>[]> {
  const names = (await readdir(join(root, 'reminders')).catch(() => [])).filter((name) => name.endsWith('.yaml'))
  const points: readonly string[] = Object.values(POINTS).flat()
  const presets: z.infer<typeof PresetFile>[] = []
  for (const name of names.sort()) {
    const file = `reminders/${name}`
    const preset = await readYaml(root, file, PresetFile, faults)
    if (preset === undefined) continue
    presets.push(preset)
    if (`${preset.id}.yaml` !== name) faults.push({ file, line: 1, message: `id 应和文件名一致` })
    if (!pages.has(`reminders/what-${preset.id}`))
      faults.push({ file, line: 1, message: `缺少 pages/reminders/what-${preset.id}.md` })
    for (const point of preset.points)
      if (!points.includes(point)) faults.push({ file, line: 1, message: `没有要点 ${point}` })
  }
  return presets
}

/** How long what is kept is kept, in the words of the operator's setting. */
const keptFor = (length: string, days: number | null): Param =>
  days === null ? { page: `kept/${length}-forever` } : { page: `kept/${length}-days`, with: { days } }

const allText = (page: Page): string => [page.title, page.title, ...page.lead, ...page.more].join('\n')

async function markdownFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md') && entry.name !== 'README.md')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** `guidance/scope/ask-first.md` is `scope.ask-first`, `guidance/scope/index.md` is `scope`; pages keep their path. */
function expectedId(kind: 'guidance' | 'dialogue', file: string): string {
  const [, ...path] = file.replace(/\.md$/, '').split('/')
  if (kind === 'dialogue') return path.join('/')
  return path.filter((part) => part !== 'index').join('.')
}

async function readYaml<Schema extends z.ZodType>(
  root: string,
  name: string,
  schema: Schema,
  faults: Fault[],
): Promise<z.infer<Schema>> {
  const text = await readFile(join(root, name), 'utf8').catch(() => undefined)
  const nothing = undefined as z.infer<Schema>
  if (text === undefined) {
    faults.push({ file: name, line: 1, message: '缺少这个文件' })
    return nothing
  }
  const document = parseDocument(text)
  if (document.errors.length > 0) {
    faults.push(
      ...document.errors.map((error) => ({ file: name, line: error.linePos?.[0].line ?? 1, message: error.code })),
    )
    return nothing
  }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path
    const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined
    const line = node?.range === undefined ? 1 : text.slice(0, node.range[0]).split('\n').length
    faults.push({ file: name, line, message: `${issue.path.join('.')}: ${issue.message}` })
  }
  return nothing
}

function missingPoints(pages: ReadonlyMap<string, Page>): Fault[] {
  const wanted: [string, readonly string[]][] = TOPICS.flatMap((topic: TopicId): [string, readonly string[]][] => [
    [topic, POINTS[topic]],
    ...POINTS[topic].map((id): [string, readonly string[]] => [id, [id]]),
  ])
  return wanted.flatMap(([id, points]) => {
    const [topic, point = 'index'] = id.split('.')
    const file = `guidance/${topic}/${point}.md`
    const page = pages.get(id)
    if (page === undefined) return [{ file, line: 1, message: `缺少要点 ${id}` }]
    const missing = points.filter((known) => !page.provenance?.points.includes(known))
    return missing.map((known) => ({ file, line: 1, message: `points 里缺少 ${known}` }))
  })
}

function brokenLaw(pages: ReadonlyMap<string, Page>, laws: ReadonlySet<string>): Fault[] {
  return [...pages.values()].flatMap((page) => {
    const used = [...page.placeholders]
      .filter((name) => name.startsWith('law.'))
      .map((name) => name.slice('law.'.length))
    const unknown = used.filter((id) => !laws.has(id)).map((id) => `law.yaml 里没有 ${id}`)
    const unlisted =
      page.provenance === null
        ? []
        : used.filter((id) => !page.provenance?.law.includes(id)).map((id) => `law 里没写 ${id}`)
    const unused = (page.provenance?.law ?? []).filter((id) => !used.includes(id)).map((id) => `正文没引用 ${id}`)
    return [...unknown, ...unlisted, ...unused].map((message) => ({ file: page.file, line: 1, message }))
  })
}

function describeFaults(faults: readonly Fault[]): string {
  const sorted = [...faults].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
  const lines = sorted.map(({ file, line, message }) => `  data/${file}:${line}  ${message}`)
  return `data/ 里有 ${faults.length} 处要改:\n${lines.join('\n')}`
}
