import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { CLAUSE_TYPES, type ClauseTypeId } from '../../src/nda/clause-types.ts'
import { readContract } from '../../src/nda/read-contract.ts'
import type { ContractReading } from '../../src/nda/reading.ts'
import type { NdaRules } from '../../src/nda/rules.ts'

const types = z.array(z.enum(CLAUSE_TYPES))
const Annotation = z.object({
  title: z.string(),
  freelancer: z.string(),
  present: types,
  flagged: types,
  quotes: z.record(z.string(), z.string()),
})

/** A contract with what a reader of it found. */
export interface Judged {
  readonly name: string
  readonly text: string
  readonly wanted: z.infer<typeof Annotation>
  readonly reading: ContractReading
}

/** Reads every contract of a folder that is annotated. */
export async function readFolder(folder: string, rules: NdaRules): Promise<Judged[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(
    names.map(async (file) => {
      const name = file.replace(/\.yaml$/, '')
      const wanted = Annotation.parse(parse(await readFile(join(folder, file), 'utf8')))
      const text = await readFile(join(folder, `${name}.txt`), 'utf8')
      return { name, text, wanted, reading: readContract(text, rules) }
    }),
  )
}

export interface Score {
  readonly right: number
  readonly wrong: number
  readonly missed: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)

function scoreOf(right: number, wrong: number, missed: number): Score {
  const precision = share(right, right + wrong)
  const recall = share(right, right + missed)
  return { right, wrong, missed, precision, recall, f1: share(2 * right, 2 * right + wrong + missed) }
}

export interface Verdict {
  readonly byType: ReadonlyMap<ClauseTypeId, Score>
  readonly all: Score
  /** The mean over the types that occur. */
  readonly meanF1: number
}

const isPresent = ({ reading }: Judged, type: ClauseTypeId): boolean =>
  reading.types.some((finding) => finding.type === type && finding.present)
const isFlagged = ({ reading }: Judged, type: ClauseTypeId): boolean =>
  reading.types.some((finding) => finding.type === type && finding.flags.length > 0)

/** How well presence, or red flags, were told, for each type and over all. */
export function judge(judged: readonly Judged[], what: 'present' | 'flagged'): Verdict {
  const isFound = what === 'present' ? isPresent : isFlagged
  const byType = new Map(
    CLAUSE_TYPES.map((type) => {
      const count = (found: boolean, wanted: boolean): number =>
        judged.filter((one) => isFound(one, type) === found && one.wanted[what].includes(type) === wanted).length
      return [type, scoreOf(count(true, true), count(true, false), count(false, true))]
    }),
  )
  const sum = (key: 'right' | 'wrong' | 'missed'): number =>
    [...byType.values()].reduce((all, one) => all + one[key], 0)
  const occurring = [...byType.values()].filter(({ right, wrong, missed }) => right + wrong + missed > 0)
  return {
    byType,
    all: scoreOf(sum('right'), sum('wrong'), sum('missed')),
    meanF1: occurring.reduce((all, { f1 }) => all + f1, 0) / Math.max(1, occurring.length),
  }
}

/** What was found and should not have been, and what was missed, as lines for a person. */
export function differences(judged: readonly Judged[], what: 'present' | 'flagged'): string[] {
  const isFound = what === 'present' ? isPresent : isFlagged
  return judged.flatMap((one) =>
    CLAUSE_TYPES.flatMap((type) => {
      const [found, wanted] = [isFound(one, type), one.wanted[what].includes(type)]
      if (found === wanted) return []
      const finding = one.reading.types.find((candidate) => candidate.type === type)
      const quotes =
        what === 'present'
          ? [one.text.slice(finding?.start, finding?.end)]
          : (finding?.flags.map(({ id, start, end }) => `${id}「${one.text.slice(start, end)}」`) ?? [])
      return [
        `${found ? 'WRONG ' : 'MISSED'} ${what} ${one.name} ${type} ${found ? quotes.join(' ') : (one.wanted.quotes[type] ?? '')}`,
      ]
    }),
  )
}
