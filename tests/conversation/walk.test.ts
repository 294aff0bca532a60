import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InboundKind } from '../../src/channel/port.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { faultsOfTurn } from './transcripts-bubbles.ts'
import { Player } from './transcripts-player.ts'
import { DEEPEST, faultsOfStep } from './walk-faults.ts'

const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const { phrases } = library.knowledge

const RUNS = 500
/** On an average. */
const TURNS = 200

const NUMBERS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '1、3', '都算', '除了2都要', '第二', '135', '1、9']
const ANSWERS = ['好', '有', '没有', '不确定', '还没', '跳过', '随便', '确定', '不删', '只有我自己', '微信', '报价']
const WORDS = [
  '小鱼',
  '春季海报',
  '手机号',
  '{who} {law.x}',
  '客户的法务和我',
  '今天',
  '上周五',
  '明天',
  '2月30日',
  '我想想',
]
const DETOURS = [
  '算了',
  '继续',
  '上一步',
  '重来',
  '菜单',
  '展开',
  '我的档案',
  '客户又加了要求',
  '项目结束了',
  '我在哪一步',
  '一起处理',
  '我的事件',
  '继续事件1',
  '导出事件1',
  '补充事件1：客户又来电话了',
  '重开事件1',
  '回复草稿',
]
const QUESTIONS = [
  '文件怎么加密传给客户?',
  '客户怀疑我泄密了怎么办',
  '今天天气怎么样',
  '保密协议有法律效力吗',
  '在咖啡馆能干活吗',
]
const REPAIRS = [
  '刚才说错了',
  '说错了，其实是微信',
  '我要改前面的',
  '把客户改成大鱼',
  '客户是大白，项目是官网，只有我能看',
  '切到小鱼',
  '切到大白',
  '切到王五',
  '小鱼的项目结束了',
  '小鱼又加了要求：不能发朋友圈',
  '给小鱼再建一个项目',
  '删掉大白',
  '都删了，备份也删了，还没告诉客户',
  '改那份',
  '另建一份',
  '完了，我不小心把客户资料发到群里了',
  '客户说我泄露了要我赔20万',
  '我微信号被封了怎么解',
  '我不想活了',
  '电话是13812345678',
  '確認保密範圍',
]
const JUNK = [
  '',
  '   ',
  '🙂',
  '。。。',
  '啊'.repeat(20_000),
  '<b>&amp;</b>',
  '改3',
  '谁能看不对',
  '\u202e\u0000',
  '一\n二',
]
const MEDIA: readonly InboundKind[] = ['greeting', 'image', 'sticker', 'voice', 'file', 'recalled', 'unknown']

/** Voice messages that the channel has turned into words. */
const SPOKEN = [
  '小鱼',
  '只有我能看',
  '对',
  '不对',
  '算了',
  '投诉流程',
  '1',
  '完了我不小心把客户资料发到群里了',
  '啊'.repeat(20_000),
]

const said = (...words: readonly string[]) => fc.constantFrom(...words).map((text) => ({ kind: 'text' as const, text }))
const message = fc.oneof(
  { weight: 40, arbitrary: said(...NUMBERS) },
  { weight: 25, arbitrary: said(...ANSWERS) },
  { weight: 15, arbitrary: said(...WORDS) },
  { weight: 15, arbitrary: said(...DETOURS) },
  { weight: 6, arbitrary: said(...phrases.always.keys()) },
  { weight: 4, arbitrary: said(...phrases.unasked.keys()) },
  { weight: 2, arbitrary: said(...QUESTIONS) },
  { weight: 6, arbitrary: said(...REPAIRS) },
  { weight: 3, arbitrary: said(...JUNK) },
  { weight: 4, arbitrary: fc.constantFrom(...SPOKEN).map((text) => ({ kind: 'voice' as const, text })) },
  { weight: 3, arbitrary: fc.constantFrom(...MEDIA).map((kind) => ({ kind, text: '' })) },
)

test(`some ${RUNS * TURNS} turns at random: nothing breaks, nothing is lost, something is always said`, () => {
  fc.assert(
    fc.property(fc.noBias(fc.array(message, { maxLength: 2 * TURNS, size: 'max' })), (messages) => {
      const player = new Player(library)
      const dropped = new Set<string>()
      for (const [index, { kind, text }] of messages.entries()) {
        try {
          takeStep(player, kind, text, dropped)
        } catch (error) {
          throw new Error(`after ${trail(messages.slice(0, index + 1))}`, { cause: error })
        }
      }
      expectMenu(player)
    }),
    // To shrink a failure to the few messages that matter, take out `endOnFailure`; that takes minutes.
    { seed: 20261123, numRuns: RUNS, endOnFailure: true },
  )
}, 900_000)

function takeStep(player: Player, kind: InboundKind, text: string, dropped: Set<string>): void {
  const written = JSON.stringify(player.document)
  const played = player.take(kind, text)
  expect([...faultsOfTurn(played, player), ...faultsOfStep(played, dropped)]).toEqual([])
  expect(JSON.stringify(played.before), 'what the turn was made from is not changed').toBe(written)
}

/** The last dozen messages. */
function trail(messages: readonly { kind: InboundKind; text: string }[]): string {
  return messages
    .slice(-12)
    .map(({ kind, text }) => (kind === 'text' ? `「${text.slice(0, 20)}」` : `[${kind}]`))
    .join(' ')
}

/** The menu is there at once, and with its numbers as soon as everything pending is stopped. */
function expectMenu(player: Player): void {
  const menus = () => player.take('text', '菜单').say.filter(({ page }) => page.startsWith('menu'))
  expect(menus()).toHaveLength(1)
  for (let left = 2 * DEEPEST; left > 0 && player.document.session.frames.length > 0; left--)
    player.take('text', '算了')
  expect(player.document.session.frames).toEqual([])
  expect(menus()).toEqual([{ page: 'menu' }])
}
