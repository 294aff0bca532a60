/** One element of a document as mammoth hands it to `transformDocument`. */
export interface DocxElement {
  readonly type: string
  readonly value?: string
  readonly checked?: boolean
  readonly children?: readonly DocxElement[]
  readonly body?: readonly DocxElement[]
  /** The notes of a whole document. */
  readonly notes?: { resolve(reference: DocxElement): DocxElement | null }
}

/**
 * The text of a Word document: a line for each paragraph and each line break, tabs between the cells of a table row,
 * foot- and endnotes after the body in the order in which they are referred to.
 *
 * Mammoth's own plain text loses line breaks, so that two clauses run together, and leaves the notes out, where a
 * condition may hide.
 */
export function docxText(document: DocxElement): string {
  const references: DocxElement[] = []
  const body = textOf(document, references)
  const notes = references.map((reference) => {
    const note = document.notes?.resolve(reference)
    return note?.body?.map((element) => textOf(element, [])).join('') ?? ''
  })
  return [body, ...notes].join('')
}

function textOf(element: DocxElement, references: DocxElement[]): string {
  const inside = (): string => (element.children ?? []).map((child) => textOf(child, references)).join('')
  switch (element.type) {
    case 'text':
      return element.value ?? ''
    case 'tab':
      return '\t'
    case 'break':
      return '\n'
    case 'checkbox':
      return element.checked === true ? '☑' : '☐'
    case 'noteReference':
      references.push(element)
      return ''
    case 'paragraph':
      return `${inside()}\n`
    case 'tableRow':
      return rowText((element.children ?? []).map((cell) => textOf(cell, references)))
    default:
      return inside()
  }
}

/** A row of short cells is one line. A cell with several paragraphs is a piece of the contract, and keeps its lines. */
function rowText(cells: readonly string[]): string {
  const trimmed = cells.map((cell) => cell.trim())
  const isFlat = trimmed.every((cell) => !cell.includes('\n'))
  return `${trimmed.filter((cell) => !(cell === '' && !isFlat)).join(isFlat ? '\t' : '\n')}\n`
}
