import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskSensitive, type SensitiveKind } from '../../src/conversation/sensitive/mask.ts'

/** What is typed, what is kept of it. */
type Row = readonly [typed: string, kept: string]

const MASKED: Readonly<Record<SensitiveKind, readonly Row[]>> = {
  phone: [
    ['13812345678', '138****5678'],
    ['客户电话13812345678，姓李', '客户电话138****5678，姓李'],
    ['李姐 138 1234 5678', '李姐 138****5678'],
    ['138-1234-5678', '138****5678'],
    ['138—1234—5678', '138****5678'],
    ['138.1234.5678', '138****5678'],
    ['1381234 5678', '138****5678'],
    ['138 12345678', '138****5678'],
    ['１３８１２３４５６７８', '138****5678'],
    ['１３８　１２３４　５６７８', '138****5678'],
    ['1 3 8 1 2 3 4 5 6 7 8', '138****5678'],
    ['一三八一二三四五六七八', '138****5678'],
    ['一三八 一二三四 五六七八', '138****5678'],
    ['香港電話 9123 4567', '香港電話 ****4567'],
    ['手機號碼0912-345-678', '手機號碼******5678'],
    ['幺三八零零〇零五六七八', '138****5678'],
    ['\u202d138 1234 5678\u202c', '\u202d138****5678\u202c'],
    ['138\u200b1234\u200b5678', '138****5678'],
    ['+86 138 1234 5678', '+86 138****5678'],
    ['+86-138-1234-5678', '+86-138****5678'],
    ['+8613812345678', '+86138****5678'],
    ['8613812345678', '86138****5678'],
    ['008613812345678', '0086138****5678'],
    ['(+86)13812345678', '(+86)138****5678'],
    ['TEL:13812345678', 'TEL:138****5678'],
    ['Tom13812345678', 'Tom138****5678'],
    ['微信同号13812345678', '微信同号138****5678'],
    ['1.13812345678', '1.138****5678'],
    ['13812345678、19987654321', '138****5678、199****4321'],
    ['13812345678 19987654321', '138****5678 199****4321'],
    ['13812345678\n19987654321', '138****5678\n199****4321'],
    ['*13812345678*', '*138****5678*'],
    ['010-12345678', '010****5678'],
    ['01012345678', '010****5678'],
    ['021 6234 5678', '021****5678'],
    ['0755-12345678', '0755****5678'],
    ['0755-1234567', '0755***4567'],
    ['(010)12345678', '(010)****5678'],
    ['（0571）8765 4321', '(0571)****4321'],
    ['+86 10 6234 5678', '+86******5678'],
    ['+852 9123 4567', '+852****4567'],
    ['+1 415 555 2671', '+1******2671'],
    ['010-12345678转801', '010****5678转***'],
    ['座机0755-26001234-8023', '座机0755****1234-***'],
    ['（021）62345678 分机12', '(021)****5678 分机***'],
    ['021-62345678 ext. 23', '021****5678 ext. ***'],
    ['010-12345678转500元', '010****5678转500元'],
    ['+1 (415) 555-2671', '+1******2671'],
    ['+1-415-555-2671', '+1******2671'],
    ['(415) 555-2671', '(415)***2671'],
    ['+44 (0)20 7946 0958', '+44*******0958'],
    ['+81 90-1234-5678', '+81******5678'],
    ['00852-91234567', '00852****4567'],
    ['852-91234567', '852****4567'],
    ['(852) 9123 4567', '(852)****4567'],
    ['+852 9123 4567 20 2026', '+852****4567 20 2026'],
  ],
  id: [
    ['身份證字號 A123456789', '身份證字號 A*******89'],
    ['110101199003071233', '110*************33'],
    ['身份证号：110101199003071233。', '身份证号：110*************33。'],
    ['110101 19900307 1233', '110*************33'],
    ['32058119920610005X', '320*************5X'],
    ['32058119920610005x', '320*************5x'],
    ['３２０５８１１９９２０６１０００５Ｘ', '320*************5X'],
    ['110101199003071234', '110*************34'],
    ['11010119901345123X', '110*************3X'],
    ['110101900307123', '110**********23'],
    ['李某110101199003071233外传了', '李某110*************33外传了'],
    ['护照号E12345678，订票用的', '护照号E******78，订票用的'],
    ['護照：Ｅ１２３４５６７８', '護照：E******78'],
    ['护照 e8765 4321', '护照 e******21'],
    ['护照号123456789', '护照号*******89'],
    ['Passport No.: EJ1234567', 'Passport No.: EJ*****67'],
    ['G28233515', 'G******15'],
    ['E12345678，G87654321', 'E******78，G******21'],
    ['客户回乡证H1234567890', '客户回乡证H********90'],
    ['H12345678这是他回乡证', 'H******78这是他回乡证'],
    ['港澳通行證：C12345678', '港澳通行證：C******78'],
    ['台胞证号码是12345678', '台胞证号码是******78'],
    ['香港身份证A123456(3)', '香港身份证A*****63'],
    ['永居证USA110185112901', '永居证USA**********01'],
  ],
  bankCard: [
    ['银行卡6222 0212 3456 7890 123', '银行卡***************0123'],
    ['卡号6222021234567890123，工行', '卡号***************0123，工行'],
    ['開戶行招商銀行 6225 8801 2345 6789', '開戶行招商銀行 ************6789'],
    ['6222021234567890128', '***************0128'],
    ['6222 0212 3456 7890 128', '***************0128'],
    ['6222-0212-3456-7890-128', '***************0128'],
    ['622202 1234567890128', '***************0128'],
    ['卡号：6217001234567890122 建行', '卡号：***************0122 建行'],
    ['4367421234567896', '************7896'],
    ['４５１２３４５６７８９０１２３４', '************1234'],
    ['9558801234567890128打这里', '***************0128打这里'],
  ],
  plate: [
    ['车牌京A12345', '车牌京A***45'],
    ['京A·12345停楼下', '京A·***45停楼下'],
    ['他开的是粤BD12345', '他开的是粤B***45'],
    ['沪A12345D', '沪A***5D'],
    ['沪a8k321那辆', '沪a***21那辆'],
    ['粵B12345', '粵B***45'],
    ['京Ａ１２３４５', '京Ａ***45'],
    ['苏E 6F668 蹭了我的车', '苏E ***68 蹭了我的车'],
    ['浙AF12345,浙A99Z88', '浙A***45,浙A***88'],
    ['粤Z1234港', '粤Z***34港'],
    ['开云A12345来的', '开云A***45来的'],
  ],
  address: [
    ['北京市朝阳区建国路88号', '北京市朝阳区***'],
    ['北京市朝阳区建国路88号SOHO现代城A座1203', '北京市朝阳区***'],
    ['客户住在人民路12号3单元502', '客户住在***'],
    ['人民路12号', '***'],
    ['中山一路12号', '***'],
    ['收货地址：浙江省杭州市西湖区文三路 478号 华星时代广场A座 1203室', '收货地址：浙江省杭州市西湖区***'],
    ['上海市浦东新区张江镇盛夏路560弄5号602', '上海市浦东新区***'],
    ['深圳市南山区科技园南区A栋15层', '深圳市南山区***'],
    ['成都市人民南路四段18号', '成都市***'],
    ['海淀区上地十街10号院3号楼2单元501室', '海淀区***'],
    ['朝阳区望京西园3区315号楼2单元801', '朝阳区***'],
    ['龙腾苑三区3号楼2单元501', '***'],
    ['阳光小区8栋1单元', '***'],
    ['她住阳光小区8栋1单元502，别说出去', '她住***，别说出去'],
    ['阳光小区3-2-501', '***'],
    ['龙湖花园12号1202室', '***'],
    ['万科城市花园3号楼502', '***'],
    ['腾讯大厦A座1203', '***'],
    ['苏州工业园区星湖街328号创意产业园5栋', '苏***'],
    ['安徽省阜阳市临泉县李家镇王村12号', '安徽省阜阳市临泉县***'],
    ['李家镇王村3组12号', '***'],
    ['大同路三十八号二楼', '***'],
    ['北京市西城区金融大街７号', '北京市西城区***'],
    ['臺北市信義區信義路五段7號', '臺北市信義區***'],
    ['廣州市天河區體育東路108號3樓', '廣州市天河區***'],
    ['建国路88号，15号交稿', '***，15号交稿'],
    ['建国路88号 2026-11-23见', '*** 2026-11-23见'],
    ['建国路88号下午3点见', '***下午3点见'],
    ['建国路12号,阳光小区3栋', '***,***'],
    ['3栋1单元502', '***'],
    ['三栋一单元五零二', '***'],
    ['他家在5号楼2单元1101室', '他家在***'],
    ['快递放8栋1203门口', '快递放***门口'],
    ['B座 1808', '***'],
    ['2单元1101', '***'],
    ['阳光花园3栋502', '***'],
    ['锦绣家园502室', '***'],
    ['碧桂园502室', '***'],
    ['Room 502, Building 3, No. 88 Renmin Road, Chaoyang District, Beijing', '***, Chaoyang District, Beijing'],
    ['Rm 301, No. 5, Lane 560, Shengxia Rd, Pudong', '***, Pudong'],
    ['Flat 12A, 33 Nathan Road, Kowloon', '***, Kowloon'],
    ['her address: 1200 Main Street, Apt 4B', 'her address: ***'],
    ['Sunshine Garden, Tower B, Unit 1203', '***'],
    ['building 3 room 502', '***'],
    ['Zhongshan Bei Lu No. 88', '***'],
    ['寄到No.12 Jianguo Rd', '寄到***'],
    ['88 renmin road', '***'],
  ],
  email: [
    ['zhang.san@example.com', 'z***@example.com'],
    ['发到zhangsan@company.com.cn吧', '发到z***@company.com.cn吧'],
    ['12345678@qq.com', '1***@qq.com'],
    ['13812345678@139.com', '***@139.com'],
    ['zhang＠qq．com', 'z***＠qq．com'],
    ['a@b.com', '***@b.com'],
    ['zhang@qq.com,li@163.com', 'z***@qq.com,l***@163.com'],
  ],
  account: [
    ['微信号:zhang_san88', '微信号:z***'],
    ['微信号：zhangsan', '微信号：z***'],
    ['加我微信号abc-123456', '加我微信号a***'],
    ['微信：zhang_san88', '微信：z***'],
    ['vx zhangsan88', 'vx z***'],
    ['WX:zhangsan', 'WX:z***'],
    ['WeChat ID: lee_2020', 'WeChat ID: l***'],
    ['QQ:12345678', 'QQ:1***'],
    ['QQ号 123456789', 'QQ号 1***'],
    ['qq12345678', 'qq1***'],
    ['加我v: xiaoyu_88', '加我v: x***'],
    ['+V：abc12345', '+V：a***'],
    ['我的v是lily2020', '我的v是l***'],
    ['v：lily_2020', 'v：l***'],
    ['薇信zhao_8899', '薇信z***'],
    ['加我微信lily2020', '加我微信l***'],
    ['加我vxlily2020', '加我vxl***'],
    ['wxid_a1b2c3d4e5f6', 'w***'],
    ['扣扣：1234567', '扣扣：1***'],
    ['加Q 123456789', '加Q 1***'],
    ['QQ群123456789', 'QQ群1***'],
  ],
  password: [
    ['密码是abc123', '密码是***'],
    ['密码：abc123', '密码：***'],
    ['密码:123', '密码:***'],
    ['密码 8888', '密码 ***'],
    ['登录密码Abc@2024!记一下', '登录密码***记一下'],
    ['密码是qwerty', '密码是***'],
    ['密码是qwerty啊', '密码是***啊'],
    ['密码就是888888', '密码就是***'],
    ['密码改成888888了', '密码改成***了'],
    ['密碼是abc123', '密碼是***'],
    ['密码：ａｂｃ１２３', '密码：***'],
    ['密码：\nabc123', '密码：\n***'],
    ['密码:13812345678', '密码:***'],
    ['密码:138 1234 5678', '密码:***'],
    ['解压密码(6位)：a1b2c3', '解压密码(6位)：***'],
    ['账号：admin 密码：admin888', '账号：admin 密码：***'],
    ['口令:x7k9', '口令:***'],
    ['提取码 8xk2', '提取码 ***'],
    ['验证码：384920，5分钟内有效', '验证码：***，5分钟内有效'],
    ['pwd=abc123', 'pwd=***'],
    ['PASSWORD: hunter2', 'PASSWORD: ***'],
    ['DB_PASSWORD=s3cret99', 'DB_PASSWORD=***'],
    ['"password": "abc123"', '"password": "***"'],
    ['api key: sk-abcdef123456', 'api key: ***'],
    ['https://example.com/d?token=abcd1234', 'https://example.com/d?token=***'],
  ],
}

const UNTOUCHED = `
卡号是多少
银行卡里还有 12000 元
卡号对应的订单 20261130123456 发了吗
电话 20261130 打的
电话会议改到 3 点
手机 5000 元
手机9000 1000台
手机号、报价
不确定
20万
￥1,380,012
50000-80000元
预算 150 2000 3000
分三档 199 2999 3999
1、3和5
135
1 2 3 4 5 6 7 8 9 10 11
2026-11-23
20261123
2026/11/23 14:30
2026年11月23日
11.23
20261123143000
10:30-11:45
138-20261123
一二三四五六七
一二三四五六七八九十十一十二
v1.2.3
版本 2.10.34567
192.168.100.100
1080x1920
iPhone 15 Pro 256G
1700000000000
GB/T 35273-2020
打12348问问
12356
110
96110
400-123-4567
400 800 8820
4001234567
尾号5678
138****5678
手机 138xxxx5678
身份证后四位1233
20261123103000123456
123456789012345678901234
310110201801011234567
990101209913451235
110101199013451234
11010119900307123
4200001234567891
6222021234567890127
SF1234567890123
91110108MA01ABCD2X
a1b13812345678c
550e8400-e29b-41d4-a716-446655440000
138,0012,3456
项目代号 P2026-1123
在人民路那家店
人民路
南京路步行街
人民路地铁3号口
地铁10号线
人民路12号线
103路12号车
一路12号到
思路3号方案
换个思路12号见
渠道2号报价
线路3号改了
逛街12号去
我知道12号交稿
这个街道12号发通知
我12号去深圳市
上海市12号开会
上海市12号 1500元
河北省石家庄12号到货
华东大区12号上线
小区12号停水
12号交稿
朝阳区3家店12号开业
客户在朝阳区有3个店
北京市朝阳区
杭州市场部3号楼
超市3号楼
3号楼那个项目
万达广场3楼那家店
腾讯大厦12楼
会议室3号
数据中心3层架构
初三物理第2单元测试
项目A座谈会
广场A座谈会
1号店
2号合同
lodash@4.17.21
icon@2x.png
git@github.com:foo/bar.git
@小李 你好
a@b
微信号和手机号
收一个老微信号，带实名的
微信号是iPhone登的
微信iOS16闪退
微信8.0.50
QQ 10000人的群
qq邮箱
密码是什么
密码是客户生日
密码是VPN的
忘记密码了
密码2个月换一次
密码6位以上
密码：8-16位
密码是8位数字
密码123456位
密码 1password 好用吗
密码AES256加密
密码：******
口令是开门大吉
口令跟压缩包一块发过去了
怎么给word加个打开密码，在线等
password is wrong
token是啥
compass: north
trade secret: NDA
订单 010-12345678901234
转发801次
分机801
+1000元
+20 +30 +40
852 2000 3000
852-20261123
0012345678901
(100) 200-3000
护照2024年到期
护照办下来要10个工作日
护照照片33x48mm
护照IMG20241123
身份证复印件2份
身份证IMG20241123
通行证20261123到期
通行证12345678
订单号E12345678
EMS单号EA123456789CN
型号H12345678
E20241123
E5-2680
G1234次高铁
京A股最近不行
沪A股10000点
沪B12000股
沪A12345点
阿里云A12345实例
换了新K12345型号
京东B2C项目
京A2B合作
苏AV2B2C版
云B2B平台
京ICP备12345678号
苏A2024级
鲁B20241123
A4纸2000张
10座500套
3号楼1200万
3栋1200平
5栋楼302平米
3栋300套
3号楼2023款
A座2024年开业
第2单元120分
3单元 2026年
第3栋502户
3栋2单元
Room 502
Building 3 is ready, Room 4 is not
Unit 3, Lesson 4
2024 product road map
10 best street photos
No. 1 choice on the road
2024 Wall Street Journal
500 GB hard drive
加v2.0功能
v: 1.2.3
v: number
vx小程序
加我v吧
我微信iPhone15登不上
加我微信iOS版
q: 怎么报价
我q币100000个
Q3 2024年报
扣扣20000元
统一社会信用代码91110000600037341L
统一社会信用代码913101153986355620
91310115398635562R
`
  .trim()
  .split('\n')

describe.each(Object.entries(MASKED))('%s', (kind, rows) => {
  test.each(rows)('%s → %s', (typed, kept) => {
    expect(maskSensitive(typed)).toEqual({ text: kept, kinds: [kind] })
  })
})

test.each(UNTOUCHED)('untouched: %s', (typed) => {
  expect(maskSensitive(typed)).toEqual({ text: typed, kinds: [] })
})

describe('several in one message', () => {
  test('each is masked, and the kinds come in the order of the message, each once', () => {
    const typed =
      '王姐,13812345678,110101199003071233,北京市朝阳区建国路88号3单元502,wang@qq.com,微信号wang_88,19987654321,卡6222021234567890128,密码abc123'
    expect(maskSensitive(typed)).toEqual({
      text: '王姐,138****5678,110*************33,北京市朝阳区***,w***@qq.com,微信号w***,199****4321,卡***************0128,密码***',
      kinds: ['phone', 'id', 'address', 'email', 'account', 'bankCard', 'password'],
    })
  })

  test('a telephone number right behind an address is no door', () => {
    expect(maskSensitive('建国路88号13812345678')).toEqual({ text: '***138****5678', kinds: ['address', 'phone'] })
    expect(maskSensitive('建国路88号 138 1234 5678').text).toBe('*** 138****5678')
  })

  test('a telephone number that begins a very long e-mail address is no rest of it', () => {
    expect(maskSensitive(`13812345678${'a'.repeat(58)}@qq.com`)).toEqual({ text: '***@qq.com', kinds: ['email'] })
  })

  test('a telephone number on the next line is not the password', () => {
    expect(maskSensitive('我在改密码\n13812345678')).toEqual({ text: '我在改密码\n138****5678', kinds: ['phone'] })
  })
})

const RUNS = { seed: 20261123, numRuns: 2000 }
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const day = fc
  .tuple(fc.integer({ min: 1950, max: 2009 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, date]) => `${year}${String(month).padStart(2, '0')}${String(date).padStart(2, '0')}`)
const mobile = fc
  .tuple(fc.constantFrom('3', '4', '5', '6', '7', '8', '9'), digits(9))
  .map((parts) => `1${parts.join('')}`)
const identity = fc
  .tuple(fc.constantFrom('110101', '310104', '440306', '510107', '650102'), day, digits(3))
  .map((parts) => withCheckDigit(parts.join('')))
const card = fc
  .tuple(fc.constantFrom('6222', '6217', '4367', '9558'), fc.constantFrom(11, 12, 14).chain(digits))
  .map((parts) => withLuhnDigit(parts.join('')))

/** GB 11643: the powers of two from the right, modulo eleven. */
function withCheckDigit(body: string): string {
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0)
  return body + '10X98765432'[sum % 11]
}

function withLuhnDigit(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + Math.floor(doubled / 10) + (doubled % 10)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}

const widened = (text: string) => text.replace(/[\dX]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
const grouped = (text: string, size: number, gap: string) =>
  text.replace(new RegExp(`(.{${size}})(?=.)`, 'g'), `$1${gap}`)

/** The digits that stay readable. */
const ENDS: Readonly<Record<string, (number: string) => string>> = {
  phone: (number) => number.slice(0, 3) + number.slice(-4),
  id: (number) => number.slice(0, 3) + number.slice(-2),
  bankCard: (number) => number.slice(-4),
}

describe('properties', () => {
  test('nothing of a number but its kept ends comes out, however it is typed', () => {
    const typed = fc.oneof(
      fc.tuple(mobile, fc.constant('phone'), fc.constantFrom('', ' ', '-')).map(([number, kind, gap]) => ({
        number,
        kind,
        text: `${number.slice(0, 3)}${gap}${number.slice(3, 7)}${gap}${number.slice(7)}`,
      })),
      identity.map((number) => ({ number, kind: 'id', text: number })),
      fc
        .tuple(card, fc.constantFrom('', ' ', '-'))
        .map(([number, gap]) => ({ number, kind: 'bankCard', text: grouped(number, 4, gap) })),
    )
    const around = fc.stringMatching(/^[客户说他的是：，。 \n]{0,6}$/)
    fc.assert(
      fc.property(typed, around, around, fc.boolean(), ({ number, kind, text }, before, after, isWide) => {
        // Round tariffs in a row are read as prices.
        fc.pre(!/^1[3-9][09](?:[1-9]\d(?:00|99)){2}$/.test(number))
        const { text: kept, kinds } = maskSensitive(before + (isWide ? widened(text) : text) + after)
        expect(kinds).toEqual([kind])
        expect(kept.replace(/[^\dX]/g, '')).toBe(ENDS[kind]?.(number))
        expect(kept.startsWith(before) && kept.endsWith(after)).toBe(true)
      }),
      RUNS,
    )
  })

  test('masking what is masked changes nothing', () => {
    const examples = Object.values(MASKED)
      .flat()
      .map(([typed]) => typed)
    const piece = fc.oneof(
      fc.constantFrom(...examples),
      fc.constantFrom(...UNTOUCHED),
      fc.constantFrom(
        ...'0123456789 -.*+()@:=，,\n号路街道村区县市栋座单元弄组是在中xXa',
        '密码',
        '微信号',
        'qq',
        '***',
        '.com',
      ),
      fc.stringMatching(/^\d{1,8}$/),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const once = maskSensitive(pieces.join(''))
        expect(maskSensitive(once.text).text).toBe(once.text)
        if (once.kinds.length === 0) expect(once.text).toBe(pieces.join(''))
      }),
      { ...RUNS, numRuns: 20_000 },
    )
  })

  test('words without figures, labels and signs are left alone', () => {
    const words = fc.array(fc.constantFrom(...'客户的资料我没给别人看过在朝阳区人民路公司做设计呢abcXYZ，。！ 😀\n'), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(words, (signs) => {
        expect(maskSensitive(signs.join(''))).toEqual({ text: signs.join(''), kinds: [] })
      }),
      RUNS,
    )
  })

  test('any text is read: half characters, emoji, control characters, 20,000 of them', () => {
    const units = fc
      .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0xd83d, 0xde00, 0x1, 0x31, 0x40, 0x8def)))
      .map((codes) => String.fromCharCode(...codes))
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 20_000 }), (text, length) => {
        const long = text.repeat(Math.ceil(length / Math.max(text.length, 1))).slice(0, length)
        expect(typeof maskSensitive(long).text).toBe('string')
      }),
      { ...RUNS, numRuns: 200 },
    )
  })

  test('ten times the text takes about ten times as long, also for what is made to be hard', () => {
    const hard = [
      '1',
      '1 ',
      '1号',
      '路1号',
      '区',
      '一号',
      'a@',
      'a.',
      '密码',
      '密码:,',
      '密码:1位',
      'pwd=',
      'qq1',
      '+1 2',
      '1-1-111',
      '微信号a',
      '+1 (',
      '00852 ',
      'E1234567',
      '护照a1',
      '京A1',
      '3栋1单元',
      'No. 1 a b ',
      'a '.repeat(4),
      'Room 5, ',
      'Road ',
      '加v ',
      '我微信a',
    ]
    for (const piece of hard) {
      const [short, long] = [2000, 20_000].map((length) => shortestTime(`${piece.repeat(length / piece.length)}位a`))
      expect((long as number) / Math.max(short as number, 0.5), piece).toBeLessThan(40)
    }
  })
})

/** In milliseconds, the best of several, so that a busy machine does not count. */
function shortestTime(text: string): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const start = performance.now()
      maskSensitive(text)
      return performance.now() - start
    }),
  )
}
