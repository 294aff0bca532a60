import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import { isAsking } from './asking.ts'
import { isAboutToSign, noteSigned } from './contract-talk.ts'
import type { Draft } from './draft.ts'
import { keepForLater, type LiveFrame, pendingQuestion } from './frame.ts'
import { hasAny } from './has-any.ts'
import type { StageKind } from './knowledge.ts'
import { squeezed } from './normalise.ts'
import { readFor } from './read-for.ts'

/** Longer, in UTF-16 units, it tells a story. */
const LONGEST = 40

/** Said in a question, these still tell what there is: 截图行吗, 能帮我看吗. */
const EVEN_IF_ASKED: ReadonlySet<StageKind> = new Set(['image', 'link', 'long', 'text'])

/** What is said about each before going on. */
const SAID: Readonly<Partial<Record<StageKind, string>>> = {
  long: 'nda/long-is-fine',
  image: 'nda/how-image',
  link: 'nda/how-link',
  notAsked: 'nda/no-need',
  nothing: 'nda/no-text-yet',
}

/** The option that each stands for. */
const STAGES: Readonly<Record<StageKind, string>> = {
  notAsked: 'nothing',
  signed: 'signed',
  long: 'text',
  image: 'text',
  link: 'text',
  nothing: 'nothing',
  text: 'text',
}

/**
 * Hears how far it is with an agreement, in free words: 签了但没看, 他发的是链接, 只是口头说; where that is asked, and while
 * the text is awaited. Few people have an agreement as the options name it. False when the words tell nothing of it.
 */
export function hearStage(draft: Draft): boolean {
  const { live, text } = draft
  const question = live && pendingQuestion(live)
  if (live?.flow.id !== 'nda' || question === undefined || text.length > LONGEST) return false
  const isAtText = question.kind === 'contract'
  if (!isAtText && question.id !== 'stage') return false
  if (isAboutToSign(draft)) {
    draft.speak('nda/not-yet-signed')
    draft.ask()
    return true
  }
  if (readFor(draft, question, text).kind === 'answer') return false
  if (isWaiting(draft)) {
    draft.speak('nda/waiting')
    return true
  }
  const { mend } = draft.knowledge.contractTalk
  if (has(draft, mend)) {
    draft.speak('nda/mend-signed')
    if (isAtText) {
      noteSigned(draft)
      draft.ask()
    } else giveAnswer(draft, live, question, { kind: 'choice', id: STAGES.signed })
    return true
  }
  const kind = stageIn(draft)
  if (kind === undefined) return false
  return isAtText ? tellAtText(draft, live, question, kind) : tellStage(draft, live, question, kind)
}

function tellStage(draft: Draft, live: LiveFrame, question: Question, kind: StageKind): true {
  sayAbout(draft, kind)
  const none = { questionId: 'signed', value: choice('none'), messageId: draft.event.id, at: draft.now.at }
  const top = kind === 'notAsked' ? { ...live, frame: keepForLater(live, [none]) } : live
  draft.setTop(top.frame)
  giveAnswer(draft, top, question, choice(STAGES[kind]))
  return true
}

/** While the text is awaited, it is told how to get at it, or that there is none. */
function tellAtText(draft: Draft, live: LiveFrame, question: Question, kind: StageKind): true {
  if (kind === 'text') {
    draft.speak('nda/waiting')
    return true
  }
  if (kind === 'signed') noteSigned(draft)
  sayAbout(draft, kind)
  if (kind === 'signed') draft.speak('nda/mend-signed')
  if (STAGES[kind] === 'nothing') giveAnswer(draft, live, question, { kind: 'skipped' })
  else draft.ask()
  return true
}

function sayAbout(draft: Draft, kind: StageKind): void {
  const isDead = kind === 'link' && has(draft, draft.knowledge.contractTalk.dead)
  const page = isDead ? 'nda/link-dead' : SAID[kind]
  if (page !== undefined) draft.speak(page)
}

function stageIn(draft: Draft): StageKind | undefined {
  const asks = isAsking(draft.text, draft)
  return draft.knowledge.contractTalk.stages.find(
    ({ kind, find, unless }) => has(draft, find) && !has(draft, unless) && (!asks || EVEN_IF_ASKED.has(kind)),
  )?.kind
}

/** Longer, in UTF-16 units, it says more than that it will come. */
const LONGEST_WAIT = 12

/** "等我找下". */
function isWaiting(draft: Draft): boolean {
  const { text, knowledge } = draft
  return text.length <= LONGEST_WAIT && has(draft, knowledge.contractTalk.waits) && !isAsking(text, draft)
}

const choice = (id: string): AnswerValue => ({ kind: 'choice', id })

const has = ({ text }: Draft, words: readonly string[]): boolean => hasAny(squeezed(text), words)
