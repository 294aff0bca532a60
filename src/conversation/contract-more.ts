import { countDemands, tellsOfOneself } from './chat-terms.ts'
import {
  beginsAnew,
  hasClauseForm,
  hasFirstClause,
  isAboutIt,
  isOneClause,
  isShortQuestion,
  isWholeContract,
} from './contract-text.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { simplify } from './simplify.ts'

/** What is shorter, in UTF-16 units, demands nothing. */
const SHORTEST_DEMAND = 10
/** A further page of a contract has at least one clause. */
const SHORTEST_CONTINUATION = 20
/** What is longer tells a story. */
const LONGEST_DEMAND = 200

/** Has a contract just been read, is its text still in memory, and is nothing else asked? */
export function followsReading({ session, held, live }: Draft): boolean {
  if (session.contract === null || held === null || held.length !== session.contract.length) return false
  const question = live && pendingQuestion(live)
  return question === undefined || question.page === 'nda/ask-keep'
}

/** Is it a further page of the contract that has just been read, or a further demand? */
export function addsToContract(draft: Draft): boolean {
  const { held, raw } = draft
  if (!followsReading(draft) || isWholeContract(raw)) return false
  if (hasClauseForm(raw))
    return (
      raw.length >= SHORTEST_CONTINUATION && !(beginsAnew(raw) && hasFirstClause(held ?? '')) && !isShortQuestion(raw)
    )
  return isFurtherDemand(draft)
}

/** "还有一条:…", "违约的话我们有权扣掉未付的款": in the client's words, and something in it is worth saying. */
function isFurtherDemand(draft: Draft): boolean {
  const { raw, knowledge } = draft
  if (raw.length < SHORTEST_DEMAND || raw.length > LONGEST_DEMAND || isShortQuestion(raw)) return false
  if (isAboutIt(raw, draft) || tellsOfOneself(raw, knowledge.contract) || OWN_WORDS.test(simplify(raw))) return false
  const reading = knowledge.readContract(raw)
  const isFlagged = reading.types.some(({ flags }) => flags.some(({ start, end }) => end > start))
  return isFlagged || countDemands(raw, knowledge.contract) > 0 || isOneClause(raw, draft)
}

/** Of oneself, or of what somebody else said, nobody's clause speaks. */
const OWN_WORDS = /(?<!自)我(?![们方司社店])|[他她]|客户说|对方说|甲方说|老板说|算了|不签|签了|^(?:那|这)/u
