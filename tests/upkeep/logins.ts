import { type BindingState, newBinding } from '../../src/channel/puppets/ilink/binding-state.ts'
import { sealedFolder } from '../../src/channel/puppets/ilink/sealed-folder.ts'
import { ilinkLogins } from '../../src/upkeep/ilink-logins.ts'

const opened = (dir: string, master: Buffer) => {
  const { folder, key } = ilinkLogins(dir, master)
  return sealedFolder(folder, key, () => {})
}

/** Keeps a login of each of these users, as the puppet does. */
export async function saveLogins(
  dir: string,
  master: Buffer,
  users: readonly string[],
  quota: Partial<BindingState['quota']> = {},
): Promise<void> {
  const login = { botId: 'b@im.bot', base: 'https://x.weixin.qq.com', token: 'token' }
  for (const userId of users) {
    const state = newBinding({ ...login, userId }, undefined)
    await opened(dir, master).save({ ...state, quota: { ...state.quota, ...quota } })
  }
}

/** Whose login opens with this key. */
export async function loginsIn(dir: string, master: Buffer): Promise<readonly string[]> {
  return (await opened(dir, master).load()).map(({ userId }) => userId).sort()
}
