import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { hasEnding, isInHurry, isPressed, placeNamed } from '../../src/conversation/contract-text.ts'
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
  '客户让我现在签个保密协议，能签吗',
  '对方催得很急，要我赶紧把NDA签了',
  '法大大发来了合同，让我五分钟之内签完',
  '明早之前要签，能签不',
  '我急着签，能帮我看看吗？',
  '我赶时间，要签保密协议',
  '他们催我把合同签了寄回去，今天就要',
  'e签宝的链接，客户说今天下班前必须签掉',
  '让我在小程序里点同意，说马上开工',
  '签完之前我还有10分钟',
  '要我立刻按手印',
  '客户叫我十五分鐘內簽好',
  'they want me to sign the nda in 10 minutes, should I?',
  '10分钟内要签,能签吗',
  '甲方在等我回签，来不及看了咋办',
  '客户一直催我签保密协议',
  '人家说不签就换人',
  '快帮我看下能不能签，马上要交了',
  '8分钟 签不签',
  '等下就要签了怎么办',
  '催我签，我不想签，等我考虑下行吗',
  '客户一直在催我，问我签不签，说不签就给别人了',
  '客户让我马上签保密协议',
  '客戶要我馬上簽約，我該怎麼辦',
  '對方催我簽名',
  'need to sign this contract by today, urgent',
  'client wants it signed right now',
  '他说今晚12点前不签名额就没了',
  'hr让我一小时内把协议签了',
  '甲方说三分钟内签好发他',
  '他让我签完马上发回去',
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
  '签字笔没水了急',
  '今天去签约现场拍照，急，要带什么',
  '客户急着要签收单',
  '如果他催我签，我该怎么办',
  '我已经签了，催着我开工',
  '我签的是去年的保密协议，今晚要交稿，来不及了',
  '客户催我交稿，合同上个月签好了',
  '等客户签字，急',
  '让客户签了再发源文件，他催我发',
  '催客户签合同怎么说',
  '签完协议后马上删掉',
  'i signed it yesterday, now they rush me',
  'design is urgent',
  '标签要马上改',
  '合同签了，客户在催稿',
  '签售会今天就要，海报急',
  '电子签名设计急单',
  '协议上写马上签收',
  '今晚要拍签约仪式',
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

test.each([
  ['10分钟内要签，能签吗', true],
  ['他说现在不签就给别人', true],
  ['客户让我马上签保密协议', true],
  ['they want me to sign it in 10 minutes, should I?', true],
  ['电子签约系统急单', false],
  ['乙方应当在收到后立即签字', false],
  ['第三条 甲方催告后仍不签署的，让我方立即解除', false],
  ['签字版今晚交', false],
])('where any words are an answer, somebody is surely pressed to sign: %s', (text, pressed) => {
  expect(isPressed(text, contract)).toBe(pressed)
})
