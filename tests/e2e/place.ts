import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BotProcess } from './bot-process.ts'

/** A machine of one bot: a STATE_DIR, and a HOME and a working directory that it is expected to leave alone. */
export class Place {
  readonly stateDir: string
  readonly home: string
  readonly workDir: string
  readonly tempDir: string
  readonly #root: string
  readonly #bots: BotProcess[] = []

  private constructor(root: string) {
    this.#root = root
    this.stateDir = join(root, 'state')
    this.home = join(root, 'home')
    this.workDir = join(root, 'work')
    this.tempDir = join(root, 'temp')
  }

  static async create(): Promise<Place> {
    const place = new Place(await mkdtemp(join(tmpdir(), 'shoumi-e2e-')))
    await mkdir(place.home)
    await mkdir(place.workDir)
    await mkdir(place.tempDir)
    return place
  }

  /** What every bot here is started with: nothing of the environment that the tests run in but where programs are. */
  get env(): Record<string, string> {
    return { PATH: process.env.PATH ?? '', TZ: 'UTC', HOME: this.home, STATE_DIR: this.stateDir }
  }

  bot(env: Readonly<Record<string, string>> = {}): BotProcess {
    const bot = new BotProcess({ ...this.env, ...env }, this.workDir)
    this.#bots.push(bot)
    return bot
  }

  /** What all bots here have written to stderr. */
  get logs(): string {
    return this.#bots.map((bot) => bot.stderr).join('\n')
  }

  /** The bytes of every file in a folder and below, whatever it is called. */
  async bytesIn(folder: string): Promise<Buffer> {
    return Buffer.concat(await Promise.all((await filesBelow(folder)).map((file) => readFile(file))))
  }

  /** What lies in HOME and in the working directory. */
  async strayFiles(): Promise<string[]> {
    return [...(await filesBelow(this.home)), ...(await filesBelow(this.workDir))]
  }

  /** The HOMEs that processes have made themselves below STATE_DIR. */
  async ownHomes(): Promise<string[]> {
    return readdir(join(this.stateDir, 'wechaty'))
  }

  /** Kills what still runs here, and removes everything. */
  async dispose(): Promise<void> {
    await Promise.all(this.#bots.map((bot) => bot.kill()))
    await rm(this.#root, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}
