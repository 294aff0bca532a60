import { TAKEN } from './fold.ts'
import { COUNTED, findLabelled, takeAt } from './labelled.ts'
import type { Span } from './span.ts'

const LINK = `(?:["' ]{0,2}(?<link>[是为])? ?(?<sign>[:=])?\\s{0,2})`
const WHOSE = '(?:加(?:我|你|他|她|个|下|一下|客户)?的?|[我他她]的?|客户的?)'
/** A name with figures that is no device or product: 加我微信lily2020, not 我微信iPhone15. */
const ID = ` ?(?!i(?:phone|pad|os|mac)|android|win|mac|api|pay|app|web|pc|huawei|mate|sdk)[a-z][a-z_-]{0,20}[\\d${TAKEN}]`
/** What says that an account on WeChat follows. 微信 or v alone says too little: 微信iOS16, v2.0. */
const WECHAT_LABELS = [
  '(?<full>微信(?:账?号|id)|(?:we ?chat|weixin) ?id)',
  '(?:微信|we ?chat|weixin|v信)(?= ?[是为:=])',
  '[薇威徽]信(?:号|(?= ?[是为:=a-z]))',
  '(?<![a-z])[vw]x(?=[ :=是为])',
  `(?:${WHOSE}|[+➕]) ?v(?=[ :=是为])`,
  `${WHOSE} ?(?:微信|[vw]x)(?=${ID})`,
  `^v(?= ?:${ID})`,
  '(?<![a-z\\d_*-])(?=wxid_[a-z\\d]{8})',
]
const WECHAT = new RegExp(`(?:${WECHAT_LABELS.join('|')})${LINK}`, 'gimu')
const WECHAT_ID = new RegExp(`[a-z][-_a-z0-9${TAKEN}]{5,}`, 'iy')
const QQ = new RegExp(
  `(?:(?:(?<![a-z])qq|[扣抠]{2}|[秋球]{2}(?=号))群?(?:账?号码?)?|企鹅号|(?:加(?:我|下)?的?|我的?|[+➕]) ?q)(?= ?[是为:=\\d])${LINK}`,
  'giu',
)
const QQ_NUMBER = /[1-9]\d{4,10}(?![\d.*])/y

/** Accounts on WeChat and QQ, only if they are said to be such: any word could be one. The first sign stays. */
export function findAccounts(folded: string): Span[] {
  const wechat = findLabelled(folded, 'account', WECHAT, (label, start) => {
    const id = takeAt(WECHAT_ID, folded, start)
    if (id === undefined) return undefined
    const { full, link, sign } = label.groups ?? {}
    const endsHere = !/\p{L}/u.test(folded[start + id.length] ?? '')
    const isId = sign !== undefined || /[^a-z]/i.test(id) || ((full ?? link) !== undefined && endsHere)
    return { end: start + id.length, mask: isId ? `${id[0]}***` : undefined }
  })
  const qq = findLabelled(folded, 'account', QQ, (_, start) => {
    const number = takeAt(QQ_NUMBER, folded, start)
    if (number === undefined) return undefined
    const isCount = COUNTED.test(folded[start + number.length] ?? '')
    return { end: start + number.length, mask: isCount ? undefined : `${number[0]}***` }
  })
  return [...wechat, ...qq]
}
