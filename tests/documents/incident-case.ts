import type { AnswerValue } from '../../flows/shared/question.ts'
import type { Incident, IncidentEntry } from '../../src/conversation/incident.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** When the incident of these tests began: at 23:40 in Beijing. */
export const OPENED = Date.parse('2026-11-23T23:40:00+08:00')
/** When its record is asked for. */
export const ASKED = OPENED + 3 * DAY

export const PRINT = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

type What = IncidentEntry['what']

const text = (words: string): AnswerValue => ({ kind: 'text', text: words })
const choice = (id: string): AnswerValue => ({ kind: 'choice', id })
const several = (...ids: string[]): AnswerValue => ({ kind: 'several', ids })
const answer = (questionId: string, value: AnswerValue): What => ({ kind: 'answer', questionId, value })

/** Three days of an accusation: undetermined at first, a correction, evidence, a note, then a leak that is confirmed. */
const STORY: readonly (readonly [minutes: number, what: What])[] = [
  [0, answer('origin', choice('accused'))],
  [1, answer('client', text('小鱼'))],
  [2, answer('receipt', choice('not-yet'))],
  [3, answer('pause', choice('paused'))],
  [4, answer('delivery', { kind: 'date', date: '2026-12-01' })],
  [6, answer('contain', several('link', 'password'))],
  [7, answer('freeze', choice('frozen'))],
  [8, answer('words', text('你把我们的春季海报发到同行群里了，必须赔20万。\n明天之前给我说法！'))],
  [9, answer('found', { kind: 'date', date: '2026-11-22' })],
  [10, answer('where', choice('group'))],
  [11, answer('file', text('春季海报 第三版'))],
  [12, answer('seen', { kind: 'unsure' })],
  [13, answer('categories', several('personal', 'project'))],
  [14, answer('sensitive', { kind: 'no' })],
  [15, answer('people', choice('few'))],
  [16, answer('people', choice('dozens'))],
  [18, answer('claim', several('money'))],
  [19, answer('claim-size', choice('above'))],
  [20, { kind: 'evidence', media: 'file', name: '同行群聊天记录.png', size: 1_258_291, sha256: PRINT }],
  [21, { kind: 'evidence', media: 'image', name: null, size: 812, sha256: PRINT.replace('9', '1') }],
  [30, answer('receipt', choice('sent'))],
  [40, answer('checks', choice('one-by-one'))],
  [41, answer('check.access', choice('clear'))],
  [42, answer('check.sent', choice('clear'))],
  [43, answer('check.links', choice('found'))],
  [44, answer('check.devices', choice('clear'))],
  [45, answer('check.helpers', choice('clear'))],
  [46, answer('check.lost', { kind: 'skipped' })],
  [47, answer('findings', text('网盘链接没设密码，有两个不认识的访问记录'))],
  [48, answer('outcome', choice('undetermined'))],
  [49, answer('reason', text('访问记录里有两次不认识的打开，还没对上人'))],
  [50, answer('informed', choice('sent'))],
  [(2 * DAY) / MINUTE, { kind: 'note', text: '客户说群里那张图是别人转的' }],
  [(2 * DAY) / MINUTE + 5, answer('verdict', choice('confirmed'))],
  [(2 * DAY) / MINUTE + 6, answer('last-reason', text('第三版的链接被前同事转进了群'))],
  [(2 * DAY) / MINUTE + 20, answer('reported', choice('sent'))],
  [(2 * DAY) / MINUTE + 30, answer('remedies', several('replaced', 'disabled'))],
  [(2 * DAY) / MINUTE + 31, answer('protection', text('只用他的网盘，链接三天过期'))],
  [(2 * DAY) / MINUTE + 32, answer('improvements', several('links', 'access', 'recipient'))],
  [(2 * DAY) / MINUTE + 60, answer('agreed', choice('agreed'))],
  [(2 * DAY) / MINUTE + 61, answer('resumed', choice('waits'))],
  [(2 * DAY) / MINUTE + 61, { kind: 'closed' }],
  [(2 * DAY) / MINUTE + 90, { kind: 'reopened' }],
]

/** The story up to so many of its lines; the whole of it is open again at its end. */
export function incident(lines = STORY.length, changes: Partial<Incident> = {}): Incident {
  return {
    id: 'i1',
    number: 1,
    input: {
      incidentId: 'i1',
      number: 1,
      recordId: null,
      record: null,
      filedOn: null,
      suggestion: '客户A',
      noticeHours: null,
      receiptGiven: false,
    },
    openedAt: OPENED,
    closedAt: null,
    log: STORY.slice(0, lines).map(([minutes, what], at) => ({
      at: OPENED + minutes * MINUTE,
      messageId: `m${at}`,
      what,
    })),
    ...changes,
  }
}
