/** Is a file of this name worth fetching and reading, as far as its name tells? */
export function isReadable(name: string): boolean {
  return /\.(?:docx?|pdf|txt|md|markdown)\s*$/i.test(name)
}
