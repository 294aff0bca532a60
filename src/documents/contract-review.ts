import { askClient, countsOf, decline } from '../../flows/nda/rules.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import type { StoredContract } from '../conversation/session.ts'
import type { Span } from '../nda/reading.ts'
import type { DocumentBlock, WrittenDocument } from './write-docx.ts'

/** How much of the contract is quoted in one place. */
const QUOTE = 200
/** A quote that is shorter is a heading, or half a thought. */
const SHORT = 20

/**
 * The whole reading of a contract as a document: the places to be talked about with the contract's own words, what is
 * missing, what is fine, and the message to the client.
 *
 * `held` is the contract's text if it is still in memory; without it nothing is quoted, and the document says so.
 */
export function contractReview(
  contract: StoredContract,
  held: string | null,
  words: (saying: Saying) => string,
): { name: string; content: WrittenDocument } {
  const text = held?.length === contract.length ? held : null
  const quote = ({ start, end }: Span): DocumentBlock[] =>
    text === null || start === end ? [] : [{ kind: 'quote', text: shorten(text.slice(start, endOf(text, start, end))) }]
  const heading = (page: string): DocumentBlock => ({ kind: 'heading', level: 1, text: words({ page }) })
  const paragraph = (saying: Saying) => ({ kind: 'paragraph', text: words(saying) }) as const
  const clause = (type: string, kind: 'why' | 'fine' | 'unwritten'): Saying => ({
    page: 'nda/doc-clause',
    with: { name: { title: `clause/${type}` }, why: { page: `clause-${kind}/${type}` } },
  })
  const section = (page: string, blocks: readonly DocumentBlock[]): DocumentBlock[] =>
    blocks.length > 0 ? [heading(page), ...blocks] : []
  const listed = (types: readonly string[], kind: 'why' | 'unwritten'): DocumentBlock[] =>
    types.length > 0 ? [{ kind: 'list', items: types.map((type) => words(clause(type, kind))) }] : []

  const flags = contract.flags.flatMap((flag, index): DocumentBlock[] => [
    {
      kind: 'heading',
      level: 2,
      text: words({
        page: 'nda/doc-flag',
        with: {
          number: index + 1,
          severity: { page: `nda/severity-${flag.severity}` },
          title: { title: `flag/${flag.id}` },
        },
      }),
    },
    ...quote(flag).map((block) => ({ ...block, keepNext: true })),
    { ...paragraph({ page: `flag/${flag.id}` }), keepNext: true },
    paragraph({ page: 'nda/doc-ask', with: { ask: { page: `flag-ask/${flag.id}` } } }),
  ])
  const flagged = new Set<string>(contract.flags.map(({ type }) => type))
  const fine = contract.types
    .filter(({ type, present }) => present && !flagged.has(type))
    .flatMap((finding) => [{ ...paragraph(clause(finding.type, 'fine')), keepNext: text !== null }, ...quote(finding)])
  const unclear = contract.types.flatMap((finding) => (finding.unclear ? [finding.type] : []))
  const counts = countsOf(contract.counts)
  const title = words({ page: 'nda/doc-title' })
  const blocks: DocumentBlock[] = [
    paragraph({ page: contract.counts.refuse > 0 ? 'nda/doc-verdict-refuse' : 'nda/doc-verdict', with: { counts } }),
    ...(contract.cut === undefined ? [] : [paragraph({ page: 'nda/doc-cut' })]),
    paragraph({ page: 'nda/doc-intro' }),
    ...(text === null ? [paragraph({ page: 'nda/doc-no-quotes' })] : []),
    ...section('nda/doc-flags', flags),
    ...section(
      'nda/doc-missing',
      listed(contract.cut === undefined ? contract.missing.filter((type) => !flagged.has(type)) : [], 'unwritten'),
    ),
    ...section('nda/doc-unclear', listed(unclear, 'why')),
    ...section('nda/doc-fine', fine),
    ...section(
      'nda/doc-questions',
      messageOf(contract).map((saying): DocumentBlock => ({ kind: 'quote', text: words(saying) })),
    ),
  ]
  return {
    name: `${title}.docx`,
    content: { title, blocks },
  }
}

/** What can be sent to the client as it is; nothing where it is signed and must not be done. */
function messageOf({ questions, counts, signed, english = false }: StoredContract): readonly Saying[] {
  if (counts.refuse > 0) return signed ? [] : [decline(english)]
  return questions.length > 0 ? [askClient(questions, signed ?? false, english)] : []
}

/** A few words say nothing by themselves (Non-Competition.): what follows them in their paragraph is quoted, too. */
function endOf(text: string, start: number, end: number): number {
  if (end - start >= SHORT) return end
  return end + (/^[^。；;\n]*/u.exec(text.slice(end, start + QUOTE))?.[0].length ?? 0)
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= QUOTE ? line : `${line.slice(0, QUOTE).replace(/\p{Cs}$/u, '')}…`
}
