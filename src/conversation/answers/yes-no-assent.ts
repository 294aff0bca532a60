import type { AskedQuestion } from './yes-no-question.ts'
import type { Head } from './yes-no-said.ts'

/** What bare words of assent and denial mean; `vague` where they leave it open. */
type Value = 'yes' | 'no' | 'vague'

/** What bare words mean together: 嗯,没有 is no, 对,不是 says nothing. */
export function together(heads: readonly Head[], asked: AskedQuestion): Value {
  const last = heads.at(-1) as Head
  const isDeclined = heads[0] === 'decline' && asked.about !== 'done'
  const isHad = asked.has && last === 'have'
  const isCounted = (head: Head) => !(isDeclined && head === 'finished') && !(isHad && head === 'soon')
  const isNone = last === 'none' || last === 'notYet'
  const counted =
    isNone || (last === 'decline' && asked.negated)
      ? heads.filter((head) => head !== 'agree' && head !== 'deny')
      : heads
  const values = new Set(counted.filter(isCounted).map((head) => meaning(head, asked)))
  const isDenied = asked.negated && heads[0] === 'deny' && last === 'have'
  if (isDenied) return meaning(last, asked)
  return values.size === 1 ? ([...values][0] as Value) : 'vague'
}

function meaning(head: Head, asked: AskedQuestion): Value {
  const { about, negated, ofGone } = asked
  switch (head) {
    case 'agree':
    case 'hum':
      if (asked.confirms) return 'no'
      return negated ? 'vague' : 'yes'
    case 'accept':
      return negated || (asked.known && isFact(asked)) ? 'vague' : 'yes'
    case 'have':
      return ofGone || (negated && !asked.has) ? 'vague' : 'yes'
    case 'finished':
      return about === 'done' ? 'yes' : 'vague'
    case 'deny':
      return negated ? 'vague' : 'no'
    case 'none':
      return 'no'
    case 'notYet':
      return about === 'intention' ? 'vague' : 'no'
    case 'decline':
      return about === 'done' || (asked.known && isFact(asked)) ? 'vague' : 'no'
    case 'soon':
    case 'vague':
      return 'vague'
  }
}

/** 好 agrees to a proposal; it says nothing about a fact. */
const isFact = ({ about, has, is, ofThem }: AskedQuestion): boolean =>
  about === 'done' || (about === 'state' && (has || is || ofThem))
