import { askClient } from '../../flows/nda/rules.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import type { StoredContract } from '../conversation/session.ts'
import type { Span } from '../nda/reading.ts'
import type { DocumentBlock, WrittenDocument } from './write-docx.ts'

/** How much of the contract is quoted in one place. */
const QUOTE = 200

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
    text === null || start === end ? [] : [{ kind: 'quote', text: shorten(text.slice(start, end)) }]
  const heading = (page: string): DocumentBlock => ({ kind: 'heading', level: 1, text: words({ page }) })
  const paragraph = (saying: Saying): DocumentBlock => ({ kind: 'paragraph', text: words(saying) })
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
    ...quote(flag),
    paragraph({ page: `flag/${flag.id}` }),
    paragraph({ page: 'nda/doc-ask', with: { ask: { page: `flag-ask/${flag.id}` } } }),
  ])
  const flagged = new Set<string>(contract.flags.map(({ type }) => type))
  const fine = contract.types
    .filter(({ type, present }) => present && !flagged.has(type))
    .flatMap((finding) => [paragraph(clause(finding.type, 'fine')), ...quote(finding)])
  const unclear = contract.types.flatMap((finding) => (finding.unclear ? [finding.type] : []))
  const title = words({ page: 'nda/doc-title' })
  const blocks: DocumentBlock[] = [
    paragraph({ page: 'nda/doc-intro' }),
    ...(text === null ? [paragraph({ page: 'nda/doc-no-quotes' })] : []),
    ...section('nda/doc-flags', flags),
    ...section(
      'nda/doc-missing',
      listed(
        contract.missing.filter((type) => !flagged.has(type)),
        'unwritten',
      ),
    ),
    ...section('nda/doc-unclear', listed(unclear, 'why')),
    ...section('nda/doc-fine', fine),
    ...section(
      'nda/doc-questions',
      contract.questions.length > 0 && contract.counts.refuse === 0
        ? [paragraph(askClient(contract.questions, contract.signed ?? false, contract.english ?? false))]
        : [],
    ),
  ]
  return {
    name: `${title}.docx`,
    content: { title, blocks },
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= QUOTE ? line : `${line.slice(0, QUOTE)}…`
}
