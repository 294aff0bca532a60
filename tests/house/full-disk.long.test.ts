import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { strayEntries } from '../store/audit.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { HouseAtWork, KEY } from './house-at-work.ts'

const MINUTE = 60_000

/** A disk of its own of a few megabytes; undefined where nobody may mount one. */
async function smallDisk(): Promise<string | undefined> {
  const dir = await temporaryFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  onTestFinished(() => void execFileSync('umount', ['-l', dir]))
  return dir
}

const disk = await (process.getuid?.() === 0 ? probe() : false)
async function probe(): Promise<boolean> {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
if (!disk) console.log('no disk can be mounted here: the tests of a full and a read-only one are skipped')

/** Leaves no room at all. */
function fill(dir: string): void {
  for (let size = 1_000_000; size >= 1; size = Math.floor(size / 2)) {
    for (let again = true; again; ) {
      try {
        const { bavail, bsize } = statfsSync(dir)
        if (bavail * bsize === 0) return
        writeFileSync(
          join(dir, `filler-${size}-${readdirSync(dir).length}`),
          Buffer.alloc(Math.min(size, bavail * bsize)),
        )
      } catch {
        again = false
      }
    }
  }
}

function makeRoom(dir: string): void {
  for (const name of readdirSync(dir)) if (name.startsWith('filler')) rmSync(join(dir, name))
}

it.skipIf(!disk)(
  'a full disk: nothing is said to be kept that is not, and all goes on when there is room',
  { timeout: 600_000 },
  async () => {
    const dir = (await smallDisk()) ?? ''
    const at = await HouseAtWork.open(dir)
    for (const text of ['你好', '5分钟后提醒我发报价', '1', '白鹭客户', '白鹭项目']) await at.say('c', text)
    await at.say('d', '你好')
    at.channel.ending = ({ contactId }) => (contactId === 'd' ? 'failed' : 'sent')
    await at.say('d', '菜单')
    at.channel.ending = () => 'sent'
    const [toldBefore, sentBefore] = ['c', 'd'].map((contact) => at.channel.textsTo(contact).length)
    const notSaved = at.words('error/not-saved')
    const ids = { kept: [] as string[], refused: [] as string[] }
    const tell = async (text: string): Promise<void> => {
      const message = at.message('c', text)
      const before = at.channel.textsTo('c').length
      await at.house.receive(message)
      const said = at.channel.textsTo('c').slice(before)
      ids[said.join() === notSaved.join() ? 'refused' : 'kept'].push(message.id)
    }

    fill(dir)
    for (let tries = 0; tries < 400 && ids.refused.length < 3; tries++)
      await tell(`手机号${'长'.repeat(1_500)}${tries}`)
    expect(ids.refused).toHaveLength(3)
    expect(await at.say('new', '你好')).toEqual(notSaved)
    // What falls due and what waits is neither said nor lost.
    for (let minutes = 0; minutes < 12; minutes += 6) await at.later(6 * MINUTE)
    expect(reminded(at, toldBefore)).toEqual([])

    makeRoom(dir)
    for (let minutes = 0; minutes < 12; minutes += 6) await at.later(6 * MINUTE)
    expect(reminded(at, toldBefore)).toHaveLength(1)
    expect(at.channel.textsTo('d').slice(sentBefore)).toEqual(at.words('menu'))
    expect(await at.say('new', '你好')).toEqual(at.words('welcome', 'menu'))
    const taken = (await at.documentOf('c'))?.taken ?? []
    expect(ids.kept.filter((id) => !taken.includes(id))).toEqual([])
    expect(ids.refused.filter((id) => taken.includes(id))).toEqual([])
    console.log(`full disk: ${ids.kept.length} kept, ${ids.refused.length} refused, none half`)

    const kept = await Promise.all(['c', 'd', 'new'].map((contact) => at.documentOf(contact)))
    await at.restart()
    expect(await Promise.all(['c', 'd', 'new'].map((contact) => at.documentOf(contact)))).toEqual(kept)
    await at.store.close()
    expect(await strayEntries(dir, KEY)).toEqual([])
  },
)

/** What was said of the reminder since. */
const reminded = (at: HouseAtWork, since = 0): string[] =>
  at.channel
    .textsTo('c')
    .slice(since)
    .filter((text) => text.includes('发报价'))

it.skipIf(!disk)(
  'a disk that is read-only at the start is named, and nothing is changed',
  { timeout: 600_000 },
  async () => {
    const dir = (await smallDisk()) ?? ''
    const at = await HouseAtWork.open(dir)
    await at.say('c', '你好')
    await at.house.idle()
    await at.store.close()
    execFileSync('mount', ['-o', 'remount,ro', dir])
    await expect(at.restart()).rejects.toMatchObject({ code: 'STORE_IO', message: expect.stringContaining('只读') })
    execFileSync('mount', ['-o', 'remount,rw', dir])
    await at.restart()
    await at.online()
    expect(await at.say('c', '菜单')).toEqual(at.words('menu'))
  },
)

it.skipIf(!disk)(
  'a process that ends while the disk is full begins again when there is room',
  { timeout: 300_000 },
  async () => {
    const dir = (await smallDisk()) ?? ''
    const at = await HouseAtWork.open(dir)
    await at.say('c', '你好')
    fill(dir)
    const many = Array.from({ length: 40 }, (_, index) => `p${index}`)
    let refused = 0
    for (let tries = 0; tries < 20 && refused === 0; tries++) {
      const said = await Promise.all(many.map((contact) => at.say(contact, `你好${'长'.repeat(900)}`)))
      refused += said.filter((texts) => texts.join() === at.words('error/not-saved').join()).length
    }
    expect(refused).toBeGreaterThan(0)
    const known = await Promise.all(['c', ...many].map((contact) => at.documentOf(contact).catch(() => 'unreadable')))
    await at.house.idle()
    await at.store.close().catch(() => {})
    makeRoom(dir)
    await at.restart()
    const after = await Promise.all(['c', ...many].map((contact) => at.documentOf(contact)))
    known.forEach((document, index) => {
      if (document !== 'unreadable') expect(after[index]).toEqual(document)
    })
    await at.online()
    expect(await at.say('c', '菜单')).toEqual(at.words('menu'))
  },
)
