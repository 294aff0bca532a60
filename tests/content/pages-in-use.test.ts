import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { FLOWS } from '../../flows/index.ts'
import type { FlowContext, StateMeta } from '../../flows/shared/flow.ts'
import type { Library } from '../../src/guidance/library.ts'
import { POINTS, TOPICS } from '../../src/guidance/topics.ts'
import { shipped } from './content.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The strings of a program, and the templates: what stands between their holes. */
interface Strings {
  readonly literals: ReadonlySet<string>
  readonly templates: readonly (readonly string[])[]
}

let library: Library
let strings: Strings
beforeAll(async () => {
  library = await shipped
  const sources = await Promise.all(['flows', 'src'].map((folder) => sourcesIn(join(ROOT, folder))))
  const { literals, templates } = stringsOf(sources.flat())
  // What is asked back in an incident names its page in data/.
  const named = library.knowledge.incidents.questions.map(({ page }) => page)
  strings = { literals: new Set([...literals, ...named]), templates }
})

async function sourcesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')))
}

function stringsOf(sources: readonly string[]): Strings {
  const literals = new Set<string>()
  const templates: string[][] = []
  for (const source of sources) {
    const code = source
      .replace(/^\s*\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
      .replace(/^(?:im|ex)port .* from '.*'$/gm, '')
    for (const [, literal, template] of code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)) {
      if (literal !== undefined) literals.add(literal)
      const parts = template?.split(/\$\{[^}]*\}/) ?? []
      if (parts.length === 1) literals.add(parts[0] ?? '')
      if (parts.length > 1 && /^[a-z]/.test(parts[0] ?? '')) templates.push(parts)
    }
  }
  return { literals, templates }
}

/** What fills the holes of a template so that it gives this text; undefined if nothing does. */
function holes(parts: readonly string[], text: string): string[] | undefined {
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('(.+)')
  return new RegExp(`^${pattern}$`).exec(text)?.slice(1)
}

/** Can the program say this text: as a string, or as a template filled with strings? Ids have dots where pages have dashes. */
function isSaid(text: string): boolean {
  const { literals, templates } = strings
  if (literals.has(text)) return true
  return templates.some((parts) =>
    holes(parts, text)?.every((hole) => isSaid(hole) || (hole.includes('-') && isSaid(hole.replace('-', '.')))),
  )
}

/** The texts of data/nda: their ids come from there, and each is said when the rule fires. */
const ofRules = (id: string): boolean =>
  /^(?:flag|flag-ask|clause|clause-why|clause-law|clause-fine|clause-unwritten)\//.test(id)

/** What the default reminders say to do: their ids come from data/reminders. */
const ofReminders = (id: string): boolean => id.startsWith('reminders/what-')

/** What a word is: said when it is asked for; the ids stand in data/phrases/terms.yaml. */
const ofTerms = (id: string): boolean => [...library.knowledge.terms.pages.values()].includes(id)

/** What is asked often: the ids stand in data/phrases/questions.yaml. */
const ofQuestions = (id: string): boolean => library.knowledge.questions.some(({ page }) => page === id)

/** What is said first when it has just happened: the ids stand in data/phrases/incident-answers.yaml. */
const ofFirstSteps = (id: string): boolean => library.knowledge.incidents.firstSteps.some(({ page }) => page === id)

describe('every page', () => {
  it('is used by the program', () => {
    const unused = [...library.pages.values()].filter(
      ({ id, provenance }) =>
        provenance === null &&
        !ofRules(id) &&
        !ofReminders(id) &&
        !ofTerms(id) &&
        !ofFirstSteps(id) &&
        !ofQuestions(id) &&
        !isSaid(id),
    )
    expect(unused.map(({ file }) => file)).toEqual([])
  })

  it('of the guidance is a topic or one of its points', () => {
    const known: readonly string[] = [...TOPICS, ...Object.values(POINTS).flat()]
    const unknown = [...library.pages.values()].filter(
      ({ id, provenance }) => provenance !== null && !known.includes(id),
    )
    expect(unknown.map(({ file }) => file)).toEqual([])
  })
})

describe('every page that the program names', () => {
  const folders = (): string[] => [
    ...new Set([...library.pages.keys()].filter((id) => id.includes('/')).map((id) => `${id.split('/')[0]}/`)),
  ]

  it('is there', () => {
    const begins = [...folders(), ...TOPICS.map((topic) => `${topic}.`)]
    const named = [...strings.literals].filter((literal) =>
      begins.some((begin) => literal.startsWith(begin) && literal !== begin && !literal.endsWith('.yaml')),
    )
    expect(named.length).toBeGreaterThan(80)
    expect(named.filter((id) => !library.pages.has(id))).toEqual([])
  })

  it('by a template is there for at least one filling', () => {
    const named = strings.templates.filter(([first = '']) => folders().some((folder) => first.startsWith(folder)))
    expect(named.length).toBeGreaterThan(5)
    const empty = named.filter((parts) => ![...library.pages.keys()].some((id) => holes(parts, id)))
    expect(empty.map((parts) => parts.join('…'))).toEqual([])
  })
})

describe('every question', () => {
  const record = { id: '1', client: '甲', project: null, closed: false, flow: 'scope', label: '甲', names: ['甲'] }
  const context: FlowContext = {
    input: { records: [record], action: null, suggestion: '客户A' },
    answers: { categories: { kind: 'several', ids: ['personal'] } },
  }
  /** What else a flow may have been started with, or have heard, where its options depend on it. */
  const others: Readonly<Record<string, readonly Partial<FlowContext>[]>> = {
    incident: ['lost', 'hacked', 'paper', 'upload'].map((id) => ({ answers: { how: { kind: 'choice', id } } })),
    'incident-pick': [{ input: { options: [{ id: 'new' }] } }],
    'evidence-pick': [{ input: { options: [{ id: 'none' }] } }],
    'reminder-pick': [{ input: { options: [{ id: 'all' }] } }],
    'incident-whose': [{ input: { options: [{ id: 'other' }] } }],
  }
  const contexts = (id: string): readonly FlowContext[] => [
    context,
    ...(others[id] ?? []).map((rest) => ({ ...context, ...rest })),
  ]
  const questions = Object.values(FLOWS).flatMap(({ id, machine }) =>
    Object.values(machine.states).flatMap((state) =>
      contexts(id).flatMap((one) => (state.meta as StateMeta | undefined)?.question?.(one) ?? []),
    ),
  )
  const idsOf = (page: string): readonly string[] =>
    questions
      .filter((question) => question.page === page)
      .flatMap(({ options = [] }) => options.filter(({ label }) => label === undefined).map(({ id }) => id))

  it('has a page with a label for each option, and no label for anything else', () => {
    expect(questions.length).toBeGreaterThan(15)
    for (const { page, kind } of questions) {
      const labelled = [...(library.pages.get(page)?.options.keys() ?? [])]
      const ids = idsOf(page)
      const answers = ['unsure', 'skipped', ...(kind === 'yesno' ? ['yes', 'no'] : [])]
      expect({ page, missing: ids.filter((id) => !labelled.includes(id)) }).toEqual({ page, missing: [] })
      expect({ page, idle: labelled.filter((id) => ![...ids, ...answers].includes(id)) }).toEqual({ page, idle: [] })
    }
  })

  it('says why it is asked, or needs no reason', () => {
    const plain = questions.filter(({ page }) => library.pages.get(page)?.more.length === 0).map(({ page }) => page)
    expect(plain.filter((page) => !/^(?:records|forget|resume|revise|go-on|heard)\/|\/review$/.test(page))).toEqual([])
  })
})
