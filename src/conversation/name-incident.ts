import { ordinal } from './answers/numbers.ts'
import type { Draft } from './draft.ts'
import { toIncident, type Wanted } from './incidents.ts'
import type { IncidentPhrases } from './knowledge.ts'
import { bare, keepText, normalise } from './normalise.ts'

/** What is left after the name: nothing, or the words to be noted. */
const NAMED = /^(?:第)?(\d{1,3}|[一二三四五六七八九十]{1,3})?(?:号|个|件)?(?:[\s::,,]+(.+))?$/su

/**
 * Does what is asked for of an incident by its name: "导出事件 2", "继续事件1", "补充事件2:客户又来了", "首报草稿". The whole
 * message must be that, because anything more may be an answer. False when it is none.
 */
export function nameIncident(draft: Draft): boolean {
  const { incidents: phrases } = draft.knowledge
  const named = incidentNamed(draft.text, phrases)
  if (named === undefined) return false
  toIncident(draft, named.number, named)
  return true
}

interface Named extends Wanted {
  readonly number: number | undefined
}

/** What a message asks for of which incident; undefined when it is no such message. */
export function incidentNamed(text: string, phrases: IncidentPhrases): Named | undefined {
  const asked = phrases.drafts.get(bare(text))
  if (asked !== undefined) return { action: 'draft', number: undefined, words: '', draft: asked }
  const found = read(normalise(text).trim(), phrases)
  if (found === undefined || (found.words !== '' && found.action !== 'note')) return undefined
  return { ...found, words: wordsOf(text, found.words), draft: null }
}

function read(text: string, { actions, nouns }: IncidentPhrases): Omit<Named, 'draft'> | undefined {
  const [word = '', action = 'show'] = actions.find(([one]) => text.startsWith(one)) ?? []
  const rest = text.slice(word.length).replace(/^[\s一下]*/u, '')
  const noun = nouns.find((one) => rest.startsWith(one))
  if (noun === undefined) return undefined
  const match = NAMED.exec(rest.slice(noun.length).trim())
  if (match === null) return undefined
  const [, figure, words = ''] = match
  const number = figure === undefined ? undefined : ordinal(figure)
  const isBare = word === '' && number === undefined
  return isBare ? undefined : { action, number, words }
}

/** The person's own spelling of the words that were found in the normalised text. */
function wordsOf(text: string, words: string): string {
  return words === '' ? '' : keepText(text.trim().slice(-words.length))
}
