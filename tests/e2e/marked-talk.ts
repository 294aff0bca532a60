/** Birds: words that stand nowhere in the project, so that wherever one of them is found, somebody's secret is. */
export const MARKS = [
  ...['金丝雀工作室', '云雀改版', '夜莺名册', '百灵排期', '画眉硬盘', '鹧鸪主管', '不能晒鸬鹚', '不能晒鹦鹉'],
  ...['孔雀客户', '孔雀海报', '不能用鸳鸯图', '鸵鸟客户', '喜鹊客户', '白鹭科技', '白鹭项目', '白鹭客户'],
  ...['给没给火鸡看', '麻雀做完一半', '杜鹃稿', '杜鹃第三版', '秃鹫聊天记录', '鱼鹰那边'],
  ...['火烈鸟那家', '信天翁的照片', '军舰鸟的底稿', '麻鸭录音'],
]

/** Files that are sent, by name. */
export const FILES: Readonly<Record<string, string>> = {
  '白鹭协议.txt': [
    '保密协议',
    '甲方：白鹭科技有限公司',
    '乙方：接单人',
    '第一条 乙方对白鹭项目的一切信息永久保密，任何情况下不得披露。',
    '第二条 乙方违反本协议的，应向甲方支付违约金人民币50万元。',
    '第三条 乙方不得从事与甲方相同的业务。',
    '第四条 本协议由甲方所在地法院管辖。',
  ].join('\n'),
  '秃鹫聊天记录.txt': '秃鹫聊天记录：全文',
  '麻鸭录音.txt': '麻鸭录音：全文',
}

/** What is typed in each flow, and the page by which it is known that the flow was reached. */
export const TALK: Readonly<Record<string, { readonly page: string; readonly lines: readonly string[] }>> = {
  scope: {
    page: 'scope/ask-client',
    lines: [
      ...['1', '金丝雀工作室', '云雀改版', '1、3', '夜莺名册', '百灵排期', '2', '只放我的画眉硬盘', '1'],
      ...['验收后留半年', '鹧鸪主管', '2024年3月5日', '好'],
    ],
  },
  note: {
    page: 'records/ask-note-again',
    lines: ['客户又加了要求', '不能晒鸬鹚', '刚才说错了', '不能晒鹦鹉'],
  },
  records: {
    page: 'records/ask-action',
    lines: ['我的档案', '看内容', '你存了我什么', '导出我的数据', '给我一个恢复码'],
  },
  existing: { page: 'records/ask-existing', lines: ['1', '金丝雀工作室', '云雀改版', '改那份', '好'] },
  whose: {
    page: 'records/ask-whose',
    lines: ['1', '孔雀客户', '孔雀海报', '2', '客户又加了要求', '金丝雀工作室', '不能用鸳鸯图'],
  },
  'go-on': { page: 'go-on/ask', lines: ['继续'] },
  revise: { page: 'revise/ask', lines: ['我要改前面的', '算了', '算了'] },
  resume: { page: 'resume/ask', lines: ['1', '鸵鸟客户', '算了', '1', '喜鹊客户', '算了', '继续', '算了'] },
  nda: {
    page: 'nda/ask-stage',
    lines: ['2', '/文件 白鹭协议.txt', '记', '白鹭客户', '还没签', '不确定', '不确定', '3', '好', '发我文档'],
  },
  tools: { page: 'tools/ask-need', lines: ['安全沟通工具', '1'] },
  management: { page: 'management/ask-stage', lines: ['信息管理', '1'] },
  growth: { page: 'growth/ask-aim', lines: ['总结与成长', '2'] },
  trust: {
    page: 'trust/ask-said',
    lines: [
      '客户起疑',
      '金丝雀工作室',
      '2',
      '怕我给火鸡看',
      '有一阵子了',
      '他问我给没给火鸡看',
      '麻雀做完一半',
      '3',
      '1',
      '算了',
    ],
  },
  'incident-whose': {
    page: 'incident/ask-whose',
    lines: ['客户说我把杜鹃稿泄露了要我赔20万', '一起处理', '金丝雀工作室'],
  },
  incident: {
    page: 'incident/ask-freeze',
    lines: [
      ...['发了', '都停了', '不确定', '2', '关了', '今天', '朋友圈', '杜鹃第三版', '五六个人', '1、3'],
      ...['/文件 秃鹫聊天记录.txt', '补充事件1：鱼鹰那边也看到了', '算了', '我的事件', '导出事件1'],
    ],
  },
  'incident-pick': {
    page: 'incident/ask-which',
    lines: ['孔雀客户说我泄密了', '一起处理', '新的', '别的客户', '孔雀客户', '算了'],
  },
  'evidence-pick': { page: 'incident/ask-evidence-of', lines: ['/文件 麻鸭录音.txt', '1'] },
  remind: {
    page: 'remind/ask-when',
    lines: [
      '提醒我给火烈鸟那家发报价',
      '半小时后',
      '每周五下午3点提醒我备份信天翁的照片',
      '每月1号上午十点提醒我备份军舰鸟的底稿',
    ],
  },
  'reminder-pick': { page: 'remind/ask-which', lines: ['把备份的提醒删掉', '2', '我的提醒'] },
  presets: { page: 'remind/ask-presets', lines: ['开启默认提醒', '先不要'] },
  closing: { page: 'records/ask-material', lines: ['项目结束了', '金丝雀工作室', '都删掉了', '删了', '收了', '算了'] },
  forget: { page: 'forget/ask-incident', lines: ['删除我的数据', '不删'] },
}

/** Flows that the terminal cannot reach: it has no voice messages to be heard wrongly, and one person only, who cannot come back as another. */
export const NOT_TYPED = ['heard', 'recover']
