import { beforeAll, expect, test } from 'vitest'
import { type Linted, lintSamples, type Sample } from './linted-project.ts'

const CLOCK = [
  'const date = new Date()',
  'const millis = Date.now()',
  'const through = globalThis.Date.now()',
  'const older = global.Date.now()',
  'const { Date: Renamed } = globalThis',
  'const ran = performance.now()',
  'const instant = Temporal.Now.instant()',
  'const { Now } = Temporal',
]
const ENVIRONMENT = [
  'const dotted = process.env.HOME',
  "const quoted = process['env'].HOME",
  'const { env } = process',
  'const { env: { HOME } } = process',
  'const hidden = globalThis.process.env',
]
const PURE = [
  ...CLOCK,
  ...ENVIRONMENT,
  'const bits = process.hrtime()',
  'const dice = Math.random()',
  "const loaded = Math['random']()",
  'const { random } = Math',
  'const zone = Intl.DateTimeFormat().resolvedOptions().timeZone',
  'const later = setTimeout(() => {}, 1)',
  'const again = setInterval(() => {}, 1)',
  'const soon = setImmediate(() => {})',
  'queueMicrotask(() => {})',
  'const limit = AbortSignal.timeout(1)',
  "const page = fetch('https://example.com')",
  "const socket = new WebSocket('wss://example.com')",
  "const stream = new EventSource('https://example.com')",
  "const others = new BroadcastChannel('x')",
  'const pipe = new MessageChannel()',
  "console.log('x')",
  "const bytes = Buffer.from('x')",
  'const id = crypto.randomUUID()',
  'const cores = navigator.hardwareConcurrency',
  "const built = new Function('return 1')",
  "const run = eval('1')",
  'const load = require',
  "const other = module.require('x')",
  'const folder = import.meta.dirname',
]
const ANYTHING = ['const loose: any = 1', 'const cast = 1 as any']
const HARMLESS = [
  'const whole = Math.floor(1.5)',
  "const day = Temporal.PlainDate.from('2025-01-01')",
  'const copy = structuredClone({ a: 1 })',
  'const made = { now: 1, random: 2 }',
]

/** Statements that a file may hold and that it may not. */
const STATEMENTS: readonly Sample[] = [
  { file: 'flows/scope/statements.ts', passes: HARMLESS, fails: [...PURE, ...ANYTHING] },
  { file: 'src/conversation/answers/statements.ts', passes: HARMLESS, fails: [...PURE, ...ANYTHING] },
  { file: 'src/nda/statements.ts', passes: HARMLESS, fails: [...PURE, ...ANYTHING] },
  ...['src/house', 'src/guidance', 'src/guidance/search', 'src/commands', 'src/a-new-room', 'src'].map((folder) => ({
    file: `${folder}/statements.ts`,
    passes: [...HARMLESS, "const bytes = Buffer.from('x')"],
    fails: [...CLOCK, ...ENVIRONMENT, ...ANYTHING, 'const id = process.pid'],
  })),
  ...['src/channel', 'src/channel/puppets', 'src/store'].map((folder) => ({
    file: `${folder}/statements.ts`,
    passes: [...HARMLESS, 'const id = process.pid', 'const later = setTimeout(() => {}, 1)'],
    fails: [...CLOCK, ...ENVIRONMENT, ...ANYTHING, 'const bits = process.hrtime()'],
  })),
  { file: 'src/main.ts', passes: [...CLOCK.slice(0, 2), ...ENVIRONMENT], fails: ANYTHING },
  { file: 'tests/house/statements.ts', passes: [...CLOCK, ...ENVIRONMENT], fails: ANYTHING },
]

const RULES = [
  'nursery/noJsRestrictedProperties',
  'security/noGlobalEval',
  'style/noRestrictedGlobals',
  'suspicious/noExplicitAny',
  'plugin',
]

let linted: Linted

beforeAll(() => {
  linted = lintSamples(STATEMENTS)
})

test.each(STATEMENTS)('$file', (sample) => {
  expect(linted.refused(sample, RULES)).toEqual(sample.fails)
})
