import { newBinding } from '../../src/channel/puppets/ilink/binding-state.ts'
import { sealedFolder } from '../../src/channel/puppets/ilink/sealed-folder.ts'
import { ilinkLogins } from '../../src/upkeep/ilink-logins.ts'

const opened = (dir: string, master: Buffer) => {
  const { folder, key } = ilinkLogins(dir, master)
  return sealedFolder(folder, key, () => {})
}

/** Keeps a login of each of these users, as the puppet does. */
export async function saveLogins(dir: string, master: Buffer, users: readonly string[]): Promise<void> {
  const login = { botId: 'b@im.bot', base: 'https://x.weixin.qq.com', token: 'token' }
  for (const userId of users) await opened(dir, master).save(newBinding({ ...login, userId }, undefined))
}

/** Whose login opens with this key. */
export async function loginsIn(dir: string, master: Buffer): Promise<readonly string[]> {
  return (await opened(dir, master).load()).map(({ userId }) => userId).sort()
}
