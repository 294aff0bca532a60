/** The client as the one who does something, so that 您 can stand in its place: 客户给的, 客户说留半年. */
const CLIENT_DOES = /(?:客户|甲方)(?=给|说|要求|规定|指定|定的|点名|同意|允许|让|提供|那边|这边|确认|安排)/gu

/** The client in any other place. 客户名单 and the like are the client's own customers, and stay. */
const CLIENT = /(?:客户|甲方)(?!名单|资料|信息|数据|电话|手机号|联系方式|地址|隐私|群|画像|列表|档案|订单)/u

/**
 * A freelancer's own words as they can be said to the client: "客户给我的U盘里" becomes "您给我的U盘里".
 *
 * Only where it is sure who is meant; elsewhere the words stay, and `speaksOfClient` tells that they want a look.
 */
export function addressClient(words: string): string {
  return words.replace(CLIENT_DOES, '您')
}

/** 他 and 她, where they are no part of another word and not several people. */
const HIM = /(?<![其吉])[他她](?![们人])/gu

/**
 * Words about what was agreed with the client, or waits for the client, where 他 hardly is anybody else: "等他签样" becomes
 * "等您签样". It may be, so `namesClient` tells that they want a look.
 */
export function addressHim(words: string): string {
  return addressClient(words).replace(HIM, '您')
}

/** Is the client spoken of in the words, in whatever way? */
export function namesClient(words: string): boolean {
  return addressHim(words) !== words || speaksOfClient(words)
}

/** Do the words, turned as far as is sure, still speak of the client to the client's face? */
export function speaksOfClient(words: string): boolean {
  return CLIENT.test(addressClient(words))
}
