import * as PUPPET from 'wechaty-puppet'
import { ConfigError } from '../errors.ts'
import { plainText } from './plain-text.ts'

/** Whom the bot takes as a friend: everybody, who writes the keyword in the request, or nobody (a human does it). */
export interface FriendPolicy {
  readonly accept: 'all' | 'keyword' | 'none'
  readonly keyword?: string | undefined
}

/** @throws ConfigError when a keyword is asked for and there is none, which would let everybody in or nobody. */
export function checkFriendPolicy(policy: FriendPolicy): void {
  if (policy.accept === 'keyword' && !policy.keyword?.trim()) {
    throw new ConfigError('好友申请设为凭暗号通过(accept=keyword),但没有设暗号。请填上 keyword,或改成 all / none。')
  }
}

/** What to do about a friendship event: accept the request, greet the new friend, or nothing. */
export function friendshipStep(
  payload: PUPPET.payloads.Friendship,
  policy: FriendPolicy,
): 'accept' | 'greet' | 'ignore' {
  if (payload.type === PUPPET.types.Friendship.Confirm) return 'greet'
  if (payload.type !== PUPPET.types.Friendship.Receive) return 'ignore'
  if (policy.accept === 'all') return 'accept'
  if (policy.accept === 'none') return 'ignore'
  const keyword = (policy.keyword ?? '').trim().toLowerCase()
  return plainText(payload.hello ?? '')
    .toLowerCase()
    .includes(keyword)
    ? 'accept'
    : 'ignore'
}
