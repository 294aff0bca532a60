import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { hasEnding, isInHurry, placeNamed } from '../../src/conversation/contract-text.ts'
import { loadLibrary } from '../../src/guidance/library.ts'

const { contract } = (await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))).knowledge

test.each([
  '10分钟内要签，能签吗',
  '他说现在不签就给别人',
  '签约链接发来了让我马上点',
  '客户让我五分钟内签完',
  '甲方催着我签合同 怎么办 急',
  '对方等着我签字呢 我还没看',
  '半小时内必须签',
  'hr说今天下班前不签就算放弃',
  '电子合同发来了 说十分钟失效',
  '马上就要签了看不懂',
  '能不能直接签啊客户在催',
  '催我签nda',
  '现在就要我签保密协议，来不及看',
  '老板站旁边等我签字',
  '今晚12点前要签好',
  '他一直催我签',
  '客户说再不签就换人了',
  '签字笔都递过来了 咋办 要不要签',
  '急急急 合同要签了',
  '一会儿就要签约 有啥要注意的',
  '让我立马回传签好的协议',
  '链接半小时后失效 签不签',
  '说是走个形式让我赶紧签了',
])('somebody is about to sign: %s', (text) => {
  expect(isInHurry(text, contract)).toBe(true)
})

test.each([
  '已经签了怎么办',
  '签到功能怎么用',
  '快递签收了',
  '签证什么时候下来',
  '协议签了之后能反悔吗',
  '签字和盖章有什么区别',
  '客户没让我签协议',
  'NDA一定要签吗',
  '今天签的合同 放哪里',
  '合同上周签的',
  '签名墙的照片能发吗',
  '要签保密协议的话一般多久',
  '微信签名要不要改',
  '客户催稿怎么回',
  '甲方催我交稿',
  '马上要交稿了还没写',
  '急，客户说我泄密了',
  '他催我把源文件发他',
  '现在就要把资料删了吗',
  '不签协议能接活吗',
  '保密协议过期了还要保密吗',
  '协议到期前要签新的吗',
  '签完后多久生效',
  '电子合同有法律效力吗',
  '签署之前要看什么',
  '我签的协议里有竞业',
  '客户让我签一下到',
  '签好的协议放哪里',
  '合同截止日期是月底',
  '我签了但没盖章',
  '刚签完，过几分钟他又发来一份补充的',
])('nobody is about to sign: %s', (text) => {
  expect(isInHurry(text, contract)).toBe(false)
})

test.each([
  ['展开 3', '3'],
  ['展开3', '3'],
  ['展开第三处', '三'],
  ['看第2条', '2'],
  ['细说第十一个', '十一'],
  ['展开', undefined],
  ['看看', undefined],
  ['展开说说第三', undefined],
  ['3', undefined],
])('%s names place %s', (text, place) => {
  expect(placeNamed(text, contract)).toBe(place)
})

test.each([
  ['甲方（盖章）：        乙方（签字）：        日期：', true],
  ['Signature: ________   Date: ________', true],
  ['本协议自双方签字之日起生效。', false],
  ['第二条 乙方不得向任何第三方披露。', false],
])('%s is an ending: %s', (text, is) => {
  expect(hasEnding(`${'前文。'.repeat(100)}${text}`, contract)).toBe(is)
})
