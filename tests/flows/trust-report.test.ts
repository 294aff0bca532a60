import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it, test } from 'vitest'
import type { Answers } from '../../flows/shared/flow.ts'
import type { AnswerValue } from '../../flows/shared/question.ts'
import { reportToClient, wantsALook } from '../../flows/trust/report.ts'
import type { TrustInput, TrustRecord } from '../../flows/trust/rules.ts'
import { type Library, loadLibrary } from '../../src/guidance/library.ts'
import { renderTurn } from '../../src/guidance/render.ts'

let library: Library
beforeAll(async () => {
  library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
})

const choice = (id: string): AnswerValue => ({ kind: 'choice', id })
const text = (words: string): AnswerValue => ({ kind: 'text', text: words })

const filed = (record: Partial<TrustRecord> & Pick<TrustRecord, 'id'>): TrustRecord => ({
  label: `代号${record.id}`,
  names: [],
  project: null,
  isOver: false,
  facts: {},
  ended: null,
  ...record,
})

const FISH = filed({
  id: '小鱼',
  project: '春季海报',
  facts: {
    categories: { kind: 'several', ids: ['personal', 'trade-secret', 'other'] },
    'details.personal': text('顾客电话'),
    'details.trade-secret': { kind: 'unsure' },
    access: choice('me'),
    storage: text('客户给的U盘里'),
    transfer: choice('encrypted'),
    deletion: { kind: 'skipped' },
  },
})
const ENDED = { material: choice('destroyed'), backups: { kind: 'yes' }, access: { kind: 'no' } } satisfies Answers
const OVER = filed({
  id: '大熊',
  project: '官网',
  isOver: true,
  ended: { on: '2026-11-20', answers: ENDED },
  facts: { access: choice('helpers') },
})
const BEAR = filed({ id: '秘密', project: '别家的项目', facts: { storage: text('别家的地方') } })

const contextOf = (answers: Answers, records: readonly TrustRecord[] = [FISH, OVER, BEAR]) => ({
  input: { records } satisfies TrustInput,
  answers,
})

function report(answers: Answers, records?: readonly TrustRecord[]): string[] {
  const saying = reportToClient(contextOf(answers, records))
  expect(saying.alone).toBe(true)
  const [bubble = '', ...others] = renderTurn([saying], { page: (id) => library.pages.get(id), globals: {} })
  expect(others).toEqual([])
  return bubble.split('\n')
}

describe('the report to a client who doubts', () => {
  it('is filled from the record of that client, the gaps marked', () => {
    expect(
      report({
        record: choice('小鱼'),
        doubt: choice('access'),
        progress: text('初稿交了，等他和其他人确认'),
        adjust: { kind: 'several', ids: ['encrypt', 'ask-first'] },
        rhythm: text('每周五'),
      }),
    ).toEqual([
      '您好，「春季海报」的进度和资料情况，跟您说一下：',
      '· 可以看的人：只有我自己',
      '· 进度：初稿交了，等您和其他人确认',
      '· 我手上有您的：个人信息（顾客电话）、商业秘密、其他',
      '· 存放：您给的U盘里',
      '· 传送：加密压缩包，密码另外发',
      '· 已经删掉的、哪天删的：____',
      '· 说好的调整：加密了再传、给人看之前先问您',
      '· 以后的汇报：每周五',
      '改好了我告诉您。还有不放心的，您直说。',
    ])
  })

  it('is all gaps where nothing is known, and asks how the client feels', () => {
    expect(report({ doubt: choice('deleted') }, [])).toEqual([
      '您好，咱们合作的进度和资料情况，跟您说一下：',
      '· 已经删掉的、哪天删的：____',
      '· 进度：____',
      '· 我手上有您的：____',
      '· 存放：____',
      '· 可以看的人：____',
      '现在这样放、这样传，您放心吗？哪里想再严一点，您直说，我来调整。',
    ])
  })

  it('tells of a project that is over only what was done at its end', () => {
    expect(report({ record: choice('大熊'), doubt: choice('storage') })).toEqual([
      '您好，「官网」是2026年11月20日收尾的，资料的情况跟您说一下：',
      '· 您给的资料已全部删除',
      '· 我这边的备份也已删除',
      '· 账号和权限：____',
      '哪里不放心，您直说，我一样样查给您看。',
    ])
  })

  it('tells both of a project that ended while it was talked about', () => {
    const lines = report({ record: choice('大熊'), progress: text('收尾') }, [{ ...OVER, isOver: false }])
    expect(lines).toContain('· 进度：收尾')
    expect(lines).toContain('· 可以看的人：我和我的帮手')
    expect(lines).toContain('· 您给的资料已全部删除')
  })

  it('tells what an agreement says about the end', () => {
    const agreement = filed({ id: '协议', facts: { returns: choice('both') } })
    expect(report({ record: choice('协议') }, [agreement])).toContain('· 结束后：先还给您，再删掉')
  })

  it('wants a look where words of the freelancer speak of the client', () => {
    const of = (words: string) => wantsALook(contextOf({ record: choice('小鱼'), progress: text(words) }))
    expect(of('等客户')).toBe(true)
    expect(of('等其他供应商报价')).toBe(false)
    expect(of('等他确认')).toBe(true)
    expect(wantsALook(contextOf({ record: choice('小鱼'), rhythm: text('甲方要的时候') }))).toBe(true)
  })
})

const DOUBTS = [
  ...['storage', 'access', 'shared', 'reused', 'deleted', 'unclear'].map(choice),
  text('他怕我卖给同行'),
  { kind: 'unsure' },
  { kind: 'skipped' },
] as const satisfies readonly AnswerValue[]
const ADJUSTS = [
  text('每天备份'),
  { kind: 'several', ids: [] },
  { kind: 'several', ids: ['fine'] },
  { kind: 'several', ids: ['place', 'people', 'delete', 'fine'] },
  { kind: 'unsure' },
] as const satisfies readonly AnswerValue[]
const RECORDS = [
  choice('小鱼'),
  choice('大熊'),
  choice('other'),
  { kind: 'skipped' },
] as const satisfies readonly AnswerValue[]
const WORDS = [text('进行中'), { kind: 'skipped' }] as const satisfies readonly AnswerValue[]

/** What must not be sent: admissions, assurances nobody can give, what was only said to the bot, another client's. */
const NEVER =
  /肯定不是|绝对没有|保证没有|都是我的错|聊天.*删|他怕|卖给同行|原话|代号|别家|秘密项目|undefined|null|· [^：]*：$/mu

test('in no combination of answers does it say what must not be sent', () => {
  let count = 0
  for (const record of RECORDS)
    for (const doubt of DOUBTS)
      for (const adjust of ADJUSTS)
        for (const words of WORDS) {
          const lines = report({ record, doubt, adjust, progress: words, rhythm: words, said: text('他的原话') })
          expect(lines.filter((line) => NEVER.test(line))).toEqual([])
          expect(new Set(lines).size).toBe(lines.length)
          expect(lines.length).toBeGreaterThan(3)
          count++
        }
  expect(count).toBe(360)
})
