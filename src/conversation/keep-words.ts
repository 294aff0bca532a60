import { giveAnswer } from './answer.ts'
import type { Draft } from './draft.ts'
import { keepForLater, type LiveFrame, pendingQuestion } from './frame.ts'
import { isIncidentFrame } from './incident-frame.ts'
import { keepText } from './normalise.ts'
import { simplify } from './simplify.ts'
import { findUrgent } from './urgent.ts'

/** "阿甲说要赔5万": who, and what they say. */
const NAMED_AND_SAID =
  /^(?:客户|甲方|是)?([\p{L}\p{N}]{1,4}?)(?:又|刚|还|就|都|也)?(?:说|讲|骂|问|发来|回我|要我|让我|叫我|逼我)[:：，,\s]*(\S.*)$/su
/** These are no names. */
const NOBODY =
  /^(?:我|你|他|她|它|这|那|谁|客户|甲方|对方|老板|人家|不|没|先|再|听|别|可|怎|先别|不好|不方便|不能|不想|没|就是|其实)/u

/** At the question for the client, the client's reproach is no name: it is kept for its own question. False when it is none. */
export function keepsWords(draft: Draft): boolean {
  const { live, text, knowledge } = draft
  const question = live && pendingQuestion(live)
  if (live === undefined || !isIncidentFrame(live.frame) || question?.id !== 'client') return false
  const [, name = '', rest = ''] = NAMED_AND_SAID.exec(text.trim()) ?? []
  if (name !== '' && !NOBODY.test(name)) {
    keepTheirs(draft, live, rest)
    giveAnswer(draft, draft.live ?? live, question, { kind: 'text', text: keepText(name) })
    return true
  }
  if (findUrgent(simplify(text), knowledge.urgent) !== 'accused') return false
  keepTheirs(draft, live, text)
  draft.ask()
  return true
}

/** Keeps the client's words for the question about them, and says so. */
function keepTheirs(draft: Draft, live: LiveFrame, words: string): void {
  const { event, now } = draft
  const value = { kind: 'text', text: keepText(words) } as const
  draft.setTop(keepForLater(live, [{ questionId: 'words', value, messageId: event.id, at: now.at }]))
  draft.speak('incident/words-noted', { with: { words: { brief: words } } })
}
