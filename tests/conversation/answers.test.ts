import { describe, expect, test } from 'vitest'
import { heard } from './answers-asked.ts'

type Row = [id: Parameters<typeof heard>[0], said: string, wanted: string]

describe('several of five', () => {
  test.each([
    ['1', '1'],
    ['1、3和5', '1 3 5'],
    ['１，３', '1 3'],
    ['1,3', '1 3'],
    ['1 3 5', '1 3 5'],
    ['1/3', '1 3'],
    ['1+3', '1 3'],
    ['1&3', '1 3'],
    ['1；3', '1 3'],
    ['1 ,3', '1 3'],
    ['1、3、', '1 3'],
    ['1跟3', '1 3'],
    ['1还有3', '1 3'],
    ['1、1', '1'],
    ['选1和3', '1 3'],
    ['第一和第三', '1 3'],
    ['一、三', '1 3'],
    ['①③', '1 3'],
    ['(1)', '1'],
    ['1.', '1'],
    ['1👌', '1'],
    ['第1、2个', '1 2'],
    // Ranges, and digits that run together.
    ['1-3', '1 2 3'],
    ['1~3', '1 2 3'],
    ['1到3', '1 2 3'],
    ['13', '1 3'],
    ['135', '1 3 5'],
    ['1234', '1 2 3 4'],
    ['12345', '1 2 3 4 5'],
    ['1.3.5', '1 3 5'],
    ['1。3', '1 3'],
    ['1号3号', '1 3'],
    ['一到三', '1 2 3'],
    ['一三五', '1 3 5'],
    ['前三个', '1 2 3'],
    // Digits that do not rise are a number, and there is none such.
    ['11', '!11'],
    ['51', '!51'],
    ['321', '!321'],
    // By name, by another word for it, mixed.
    ['个人信息', '1'],
    ['手机号和报价', '1 2'],
    ['商业秘密和文档', '2 3'],
    ['报价和源代码', '2'],
    ['1和源代码', '1 2'],
    ['客户的手机号', '1'],
    ['名单', '1'],
    // All, none, unsure.
    ['都算', '1 2 3 4 5'],
    ['都要', '1 2 3 4 5'],
    ['全部', '1 2 3 4 5'],
    ['都不要', 'none'],
    ['一样都没有', 'none'],
    ['不确定', 'unsure'],
    ['客户没说', 'unsure'],
    // All but some.
    ['除了2都要', '1 3 4 5'],
    ['除了5其他都要', '1 2 3 4'],
    ['除2外都要', '1 3 4 5'],
    ['2以外都算', '1 3 4 5'],
    ['除了个人信息以外都要', '2 3 4 5'],
    ['除了2和4都要', '1 3 5'],
    ['2不要其他都要', '1 3 4 5'],
    ['除了2和4', '1 3 5'],
    ['除了其他', '1 2 3 4'],
    ['商业秘密除外', '1 3 4 5'],
    ['都要,除了2', '1 3 4 5'],
    ['全部除了4', '1 2 3 5'],
    // But "all" after the items only means these.
    ['1、3都要', '1 3'],
    ['1和3都算', '1 3'],
    ['1,3要', '1 3'],
    ['个人信息都要保密', '1'],
    // Out of range: named, the valid ones kept.
    ['7', '!7'],
    ['0', '!0'],
    ['1,7', '1 !7'],
    ['1 2 3 4 5 6', '1 2 3 4 5 !6'],
    ['1,3,5,9', '1 3 5 !9'],
    // What was not understood is said.
    ['1、工资表', '1 ?工资表'],
    // Only these, the last, everything and nothing in everyday words, and what is asked, not answered.
    ['只有1', '1'],
    ['就2和3', '2 3'],
    ['就是个人信息和报价', '1 2'],
    ['最后一个', '5'],
    ['最后一个不要', '1 2 3 4'],
    ['除了最后一个都要', '1 2 3 4'],
    ['合同金额', '2'],
    ['十几个店长的手机号,还有明年的选品计划', '1 2'],
    ['所有的东西', '1 2 3 4 5'],
    ['什么都要保密', '1 2 3 4 5'],
    ['没有', 'none'],
    ['没什么要保密的', 'none'],
    ['客户啥也没说', 'unsure'],
    ['个人信息算不算', '?'],
    ['报价要不要算', '?'],
    ['工资表', '?'],
    ['不是个人信息', '?'],
    ['不含个人信息', '?'],
    ['嗯', '?'],
    ['好', '?'],
    ['随便', '?'],
    ['哈哈哈', '?'],
  ])('%s → %s', (said, wanted) => {
    expect(heard('categories', said)).toBe(wanted)
  })
})

describe('one of five', () => {
  test.each([
    ['1', 'send'],
    ['5', 'device'],
    ['二', 'talk'],
    ['第三', 'outside'],
    ['第3个', 'outside'],
    ['选4', 'backup'],
    ['４', 'backup'],
    ['2。', 'talk'],
    ['“2”', 'talk'],
    ['给客户传文件', 'send'],
    ['传文件', 'send'],
    ['发文件', 'send'],
    ['聊工作', 'talk'],
    ['在外面干活', 'outside'],
    ['备份', 'backup'],
    ['手机电脑更新', 'device'],
    ['不确定', 'unsure'],
    ['6', '!6'],
    ['0', '!0'],
    ['99', '!99'],
    ['蓝色', '?'],
    ['好', '?'],
    ['不传文件', '?'],
  ])('%s → %s', (said, wanted) => {
    expect(heard('need', said)).toBe(wanted)
  })
})

describe('one of three, or own words', () => {
  test.each<Row>([
    ['access', '1', 'me'],
    ['access', '只有我', 'me'],
    ['access', '我自己', 'me'],
    ['access', '就我一个人', 'me'],
    ['access', '我和我的帮手', 'helpers'],
    ['access', '我的团队', 'helpers'],
    ['access', '客户点名的人', 'named'],
    ['access', '4', '!4'],
    ['access', '我和客户的法务', '「我和客户的法务」'],
    ['access', '不是我', '「不是我」'],
    ['storage', '微信', 'wechat'],
    ['storage', '我的电脑', '「我的电脑」'],
    ['storage', '自己的笔记本电脑', '「自己的笔记本电脑」'],
    ['storage', '自己电脑加密', 'own-locked'],
    ['storage', '电脑设了密码', 'own-locked'],
    ['storage', '客户的网盘', 'client-place'],
    ['storage', '客户的网盘和我的电脑', '「客户的网盘和我的电脑」'],
    ['storage', '没有加密的电脑', '「没有加密的电脑」'],
    ['storage', '移动硬盘', '「移动硬盘」'],
    ['storage', '公司电脑', '「公司电脑」'],
    ['access', '客户', '「客户」'],
    ['access', '2吧', 'helpers'],
    ['access', '1和2', 'ambiguous me helpers'],
    ['access', '只有我自己和客户', '「只有我自己和客户」'],
    ['access', '好的', '?'],
    ['access', '嗯嗯', '?'],
    ['access', '是的', '?'],
    ['access', '随便', '?'],
    ['storage', '不确定', 'unsure'],
    ['storage', '客户没说', 'unsure'],
  ])('%s: %s → %s', (id, said, wanted) => {
    expect(heard(id, said)).toBe(wanted)
  })
})

describe('what the client doubts, and how often to report', () => {
  test.each<Row>([
    ['mood', '他不回我消息了', 'worries'],
    ['mood', '最近老不理我', 'worries'],
    ['mood', '客户没说我泄密', '?'],
    ['mood', '他没有不放心', '?'],
    ['doubt', '2', 'access'],
    ['doubt', '资料放哪', 'storage'],
    ['doubt', '会不会给同行', 'shared'],
    ['doubt', '怕我卖给同行', '「怕我卖给同行」'],
    ['doubt', '说不清', 'unclear'],
    ['doubt', '不知道', 'unsure'],
    ['doubt', '1和3', 'ambiguous storage shared'],
    ['rhythm', '一周一次', 'weekly'],
    ['rhythm', '每周一', '「每周一」'],
    ['rhythm', '每周五下午', '「每周五下午」'],
    ['rhythm', '看情况', 'unsure'],
    ['rhythm', '不用', 'skipped'],
    ['rhythm', '有事再说', 'change'],
    ['rhythm', '随便', '?'],
  ])('%s: %s → %s', (id, said, wanted) => {
    expect(heard(id, said)).toBe(wanted)
  })
})

describe('several of six, or own words', () => {
  test.each([
    ['3、5', '3 5'],
    ['加密了再传、少几个人看', '2 3'],
    ['先问他', '5'],
    ['都要', '1 2 3 4 5 6'],
    ['除了6都要', '1 2 3 4 5'],
    ['没有', 'none'],
    ['不用改', '6'],
    ['还没问过', 'unsure'],
    ['每天晚上备份', '「每天晚上备份」'],
    ['换个地方放，每天晚上备份', '「换个地方放，每天晚上备份」'],
    ['不要再发微信', '「不要再发微信」'],
    ['1、9', '1 !9'],
    ['9', '!9'],
    ['好', '?'],
    ['随便', '?'],
  ])('%s → %s', (said, wanted) => {
    expect(heard('adjust', said)).toBe(wanted)
  })
})

describe('own words', () => {
  test.each<Row>([
    ['client', '小鱼', '「小鱼」'],
    ['client', '  小鱼  ', '「小鱼」'],
    ['client', 'A', '「A」'],
    ['client', '1', '「1」'],
    ['client', '随便', '「客户A」'],
    ['client', '你起吧', '「客户A」'],
    ['client', '都行', '「客户A」'],
    ['client', '{who} **x**', '「{who} **x**」'],
    ['client', '小\u202e鱼\u0007', '「小鱼」'],
    ['client', '🙂', '?'],
    ['client', '想不出来', '「客户A」'],
    ['client', '不知道', '?'],
    ['client', '好', '「客户A」'],
    ['project', '春季海报', '「春季海报」'],
    ['project', '没有', 'skipped'],
    ['project', '无', 'skipped'],
    ['project', '不知道', 'skipped'],
    ['project', '春季\r\n海报', '「春季\n海报」'],
    ['confirmedBy', '对接人', '「对接人」'],
    ['confirmedBy', '还没', 'unsure'],
    ['confirmedBy', '没人', 'unsure'],
    ['confirmedBy', '不知道', 'unsure'],
  ])('%s: %s → %s', (id, said, wanted) => {
    expect(heard(id, said)).toBe(wanted)
  })

  test.each(['没有人确认', '没人确认', '暂时没有', '没', '无'])('%s is nobody who confirmed', (said) => {
    expect(heard('confirmedBy', said)).toBe('unsure')
  })
})
