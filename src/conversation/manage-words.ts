import { ordinal } from './answers/numbers.ts'
import { withoutTail } from './ends.ts'
import { bare, normalise } from './normalise.ts'
import { rememberingBy } from './remembering.ts'
import type { ManageAction, ReminderPhrases } from './reminder-words.ts'

/** By what a reminder is meant: its number in the list, words of what it is about, the one that was spoken of last, the list's last, or each. */
/** `isPointed`: 那个, 的 or 提醒 follows, so that words about time alone may name one. */
export type Target =
  /** `orDay`: 25号, which may as well be the day on which it comes. */
  | { readonly number: number; readonly orDay?: string }
  | { readonly name: string; readonly isPointed: boolean }
  | 'last'
  | 'end'
  | 'every'

/** What is to be done with which reminder; `words` are the time, for a change. */
export interface Managing {
  readonly action: ManageAction
  readonly words: string
  readonly target: Target
  /** Is it said that a reminder is meant? */
  readonly isAbout: boolean
  /** No verb says that it is to change, so that nothing but a time may be told. */
  readonly isBare?: true
}

type Phrases = ReminderPhrases['manage']

/** All that a message may mean: 第1个改到下午两点, 把备份的改成每月1号, 暂停第2个, 学习的停掉; the likeliest first. */
export const managingIn = rememberingBy(readManaging)

/** 不要25号了改28号: what it was need not be said. */
const NO_LONGER =
  /(?:不要|不用|别|不在|不是)(?:在)?(?:每?(?:周|星期|礼拜|月)?[\d一二三四五六七八九十日天早晚上中下午点号半底初末]{1,6})了?[,，、]*(?=[改换])/u

function readManaging(text: string, manage: Phrases): readonly Managing[] {
  const plain = normalise(text).replace(/\s+/g, '').replace(NO_LONGER, '')
  const isAbout = /提醒|闹钟/u.test(plain)
  const words = withoutLead(plain, manage)
  const changes = (['change', 'later', 'sooner'] as const).flatMap((action) =>
    manage[action].flatMap((arrow): Managing[] => {
      const at = words.indexOf(arrow)
      const target = at < 0 ? undefined : targetIn(words.slice(0, at), manage)
      const time = words.slice(at + arrow.length)
      // 改 alone is also in many a thing that is done.
      if (arrow.length === 1 && (target === 'last' || !BEGINS_TIME.test(time))) return []
      return target === undefined || time === '' ? [] : [{ action, words: time, target, isAbout }]
    }),
  )
  const ends = [trimmed(words), withoutTail(trimmed(words), /^[了吧]$/u)]
  const others = (['calendar', 'pause', 'resume', 'delete'] as const).flatMap((action) =>
    manage[action].flatMap((verb) =>
      restOf(words, ends, verb).flatMap((rest): Managing[] => {
        const target = rest === '' && verb.endsWith('我') ? undefined : targetIn(rest, manage)
        if (
          target === undefined ||
          (REFUSALS.has(verb) && !(typeof target === 'object' && 'isPointed' in target && target.isPointed))
        )
          return []
        return [{ action, words: '', target, isAbout }]
      }),
    ),
  )
  return [...changes, ...others, ...pointed(words, isAbout, manage), ...complained(plain)]
}

/** What an hour or a day begins with. */
const BEGINS_TIME =
  /^(?:[\d一二两三四五六七八九十]{1,3}[点号日:]|[早晚上中下凌今明后周每大]|星期|礼拜|工作日|月[底末])/u

/** 培训那个不要, and not 周末不要. */
const REFUSALS: ReadonlySet<string> = new Set(['不要', '不用'])

/** 每天提醒我太烦了，一周一次就行: the rhythm is what is meant by. */
function complained(plain: string): readonly Managing[] {
  const [, name = '', words = ''] = COMPLAINED.exec(plain) ?? []
  const target = { name, isPointed: true }
  return name === '' ? [] : [{ action: 'change', words, target, isAbout: true }]
}

const COMPLAINED =
  /^(每天|每日|天天|每周|每个?月)都?提醒我?(?:一次)?(?:也?太|有点|好|真)(?:多|烦|频繁|吵|勤|密)(?:了|人了)?[,，。]?(?:改成|换成)?(.{2,14}?)(?:就(?:行|够|好|可以)了?|吧)?[。!！]?$/u

/** 清点那个每两个月一次就够了: a time right behind what is pointed at. */
function pointed(words: string, isAbout: boolean, manage: Phrases): readonly Managing[] {
  const [, name = '', time = ''] = POINTED.exec(words) ?? []
  const target = name === '' ? undefined : targetIn(`${name}那个`, manage)
  return target === undefined ? [] : [{ action: 'change', words: time, target, isAbout, isBare: true }]
}

const POINTED =
  /^(.{2,12}?)(?:的?那个|的?那条|这个|的?提醒)(?:我想|我要|还是|应该)?([^,，。]{2,14}?)(?:就(?:够|行|好|可以|得)了?|也行|吧|了|[呀啊])*$/u

/** What is left beside a verb at the beginning or the end; 了 may be part of it or follow it. */
function restOf(words: string, ends: readonly string[], verb: string): readonly string[] {
  return [
    ...(words.startsWith(verb) ? [words.slice(verb.length)] : []),
    ...ends.filter((one) => one.endsWith(verb)).map((one) => one.slice(0, -verb.length)),
  ]
}

function withoutLead(words: string, { before }: Phrases): string {
  let left = trimmed(words)
  for (;;) {
    const word = before.find((one) => left.startsWith(one))
    if (word === undefined) return left
    left = trimmed(left.slice(word.length))
  }
}

const trimmed = (words: string): string => withoutTail(words.replace(/^[\p{P}\p{S}]+/u, ''), /^[\p{P}\p{S}吧呢啊]$/u)

/** A longer name is a sentence. */
const LONGEST_NAME = 20

function targetIn(words: string, manage: Phrases): Target | undefined {
  let left = withoutLead(words, manage)
  let isPointed = false
  for (;;) {
    if (manage.last.has(bare(left))) return 'last'
    if (manage.end.has(bare(left))) return 'end'
    if (manage.every.has(bare(left))) return 'every'
    const number = numberIn(left)
    if (number !== undefined)
      return { number, ...(/^(?:\d{1,2}|[一二三四五六七八九十]{1,3})[号日]$/u.test(left) && { orDay: left }) }
    const word = manage.after.find((one) => left.endsWith(one))
    if (word === undefined) break
    left = trimmed(left.slice(0, -word.length))
    isPointed = true
  }
  const name = bare(left)
  return name.length >= 2 && name.length <= LONGEST_NAME ? { name, isPointed } : undefined
}

/** 第1个, 第二条, 提醒3: told apart from 一 in a name by what stands around it. */
function numberIn(words: string): number | undefined {
  const figure = /^(?:提醒)?第?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:个|条|号|项)?(?:提醒)?$/u.exec(words)?.[1]
  return figure === undefined ? undefined : ordinal(figure)
}
