import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InboundKind } from '../../src/channel/port.ts'

/** Where the transcripts lie. */
export const TRANSCRIPTS = fileURLToPath(new URL('../transcripts/', import.meta.url))

/** The day on which a transcript begins if it does not say: a Monday. */
export const FIRST_DAY = '2026-11-23'

/** A transcript as it was written: what somebody says, and remarks that are kept where they stand. */
export interface Transcript {
  /** Relative to tests/transcripts/, with forward slashes. */
  readonly file: string
  readonly source: string
  /** The conversation that went before, if this one takes up where another ended. */
  readonly before: Transcript | null
  readonly script: readonly ScriptLine[]
}

/** One thing in a transcript that is not what the bot does. `written` is given back as it is. */
export type ScriptLine = { readonly written: string } & (
  | { readonly type: 'remark' }
  | { readonly type: 'after'; readonly file: string }
  | { readonly type: 'day'; readonly day: string; readonly time: string | null }
  | { readonly type: 'place'; readonly place: 'private' | 'room' }
  /** The ticker looks for what has fallen due. */
  | { readonly type: 'tick' }
  /** From here on the channel can do no more than that: write within so many hours of the person's last message. */
  | { readonly type: 'window'; readonly hours: number | null }
  | { readonly type: 'message'; readonly kind: InboundKind | 'pause'; readonly text: string }
)

const MEDIA: ReadonlySet<string> = new Set<InboundKind | 'pause'>([
  'greeting',
  'image',
  'sticker',
  'voice',
  'video',
  'file',
  'link',
  'card',
  'location',
  'redPacket',
  'other',
  'recalled',
  'unknown',
  'pause',
])

/**
 * Reads a transcript; tests/transcripts/README.md says how one is written.
 *
 * Throws on a line that is neither speech, remark nor the bot's, with file and line: a typing slip that was taken for
 * a remark would leave a message out without anybody noticing.
 */
export function parseTranscript(file: string, source: string): Transcript {
  const script: ScriptLine[] = []
  for (const [index, line] of source.replace(/\n$/, '').split('\n').entries()) {
    const last = script.at(-1)
    if (line.startsWith('  ')) continue
    if (line.startsWith('>> ') && last?.type === 'message') {
      script[script.length - 1] = {
        ...last,
        written: `${last.written}\n${line}`,
        text: `${last.text}\n${spoken(line.slice(3))}`,
      }
    } else if (line === '>' || line.startsWith('> ')) script.push(message(line))
    else if (/^@\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?$/.test(line)) {
      const [day = '', time = null] = line.slice(1).split(' ')
      script.push({ type: 'day', day, time, written: line })
    } else if (/^@after \S+\.txt$/.test(line)) script.push({ type: 'after', file: line.slice(7), written: line })
    else if (line === '@room' || line === '@private') {
      script.push({ type: 'place', place: line === '@room' ? 'room' : 'private', written: line })
    } else if (line === '@tick') script.push({ type: 'tick', written: line })
    else if (/^@window \d+$/.test(line)) script.push({ type: 'window', hours: Number(line.slice(8)), written: line })
    else if (line === '' || line.startsWith('#')) script.push({ type: 'remark', written: line })
    else throw new Error(`tests/transcripts/${file}:${index + 1}: neither "> …", "# …", "@…" nor two spaces: ${line}`)
  }
  return { file, source, before: null, script }
}

/** All transcripts of one kind: `outline` (page ids) or `prose` (what is read on the phone). */
export async function loadTranscripts(kind: 'outline' | 'prose'): Promise<readonly Transcript[]> {
  const entries = await readdir(TRANSCRIPTS, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.txt'))
    .map((entry) => relative(TRANSCRIPTS, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
  const parsed = new Map<string, Transcript>()
  for (const file of files) parsed.set(file, parseTranscript(file, await readFile(join(TRANSCRIPTS, file), 'utf8')))
  return files
    .filter((file) => file.endsWith('.prose.txt') === (kind === 'prose'))
    .map((file) => withBefore(file, parsed))
}

/** Finds the conversation that an `@after` names, and the one before that. */
function withBefore(file: string, parsed: ReadonlyMap<string, Transcript>): Transcript {
  const transcript = parsed.get(file)
  if (transcript === undefined) throw new Error(`tests/transcripts/${file} does not exist`)
  const after = transcript.script.find((line) => line.type === 'after')
  return after === undefined ? transcript : { ...transcript, before: withBefore(after.file, parsed) }
}

/** Says where two versions of a transcript part, with the message that the bot was answering. */
export function whereTheyDiffer({ file, source }: Transcript, actual: string): string {
  const [wanted, got] = [source.split('\n'), actual.split('\n')]
  const at = wanted.findIndex((line, index) => line !== got[index])
  const message = wanted.slice(0, at + 1).findLast((line) => line.startsWith('>')) ?? ''
  return `tests/transcripts/${file}:${at + 1}, after "${message}": wanted "${wanted[at]?.trim()}", got "${got[at]?.trim()}"`
}

function message(line: string): ScriptLine {
  const said = line.slice(2)
  const [, media, words = ''] = /^\[(\w+)\](?: (.+))?$/.exec(said) ?? []
  if (media !== undefined && MEDIA.has(media)) {
    return { type: 'message', kind: media as InboundKind | 'pause', text: spoken(words), written: line }
  }
  return { type: 'message', kind: 'text', text: spoken(said), written: line }
}

/** `{啊×20000}` stands for so many of them. */
function spoken(text: string): string {
  return text.replace(/\{([^{}]+)×(\d+)\}/g, (_, part: string, times: string) => part.repeat(Number(times)))
}
