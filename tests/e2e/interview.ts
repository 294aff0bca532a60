import { labelOf } from './words.ts'

/** The questions of the scope flow in order, each with what a freelancer answers. */
export const INTERVIEW: readonly (readonly [page: string, answer: string])[] = [
  ['scope/ask-client', '灰鲸客户'],
  ['scope/ask-project', '蓝港改版'],
  ['scope/ask-categories', '1、3'],
  ['scope/ask-details-personal', '会员手机号'],
  ['scope/ask-details-project', '上线排期'],
  ['scope/ask-access', '2'],
  ['scope/ask-storage', '只放我的移动硬盘'],
  ['scope/ask-transfer', '1'],
  ['scope/ask-deletion', '验收后留半年'],
  ['scope/ask-confirmed-by', '运营主管'],
  ['scope/ask-confirmed-on', '2024年3月5日'],
  ['scope/review', '好'],
]

export const QUESTIONS = INTERVIEW.map(([page]) => page)

/** What nobody but the freelancer may ever see: no log, no error, no file. */
export const SECRETS = ['灰鲸客户', '蓝港改版', '会员手机号', '上线排期', '移动硬盘', '验收后留半年', '运营主管']

/** What the record of this interview shows, in the words of data/. */
export function recorded(): string[] {
  return [
    ...SECRETS,
    labelOf('scope/ask-categories', 'personal'),
    labelOf('scope/ask-categories', 'project'),
    labelOf('scope/ask-access', 'helpers'),
    labelOf('scope/ask-transfer', 'client-system'),
    '2024年3月5日',
  ]
}

/** The ways in which a file could hold one of the secrets in clear. */
export function leaksIn(bytes: Buffer): string[] {
  return SECRETS.filter((secret) =>
    [
      Buffer.from(secret),
      Buffer.from(secret, 'utf16le'),
      Buffer.from(secret.replace(/./g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)),
    ].some((form) => bytes.includes(form)),
  )
}
