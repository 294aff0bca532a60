import type { Passage } from './passage.ts'
import type { SheetToWrite } from './write-workbook.ts'

const HOW = [
  ['这份表是什么', '机器人会说的每一句话，一行一句，按主题分成几张表。法条和电话各有一张。'],
  ['怎么改', '只填黄底的几列。要改哪句，就在那一行的「改成」里写出改好的整句。不改的，让「改成」空着。'],
  ['备注', '问题、理由、要删的、要加的，写在「备注」里。备注不会进机器人，收表的人会看到。'],
  [
    '复核',
    '看过没问题，填「复核人」「复核日期」「下次复核」。同一页填一行就行，管那一整页；几行都填，要填得一样。日期写成 2026-11-23。',
  ],
  ['灰底的列', '「编号」「现在的话」「校验」请别动，程序靠它们找地方。可以排序、筛选、隐藏、挪列，删掉不看的行也行。'],
  [
    '花括号',
    '{client} 这样的，是程序要填进去的内容，比如客户的代号、第几条、哪一天。位置可以挪，名字一个字母都别改，别去掉，别用全角。',
  ],
  [
    '法条',
    '{law.…} 会换成法律的名字和第几条，见下面。法条改了，去「法条」那张表改，引用它的地方都跟着变。过了「下次复核」没人看，用户看到的法条后面会带「待复核」。',
  ],
  ['电话', '{hotline.…} 会换成电话号码，去「电话」那张表改。'],
  ['星号', '两个星号夹着的字，比如 **马上停**，原来是强调，发出去只有字，没有星号。'],
  ['列表', '一行开头的 - 或 1. 是列表，发出去是「·」或数字。'],
  ['称呼', '对用户说「你」；要转给客户看的话，说「您」。'],
  ['长短', '一个气泡最多 200 个字。指引一节的开头最多 90 个，一个主题的总览最多 140 个。'],
  ['标点', '中文旁边用全角标点：，。：；？！（）「」'],
  ['改好以后', '存成 .xlsx 发回来。别加密码，别改成 csv 或 xls。'],
] as const

/** Those that stand in many places, in words. */
const PLACEHOLDERS = [
  ['{client}', '客户的代号'],
  ['{project}', '项目'],
  ['{record}', '客户和项目，比如「小鱼·春季海报」'],
  ['{operator}', '谁在运营这个机器人'],
  ['{contact}', '怎么找到运营者'],
  ['{who}', '机器人跑在哪里、谁看得到'],
  ['{number}', '第几个'],
  ['{count}', '一共几个'],
  ['{items}', '一行一条的清单'],
  ['{name}、{title}', '用户起的名字、一页的标题'],
  ['{what}', '是哪件事'],
  ['{value}、{words}、{text}、{said}', '用户自己写的话'],
  ['{at}、{day}、{time}、{when}', '什么时候'],
  ['{rhythm}', '多久一次，比如「每周五下午3点」'],
  ['{about}', '关于哪个项目'],
  ['{clause}、{clauses}', '协议的哪一条'],
] as const

/** The first sheet: how it goes, and what the braces are filled with. */
export function guideSheet(passages: ReadonlyMap<string, Passage>): SheetToWrite {
  const filled = (file: string, prefix: string, fields: readonly string[]): string[][] => {
    const ids = new Set([...passages.values()].filter((one) => one.file === file).map(({ item }) => item.id))
    return [...ids].map((id) => [
      `{${prefix}.${id.slice(file.length + 1)}}`,
      fields.map((field) => passages.get(`${id}.${field}`)?.text ?? '').join(''),
    ])
  }
  return {
    name: '说明',
    columns: [
      { header: '说明', width: 34, use: 'plain' },
      { header: '', width: 100, use: 'plain' },
    ],
    rows: [
      ...HOW,
      ['', ''],
      ['花括号', '会换成什么'],
      ...PLACEHOLDERS,
      ['别的花括号', '看前后文就知道；拿不准就写在备注里'],
      ...filled('law.yaml', 'law', ['law', 'article']),
      ...filled('hotlines.yaml', 'hotline', ['number']),
    ],
    frozen: 0,
  }
}
