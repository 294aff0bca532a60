import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const DEBIAN = '/usr/lib/postgresql'

/** Where PostgreSQL's programs are: POSTGRES_BIN, or the newest that Debian's package put there; undefined: nowhere. */
export const POSTGRES_BIN: string | undefined =
  process.env.POSTGRES_BIN ||
  (existsSync(DEBIAN) ? readdirSync(DEBIAN) : [])
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')))

/** A PostgreSQL of one's own, on 127.0.0.1. */
export interface PostgresServer {
  readonly url: string
  readonly port: number
  start(): Promise<void>
  /** `immediate` is a crash: nothing is written that was not yet. */
  stop(mode: 'fast' | 'immediate'): Promise<void>
  remove(): Promise<void>
}

/** Makes a cluster in a folder of its own and starts it. PostgreSQL does not run as root, so root lends it somebody else's id. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = POSTGRES_BIN
  if (bin === undefined) throw new Error('no PostgreSQL: set POSTGRES_BIN')
  const dir = await mkdtemp(join(tmpdir(), 'shoumi-pg-'))
  const user = process.getuid?.() === 0 ? idsOf('postgres') : undefined
  if (user !== undefined) await chown(dir, user.uid, user.gid)
  const data = join(dir, 'data')
  const port = await freePort()
  const run = (program: string, args: readonly string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = spawn(join(bin, program), args, { ...user, cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] })
      let said = ''
      child.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
      child.on('error', reject)
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program}: ${said.slice(0, 500)}`))))
    })
  await run('initdb', ['-D', data, '-U', 'shoumi', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'])
  const options = `-p ${port} -k ${dir} -c listen_addresses=127.0.0.1 -c max_connections=60`
  const server: PostgresServer = {
    url: `postgres://shoumi@127.0.0.1:${port}/postgres`,
    port,
    start: () => run('pg_ctl', ['-D', data, '-w', '-s', '-l', join(dir, 'log'), '-o', options, 'start']),
    stop: (mode) => run('pg_ctl', ['-D', data, '-w', '-s', '-m', mode, 'stop']),
    async remove() {
      await server.stop('immediate').catch(() => {})
      await rm(dir, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

function idsOf(name: string): { uid: number; gid: number } {
  const id = (option: string): number => Number(execFileSync('id', [option, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
