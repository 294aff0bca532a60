import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pino from 'pino'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { zhCN } from 'zod/locales'
import { FLOWS } from '../flows/index.ts'
import type { Params } from '../flows/shared/question.ts'
import type { Saying } from '../flows/shared/saying.ts'
import { prepareHome } from './channel/home.ts'
import { prepareLoginMemory } from './channel/login-memory.ts'
import type { Alias, Capabilities, Channel } from './channel/port.ts'
import { checkPuppetEnv, choosePuppet, ILINK, type PuppetChoice, puppetBehind } from './channel/puppet-env.ts'
import { qrcodePrinter, scanStepPrinter } from './channel/qr.ts'
import { qrPicture } from './channel/qr-picture.ts'
import { saveFile } from './channel/save-file.ts'
import { tagOf } from './channel/tag.ts'
import { drawFlows } from './commands/draw.ts'
import { explain, explainContract, WINDOW_NAMES } from './commands/explain.ts'
import { type Config, readConfig } from './config.ts'
import { operatorAsks } from './conversation/operator-words.ts'
import { takeBurst } from './conversation/take-burst.ts'
import { takeRoomTurn } from './conversation/take-room-turn.ts'
import { tellReminders } from './conversation/tell-reminders.ts'
import { makeDocument } from './documents/make-document.ts'
import { decodeUtf8 } from './documents/plain-text.ts'
import { isReadable } from './documents/readable.ts'
import { type DocumentLimits, openDocumentReader } from './documents/reader.ts'
import { takeIn } from './documents/take-in.ts'
import { ConfigError, ShoumiError } from './errors.ts'
import { type Due, globalsOn, pastDue } from './guidance/due.ts'
import { type Library, loadLibrary } from './guidance/library.ts'
import { renderTurn } from './guidance/render.ts'
import { styleFaults } from './guidance/style.ts'
import { createAdmission, OPEN } from './house/admission.ts'
import { createHeldTexts } from './house/held-texts.ts'
import { createHouse, type HouseParts } from './house/house.ts'
import { type OperatorDesk, operatorDesk } from './house/operator-desk.ts'
import { createPacer, UNPACED } from './house/pacer.ts'
import type { Log } from './log.ts'
import { brokenLine, endDiscreetly } from './ops/crash.ts'
import { createOperations } from './ops/operations.ts'
import { stopInOrder } from './ops/stopping.ts'
import { loadKey } from './store/key.ts'
import { recoveryCodes } from './store/recovery-codes.ts'
import { backupAnswerer } from './upkeep/backup-request.ts'
import { ilinkLogins } from './upkeep/ilink-logins.ts'
import { inviteAnswerer, requestInvite } from './upkeep/invite-request.ts'
import { openStore } from './upkeep/open-store.ts'
import { UPKEEP } from './upkeep/upkeep.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DATA = `${ROOT}data`
const FLOW_PICTURES = `${ROOT}docs/flows`
/** How often it is looked what has fallen due and which replies are waiting, ms. */
const TICK = 1_000
/** How long somebody on WeChat must be quiet before what they sent is answered, ms, unless BURST_MS says otherwise. */
const BURST_MS = 800

/** How many messages the account sends a minute on WeChat, unless PACING says otherwise. */
const SENDS_PER_MINUTE = 40

/** Who scans, where it is not the account that becomes the bot. */
const SCAN_ILINK = '用你自己的微信扫码。扫完，机器人就在你的微信里，只和你一个人说话。'

const MEGABYTE = 1024 * 1024

const now = (): number => Date.now()

/** Says something to the operator: on stderr, because stdout belongs to the conversation. */
const tellOperator = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

const loadSettings = (): void => {
  if (existsSync('.env')) process.loadEnvFile('.env')
}

async function start(): Promise<void> {
  loadSettings()
  const named = process.env.WECHATY_PUPPET?.trim()
  const choice = named === 'terminal' ? null : choosePuppet(process.env)
  const config = readConfig(process.env, {
    isPublic: choice !== null,
    faults: choice === null ? [] : checkPuppetEnv(process.env),
  })
  const isTyped = choice === null && process.stdin.isTTY === true && process.stdout.isTTY === true
  const log = makeLog(config, isTyped)
  const { contracts } = config
  const library = await loadLibrary(DATA, {
    contractCharacters: contracts.characters,
    fileMegabytes: contracts.fileMegabytes,
    evidenceMegabytes: config.evidenceMegabytes,
    retentionDays: config.retentionDays,
  })
  const reader = openDocumentReader(documentLimits(contracts))

  const sealing = await loadKey({
    fromEnv: config.sealingKey,
    fromFile: config.sealingKeyFile,
    dir: config.stateDir,
  })
  if (sealing.created)
    tellOperator(
      `新建了加密钥匙 ${sealing.file}。请另外备份一份:丢了它,存下的内容谁也打不开。\n` +
        '它就在数据旁边:盘被拿走,等于没加密。给别人用的话,换成 SHOUMI_KEY_FILE 或 SHOUMI_KEY,见 SECURITY.md。',
    )
  else if (sealing.file !== null && choice !== null)
    tellOperator(
      `钥匙 ${sealing.file} 就在数据旁边:盘被拿走,等于没加密。换成 SHOUMI_KEY_FILE 或 SHOUMI_KEY,见 SECURITY.md。`,
    )
  if (sealing.tightened) tellOperator(`${sealing.file} 原来别人也能读,已改成只有你能读(0600)。`)
  let finish = (_why: 'signal' | 'end' | 'lost'): void => {}
  const finished = new Promise<'signal' | 'end' | 'lost'>((resolve) => {
    finish = resolve
  })
  const store = await openStore(
    config,
    { key: sealing.key, now: now() },
    { tell: tellOperator, onLost: () => finish('lost') },
  )
  const home = await prepareHome(config.stateDir)
  moveHome(home.path)

  const dayOf = (at: number): string =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(config.timeZone).toPlainDate().toString()
  const words = (say: readonly Saying[]): string[] =>
    render(say, library, { ...globalsOn(library, dayOf(now())), ...about(config) })
  warnOfPastDue(pastDue(library.dues, dayOf(now())), log)
  const farewell = words([{ page: 'farewell' }]).join('\n')
  const operations = createOperations({ store, now, log })
  const made = await makeChannel(config, choice, { isTyped, farewell }, log, sealing.key, {
    onEnd: () => finish('end'),
    onHeartbeat: operations.heartbeat,
  })
  const channel = operations.channel(made.channel)
  const house = createHouse({
    store,
    channel,
    takeBurst: operations.turns((memory, events, moment) => takeBurst(memory, events, moment, library.knowledge)),
    burstMs: config.burstMs ?? (choice === null ? 0 : BURST_MS),
    held: createHeldTexts(now),
    pauseMs: config.contracts.pauseMs,
    documents: {
      isReadable,
      maxBytes: config.contracts.fileMegabytes * MEGABYTE,
      maxEvidenceBytes: config.evidenceMegabytes * MEGABYTE,
      takeIn,
      read: (bytes, name) => reader.read(bytes, name),
      make: (recipe, sources) =>
        makeDocument(recipe, sources, {
          words: (say) => words([say]).join('\n'),
          timeZone: config.timeZone,
        }),
    },
    tellReminders: operations.reminders(tellReminders),
    takeRoomTurn: (text, hour) => takeRoomTurn(text, hour, library.knowledge),
    render: words,
    now,
    today: dayOf,
    hour: (at) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(config.timeZone).hour,
    zone: config.timeZone,
    retentionDays: config.retentionDays,
    codes: recoveryCodes,
    newOwnerId: randomUUID,
    ...paceOf(config, choice !== null, channel.capabilities),
    onTurnedAway: operations.turnedAway,
    onSetAside: operations.setAside,
    onUnknown: operations.unknown,
    log,
  })
  if (choice === null)
    tellOperator(
      `${named === 'terminal' ? 'WECHATY_PUPPET=terminal' : '没有设置微信的 token'},现在只在终端里聊,不连微信。输入几行算一条:前后各用一行 """ 围起来。`,
    )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => finish('signal'))
  const answerBackupRequest = backupAnswerer({ dir: config.stateDir, store, now, log })
  const { operator } = made
  const answerInvite = operator && inviteAnswerer({ dir: config.stateDir, invite: operator.invite, log })
  const ticker = setInterval(() => {
    void house.tick()
    void answerBackupRequest()
    void answerInvite?.()
  }, TICK)
  const server = await operations.serve(config.httpPort)
  const sink = operations.sink(house)
  const desk = operator && {
    ...operator,
    channel,
    asks: (text: string) => operatorAsks(text, library.operator, library.knowledge.phrases),
    draw: qrPicture,
    render: words,
    log,
  }
  await channel.start(desk === undefined ? sink : operatorDesk(sink, desk))
  const why = await finished

  clearInterval(ticker)
  if (why === 'lost') {
    tellOperator('这个账号由另一个守密进程接手了，这一个停下。重新启动它，它就在旁边等着。')
    process.exitCode = 1
  }
  const within = (ms: number) => (why === 'end' ? {} : { withinMs: ms })
  await stopInOrder(
    [
      { name: 'turns', stop: () => house.idle(), ...within(2_500) },
      { name: 'http', stop: () => server?.close(), ...within(200) },
      { name: 'reader', stop: () => reader.close(), ...within(200) },
      { name: 'channel', stop: () => channel.stop(), ...within(1_000) },
      { name: 'store', stop: () => store.close(), ...within(500) },
      { name: 'home', stop: () => home.clean(), ...within(300) },
    ],
    log,
  )
}

/** The bot says what it has to say all the same; law is marked where it is quoted, the rest is the operator's to know. */
function warnOfPastDue(dues: readonly Due[], log: Log): void {
  const laws = dues.filter(({ kind }) => kind === 'law').map(({ id }) => id)
  if (dues.length > 0)
    log.warn(
      { laws: laws.join(' '), others: dues.length - laws.length },
      'content is past its review date: npm run doctor lists it',
    )
}

/** On WeChat a person reads what is sent, and strangers come in; the terminal's own input waits for each answer. */
function paceOf(
  { pacing }: Config,
  isPublic: boolean,
  limits: Pick<Capabilities, 'gapMs' | 'accountEach'>,
): Pick<HouseParts, 'admission' | 'pacer'> {
  const pace = pacing ?? (isPublic ? SENDS_PER_MINUTE : 'off')
  if (pace === 'off') return { admission: OPEN, pacer: UNPACED }
  return { admission: createAdmission(now), pacer: createPacer(pace, now, limits) }
}

const documentLimits = ({ fileMegabytes, characters, timeoutMs, memoryMb }: Config['contracts']): DocumentLimits => ({
  maxBytes: fileMegabytes * MEGABYTE,
  maxCharacters: characters,
  timeoutMs,
  memoryMb,
})

function makeLog(config: Config, isTyped: boolean): Log {
  const level = isTyped && !process.env.LOG_LEVEL?.trim() ? 'warn' : config.logLevel
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }))
}

/**
 * From here on HOME is this process's own. A puppet that drives a browser still finds the one that is installed for
 * the operator.
 */
function moveHome(path: string): void {
  process.env.PUPPETEER_CACHE_DIR ??= join(homedir(), '.cache', 'puppeteer')
  process.env.HOME = path
  process.env.USERPROFILE = path
}

/** A door, and what only some doors can do. */
interface MadeChannel {
  readonly channel: Channel
  /** Draws codes for somebody new, where each who scans gets a bot, and knows who may ask for one in the chat. */
  readonly operator?: Pick<OperatorDesk, 'invite' | 'isOperator'>
}

/** Wechaty is loaded only now: it looks at HOME, and it takes a second that other commands need not wait for. */
async function makeChannel(
  config: Config,
  choice: PuppetChoice | null,
  terminal: { readonly isTyped: boolean; readonly farewell: string },
  log: Log,
  key: Buffer,
  events: { readonly onEnd: () => void; readonly onHeartbeat: () => void },
): Promise<MadeChannel> {
  const { createWechatyChannel } = await import('./channel/wechaty.ts')
  const shared = {
    friends: config.friends,
    botNames: config.botNames,
    sendTimeoutMs: config.sendTimeoutMs,
    wechatyLogLevel: config.wechatyLogLevel,
    log,
    now,
    onQrcode: qrcodePrinter(process.stderr),
    ...events,
  }
  if (choice?.name === ILINK) {
    const { openIlink } = await import('./channel/ilink-door.ts')
    const instance = openIlink({ ...ilinkParts(config.stateDir, key), acknowledge: 'readMark' })
    const onQrcode = qrcodePrinter(process.stderr, SCAN_ILINK)
    const channel = createWechatyChannel({ ...shared, onQrcode, puppet: { instance }, readMark: true })
    const isOperator = ({ contactId }: Alias): boolean => tagOf(contactId) === config.ilinkOperator
    return { channel, operator: { isOperator, invite: (show, signal) => instance.invite(show, signal) } }
  }
  if (choice !== null) {
    const memory = await prepareLoginMemory(config.stateDir, choice.name)
    if (memory.reset) tellOperator(`登录记录 ${memory.file} 坏了,已清空,要重新扫码登录。`)
    const behind = puppetBehind(process.env)
    const known = behind === undefined ? {} : { behind }
    return { channel: createWechatyChannel({ ...shared, ...known, puppet: choice, memory: memory.name }) }
  }
  const { PuppetTerminal } = await import('./channel/puppets/terminal.ts')
  const instance = new PuppetTerminal({
    input: process.stdin,
    output: process.stdout,
    interactive: terminal.isTyped,
    farewell: terminal.farewell,
    saveFile: (name, bytes) => saveFile(process.cwd(), name, bytes),
    now,
  })
  return { channel: createWechatyChannel({ ...shared, puppet: { instance } }) }
}

/** Who runs the bot, as every page may say it. */
function about({ operator }: Config): Params {
  const kind = operator === null ? 'local' : 'public'
  return {
    operator: operator?.name ?? '',
    contact: operator?.contact ?? '',
    who: { page: `welcome-${kind}` },
    way: { page: `way-${kind}` },
    'who-human': { page: `human-${kind}` },
    'who-maker': { page: `maker-${kind}` },
    'who-mends': { page: `mends-${kind}` },
    'who-carries': { page: `carries-${kind}` },
  }
}

function render(say: readonly Saying[], library: Library, globals: Params): string[] {
  return renderTurn(say, { page: (id) => library.pages.get(id), globals })
}

async function explainLines(window: string | undefined, file: string | undefined): Promise<void> {
  if (window === 'nda' && file !== undefined) return explainFile(file)
  if (window === undefined || !WINDOW_NAMES.includes(window)) {
    tellOperator(
      `用法: npm run explain --silent -- ${WINDOW_NAMES.join('|')} < 每行一个 JSON 的文件\n或者: npm run explain --silent -- nda 协议文件`,
    )
    process.exitCode = 2
    return
  }
  const { knowledge } = await loadLibrary(DATA)
  if ((await explain(window, knowledge, process.stdin, process.stdout)) > 0) process.exitCode = 1
}

/** Text as it stands, so that what is quoted is found again in the file; anything else as the chat would read it. */
async function explainFile(file: string): Promise<void> {
  const bytes = await readFile(file).catch(() => undefined)
  if (bytes === undefined) {
    tellOperator(`读不到文件 ${file}。看看路径对不对。`)
    process.exitCode = 2
    return
  }
  const { contracts } = readConfig({}, { isPublic: false, faults: [] })
  const reader = openDocumentReader({
    ...documentLimits(contracts),
    maxBytes: bytes.length,
    maxCharacters: bytes.length,
  })
  const plain = decodeUtf8(bytes)
  const reading = plain === undefined ? await reader.read(bytes, file) : ({ ok: true, text: plain } as const)
  await reader.close()
  if (!reading.ok) {
    tellOperator(`${file} 读不出文字:${reading.why}`)
    process.exitCode = 1
    return
  }
  const { knowledge } = await loadLibrary(DATA)
  process.stdout.write(`${explainContract(reading.text, knowledge)}\n`)
}

/** What `npm run check` asks of data/: that it can be used, and that it reads well. */
async function content(): Promise<void> {
  const { pages } = await loadLibrary(DATA)
  const faults = styleFaults(pages.values())
  if (faults.length === 0) return
  tellOperator(`data/ 里有 ${faults.length} 处要改:`)
  for (const { where, message, text } of faults) tellOperator(`  ${where}  ${message}\n    ${text}`)
  process.exitCode = 1
}

async function draw(check: boolean): Promise<void> {
  const stale = await drawFlows(Object.values(FLOWS), FLOW_PICTURES, check)
  if (check && stale.length > 0) {
    tellOperator(`docs/flows 过期了: ${stale.join('、')}。请运行 npm run draw。`)
    process.exitCode = 1
  }
}

/** A command of the operator's; the first Ctrl+C asks it to stop where it can be taken up again. */
async function upkeep(command: string, args: readonly string[]): Promise<void> {
  loadSettings()
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  process.exitCode = await UPKEEP[command]?.(args, {
    env: process.env,
    now,
    uid: process.getuid?.(),
    data: DATA,
    signal: stopping.signal,
    say: (text) => void process.stdout.write(`${text}\n`),
  })
}

/** Sheets are a reviewer's: nothing of them is loaded for anything else, least of all for the bot. */
async function reviewSheets(args: readonly string[]): Promise<void> {
  loadSettings()
  const { review } = await import('./review/command.ts')
  const { timeZone } = readConfig({ TIME_ZONE: process.env.TIME_ZONE }, { isPublic: false, faults: [] })
  process.exitCode = await review(args, {
    data: DATA,
    today: Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    say: (text) => void process.stdout.write(`${text}\n`),
    busy: tellOperator,
  })
}

/** Serves iLink to any Wechaty bot: `gateway --puppet ilink [--listen host:port]`. Resolves when it is told to stop. */
async function gateway(args: readonly string[]): Promise<void> {
  loadSettings()
  const { values } = parseArgs({
    args: [...args],
    options: { puppet: { type: 'string' }, listen: { type: 'string', default: '127.0.0.1:8788' } },
  })
  const token = process.env.WECHATY_PUPPET_SERVICE_TOKEN?.trim()
  if (values.puppet !== 'ilink')
    throw new ConfigError('用法: npm run gateway -- --puppet ilink [--listen 127.0.0.1:8788]')
  if (!token)
    throw new ConfigError(
      'WECHATY_PUPPET_SERVICE_TOKEN:没有填。自己定一个,如 insecure_ 加一串随机字符,机器人那边填一样的。',
    )
  const { STATE_DIR, SHOUMI_KEY, SHOUMI_KEY_FILE, LOG_LEVEL } = process.env
  const config = readConfig({ STATE_DIR, SHOUMI_KEY, SHOUMI_KEY_FILE, LOG_LEVEL }, { isPublic: false, faults: [] })
  const { stateDir: dir } = config
  const { key } = await loadKey({ fromEnv: config.sealingKey, fromFile: config.sealingKeyFile, dir })
  const { openIlink } = await import('./channel/ilink-door.ts')
  const { serveGateway } = await import('./channel/gateway.ts')
  const puppet = openIlink({ ...ilinkParts(dir, key), acknowledge: 'announced' })
  const print = qrcodePrinter(process.stderr, SCAN_ILINK)
  puppet.on('scan', ({ qrcode, status }) => print(qrcode ?? '', status))
  const serving = await serveGateway({ puppet, endpoint: values.listen, token })
  tellOperator(
    `网关开着: ${values.listen}。机器人那边填 WECHATY_PUPPET_SERVICE_ENDPOINT=${values.listen}、GATEWAY_PUPPET=ilink 和一样的 token。`,
  )
  const answerInvite = inviteAnswerer({ dir, invite: (show) => puppet.invite(show), log: makeLog(config, false) })
  const ticker = setInterval(() => void answerInvite(), TICK)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  clearInterval(ticker)
  await serving.stop()
}

/** Where iLink logins lie, and who is told of them. */
const ilinkParts = (stateDir: string, key: Buffer) => ({
  ...ilinkLogins(stateDir, key),
  now,
  tell: tellOperator,
  terminal: process.stdin.isTTY ? { input: process.stdin, output: process.stderr } : undefined,
})

/** Has the running bot draw a code for one more person. */
async function invite(): Promise<void> {
  loadSettings()
  const { STATE_DIR } = process.env
  const { stateDir } = readConfig({ STATE_DIR }, { isPublic: false, faults: [] })
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  const print = scanStepPrinter(process.stdout, '请要加的那个人用他自己的微信扫码。')
  const ended = await requestInvite(stateDir, print, stopping.signal)
  if (ended === 'bound') tellOperator('绑定好了。请他先说一句话，机器人才能回。')
  else if (ended === 'nobody') tellOperator('没有人扫码，或者扫码的人已经绑定过了。')
  else if (ended === 'failed') tellOperator('没拿到二维码，原因看机器人的日志，过一会儿再试。')
  if (ended !== 'bound') process.exitCode = 1
}

async function main([command = 'start', ...args]: readonly string[]): Promise<void> {
  z.config(zhCN())
  if (Object.hasOwn(UPKEEP, command)) return upkeep(command, args)
  switch (command) {
    case 'start':
      return start()
    case 'gateway':
      return gateway(args)
    case 'ilink-invite':
      return invite()
    case 'explain':
      return explainLines(args[0], args[1])
    case 'review':
      return reviewSheets(args)
    case 'draw':
      return draw(args.includes('--check'))
    case 'content':
      return content()
    default:
      tellOperator(
        `没有 ${command} 这个命令。可以用: start、${Object.keys(UPKEEP).join('、')}、gateway、ilink-invite、explain、review、draw、content。`,
      )
      process.exitCode = 2
  }
}

endDiscreetly(process, tellOperator)
main(process.argv.slice(2)).then(
  () => process.exit(),
  (error: unknown) => {
    if (error instanceof ShoumiError) tellOperator(error.message)
    else tellOperator(brokenLine(error))
    process.exit(1)
  },
)
