import { beforeAll, describe, expect, test } from 'vitest'
import { type Linted, lintSamples, type Sample } from './linted-project.ts'

const WECHATY = 'wechaty wechaty/impls wechaty-puppet wechaty-puppet/types wechaty-puppet-service'
const DATABASE = 'lowdb lowdb/node classic-level'
const XSTATE = 'xstate xstate/graph xstate/actors'
const NEVER = 'fs process node:process node:perf_hooks data:text/javascript,1 /srv/any.ts #any'
const EDGE = `${WECHATY} ${DATABASE} ${NEVER} node:fs node:fs/promises node:crypto pino zod`

/** Paths that a file may import, and paths that it may not, however they are written. */
const PATHS = [
  {
    file: 'flows/scope/rules.ts',
    passes: 'xstate ./machine.ts ../shared/flow.ts',
    fails: `${EDGE} xstate/graph xstate/actors ../index.ts ../records/rules.ts ./../records/rules.ts ../../src/errors.ts`,
  },
  {
    file: 'flows/shared/advice.ts',
    passes: 'xstate ./flow.ts',
    fails: `${EDGE} xstate/graph ../scope/rules.ts ../index.ts ../../src/conversation/session.ts`,
  },
  {
    file: 'flows/index.ts',
    passes: './scope/machine.ts ./shared/flow.ts',
    fails: `${EDGE} ${XSTATE} ./scope/rules.ts ../src/conversation/topics.ts`,
  },
  {
    file: 'src/conversation/draft.ts',
    passes: `./session.ts ./answers/read.ts ../guidance/topics.ts ../guidance/search/index.ts ../channel/port.ts
      ../../flows/index.ts ../../flows/shared/flow.ts ../../flows/scope/rules.ts temporal-polyfill`,
    fails: `${EDGE} ${XSTATE} temporal-polyfill/global ../main.ts ../errors.ts ../log.ts ../guidance/library.ts
      ../guidance/search/topic-search.ts ../channel/wechaty.ts ./../channel/wechaty.ts ./answers/../../channel/wechaty.ts
      ../../flows/../src/channel/wechaty.ts ../../flows/../vitest.config.ts ../store/port.ts ../house/house.ts`,
  },
  {
    file: 'src/conversation/answers/read.ts',
    passes: `./date.ts ../normalise.ts ../../guidance/topics.ts ../../guidance/search/index.ts ../../channel/port.ts
      ../../../flows/index.ts ../../../flows/shared/flow.ts temporal-polyfill`,
    fails: `${EDGE} ${XSTATE} ../../main.ts ../../errors.ts ../../guidance/library.ts ../../channel/wechaty.ts
      ../../../flows/../vitest.config.ts`,
  },
  {
    file: 'src/conversation/frame.ts',
    passes: 'xstate ./session.ts ../../flows/shared/flow.ts',
    fails: `${EDGE} xstate/graph xstate/actors ../main.ts ../guidance/topics.ts ../channel/port.ts ../../flows/index.ts`,
  },
  {
    file: 'src/conversation/machine-step.ts',
    passes: 'xstate ./frame.ts',
    fails: `${EDGE} xstate/graph ../main.ts ../../flows/index.ts`,
  },
  {
    file: 'src/channel/intake.ts',
    passes: `${WECHATY} ./port.ts ./puppets/terminal.ts ./puppets/ilink/index.ts ../errors.ts ../log.ts node:net node:timers/promises uqr file-box`,
    fails: `${DATABASE} ${XSTATE} ${NEVER} pino ../main.ts ../config.ts ../conversation/turn.ts ../guidance/topics.ts
      ../store/port.ts ../house/house.ts ../../flows/shared/flow.ts ./puppets/ilink/client.ts`,
  },
  {
    file: 'src/channel/puppets/terminal.ts',
    passes: `${WECHATY} ./terminal-screen.ts ../port.ts ../../errors.ts ../../log.ts node:readline
      node:readline/promises uqr file-box`,
    fails: `${DATABASE} ${XSTATE} ${NEVER} ../../main.ts ../../conversation/turn.ts ../../guidance/topics.ts
      ../../store/port.ts ../../../flows/index.ts`,
  },
  {
    file: 'src/channel/puppets/ilink/puppet.ts',
    passes: './client.ts wechaty-puppet wechaty-puppet/types file-box node:crypto node:fs/promises',
    fails: `${DATABASE} ${XSTATE} ${NEVER} wechaty wechaty-puppet-service uqr ../terminal.ts ../../port.ts
      ../../../errors.ts ../../../log.ts ../../../store/seal.ts`,
  },
  {
    file: 'src/store/level-store.ts',
    passes: `./seal.ts ../channel/port.ts ../conversation/session.ts ../conversation/case.ts
      ../conversation/turn.ts ../errors.ts ../log.ts lowdb classic-level zod node:crypto node:fs/promises`,
    fails: `${WECHATY} ${XSTATE} ${NEVER} lowdb/node node:module ../main.ts ../channel/wechaty.ts ../conversation/draft.ts
      ../guidance/topics.ts ../house/fold.ts ../../flows/shared/question.ts`,
  },
  {
    file: 'src/guidance/library.ts',
    passes: `./page.ts ./search/index.ts ../conversation/knowledge.ts ../conversation/normalise.ts ../errors.ts ../log.ts
      ../../flows/shared/question.ts mdast mdast-util-from-markdown micromark
      micromark-extension-frontmatter yaml zod node:fs/promises node:path`,
    fails: `${WECHATY} ${DATABASE} ${XSTATE} ${NEVER} node:fs node:crypto ../main.ts ../channel/port.ts
      ../conversation/session.ts ../store/port.ts ../../flows/index.ts ../../flows/scope/rules.ts`,
  },
  {
    file: 'src/guidance/search/vectors.ts',
    passes: './vectors.ts ../topics.ts',
    fails: `${EDGE} ${XSTATE} yaml ../../main.ts ../library.ts ../../errors.ts ../../conversation/normalise.ts`,
  },
  {
    file: 'src/house/house.ts',
    passes: `./fold.ts ../channel/port.ts ../store/port.ts ../store/document.ts ../conversation/turn.ts ../errors.ts
      ../log.ts ../../flows/shared/saying.ts`,
    fails: `${EDGE} ${XSTATE} ../main.ts ../channel/wechaty.ts ../store/level-store.ts ../guidance/library.ts
      ../conversation/answers/read.ts ../../flows/index.ts`,
  },
  {
    file: 'src/ops/http-server.ts',
    passes:
      './metrics.ts ../channel/port.ts ../store/port.ts ../conversation/turn.ts ../errors.ts ../log.ts prom-client node:http',
    fails: `${EDGE} ${XSTATE} ../main.ts ../config.ts ../channel/wechaty.ts ../store/level-store.ts ../store/document.ts
      ../house/house.ts ../conversation/session.ts ../../flows/shared/saying.ts`,
  },
  {
    file: 'src/upkeep/backup.ts',
    passes: `./parts.ts ../config.ts ../errors.ts ../log.ts ../channel/puppet-env.ts ../guidance/due.ts ../store/level-store.ts
      ../channel/puppets/ilink/sealed-folder.ts ../channel/tag.ts
      ../store/port.ts temporal-polyfill node:crypto node:fs/promises node:http node:net node:timers/promises`,
    fails: `${WECHATY} ${DATABASE} ${XSTATE} ${NEVER} ../main.ts ../channel/wechaty.ts ../house/house.ts
      ../channel/puppets/ilink/index.ts ../conversation/turn.ts ../guidance/library.ts ../../flows/index.ts node:child_process`,
  },
  {
    file: 'src/review/import.ts',
    passes: `./passage.ts ../errors.ts ../documents/inflate.ts ../guidance/library.ts ../guidance/page.ts ../guidance/style.ts mdast
      mdast-util-from-markdown micromark-extension-frontmatter saxes write-excel-file/node yaml yauzl temporal-polyfill
      node:crypto node:fs/promises node:os node:path node:stream`,
    fails: `${WECHATY} ${DATABASE} ${XSTATE} ${NEVER} ../main.ts ../config.ts ../log.ts ../channel/wechaty.ts
      ../house/house.ts ../conversation/turn.ts ../store/port.ts ../../flows/index.ts node:child_process node:http
      write-excel-file write-excel-file/browser`,
  },
  {
    file: 'src/nda/read-contract.ts',
    passes: './rules.ts ../conversation/simplify.ts zod',
    fails: `${WECHATY} ${DATABASE} ${NEVER} ${XSTATE} node:fs node:crypto yaml ../main.ts ../errors.ts ../guidance/library.ts ../conversation/session.ts
      ../../flows/shared/flow.ts`,
  },
  {
    file: 'src/reminders/due.ts',
    passes: `./reminder.ts ./time/read-time.ts ../conversation/simplify.ts ../../flows/shared/schedule.ts
      ../../flows/shared/time-value.ts temporal-polyfill
      rrule-temporal chinese-days`,
    fails: `${EDGE} ${XSTATE} yaml ../main.ts ../errors.ts ../channel/port.ts ../store/port.ts ../conversation/session.ts
      ../../flows/index.ts ../../flows/shared/question.ts`,
  },
  {
    file: 'src/reminders/time/read.ts',
    passes: `./token.ts ../reading.ts ../recur.ts ../wall.ts ../china.ts ../../conversation/simplify.ts
      ../../../flows/shared/schedule.ts temporal-polyfill`,
    fails: `${EDGE} ${XSTATE} yaml ../../errors.ts ../../channel/port.ts ../../conversation/session.ts ../../../flows/index.ts`,
  },
  {
    file: 'src/documents/reader.ts',
    passes: `./kind.ts ../errors.ts ../nda/reading.ts ../conversation/session.ts ../../flows/shared/question.ts mammoth
      word-extractor yauzl docx pdfjs-dist/legacy/build/pdf.mjs temporal-polyfill node:worker_threads`,
    fails: `${WECHATY} ${DATABASE} ${XSTATE} node:perf_hooks ../main.ts ../nda/read-contract.ts ../guidance/library.ts
      ../channel/port.ts ../../flows/index.ts`,
  },
  {
    file: 'src/commands/explain.ts',
    passes: './lines.ts ../conversation/knowledge.ts ../errors.ts ../log.ts node:readline node:stream',
    fails: `${WECHATY} ${DATABASE} ${XSTATE} ${NEVER} ../main.ts ../conversation/take-turn.ts ../channel/port.ts ../store/port.ts
      ../../flows/shared/flow.ts node:fs/promises`,
  },
  {
    file: 'src/commands/draw.ts',
    passes: 'xstate/graph ../../flows/shared/flow.ts ../errors.ts node:fs/promises node:path',
    fails: `${WECHATY} ${DATABASE} ${NEVER} xstate ../main.ts ../../flows/index.ts ../house/house.ts`,
  },
  {
    file: 'src/config.ts',
    passes: './errors.ts ./log.ts zod',
    fails: `${WECHATY} ${DATABASE} ${XSTATE} ${NEVER} ./main.ts ./channel/port.ts ./store/port.ts ../flows/index.ts`,
  },
  {
    file: 'src/main.ts',
    passes: './config.ts ./channel/puppets/terminal.ts ./store/level-store.ts ../flows/index.ts node:fs pino zod',
    fails: `${WECHATY} ${DATABASE} ${XSTATE} @any/wechaty-puppet`,
  },
  {
    file: 'src/a-new-room/first.ts',
    passes: './second.ts ../errors.ts ../log.ts',
    fails: `${EDGE} ${XSTATE} ../main.ts ../channel/port.ts ../conversation/turn.ts ../../flows/shared/flow.ts`,
  },
  {
    file: 'tests/store/level-store.test.ts',
    passes: '../../src/store/level-store.ts classic-level wechaty-puppet xstate/graph node:fs',
    fails: '../../src/main.ts',
  },
].map(({ file, passes, fails }): Sample => ({ file, passes: importing(passes), fails: importing(fails) }))

/** Ways to write an import. */
const FORMS: readonly Sample[] = [
  {
    file: 'src/conversation/forms.ts',
    passes: [
      "import { TOPICS } from '../guidance/topics.ts'",
      "import type { TopicRanking } from '../guidance/search/index.ts'",
      "import type { Inbound } from '../channel/port.ts'",
    ],
    fails: [
      "import plain from 'wechaty'",
      "import { type Named } from 'wechaty'",
      "import type * as Types from 'wechaty'",
      "import 'wechaty'",
      "import equals = require('wechaty')",
      "export * from 'wechaty'",
      "export type { Exported } from 'wechaty'",
      "const required = require('wechaty')",
      "const called = await import('wechaty')",
      "const own = await import('./session.ts')",
      'const template = await import(`wechaty`)',
      "const joined = await import('wecha' + 'ty')",
      "type Inline = import('wechaty').Message",
      "type Whole = typeof import('wechaty')",
      "const resolved = import.meta.resolve('wechaty')",
      "import { trainTopicSearch } from '../guidance/search/index.ts'",
      "import * as search from '../guidance/search/index.ts'",
      "import '../channel/port.ts'",
    ],
  },
  {
    file: 'flows/scope/forms.ts',
    passes: ["import { recordAnswer } from '../shared/record-answer.ts'"],
    fails: ["const called = await import('../shared/flow.ts')", "type Inline = import('node:fs').Stats"],
  },
  {
    file: 'src/conversation/answers/forms.ts',
    passes: ["import type { TopicRanking } from '../../guidance/search/index.ts'"],
    fails: ["import { trainTopicSearch } from '../../guidance/search/index.ts'", "import '../../channel/port.ts'"],
  },
  {
    file: 'src/house/forms.ts',
    passes: ["const own = await import('./fold.ts')"],
    fails: [
      "const called = await import('wechaty')",
      'const template = await import(`wechaty`)',
      'const computed = await import(name)',
      "const required = require('wechaty')",
      "type Inline = import('wechaty').Message",
    ],
  },
  {
    file: 'src/main.ts',
    passes: ["const channel = await import('./channel/wechaty.ts')"],
    fails: ["const wechaty = await import('wechaty')"],
  },
]

const CYCLES: readonly Sample[] = [
  { file: 'src/house/one.ts', passes: ["import { take } from './take.ts'"], fails: ["import { two } from './two.ts'"] },
  { file: 'src/house/two.ts', passes: [], fails: ["import type { One } from './one.ts'"] },
  { file: 'src/house/take.ts', passes: ['export const take = 1'], fails: [] },
]

let linted: Linted

beforeAll(() => {
  linted = lintSamples([...PATHS, ...FORMS, ...CYCLES])
})

describe('who may import whom', () => {
  test.each(PATHS)('$file', (sample) => {
    expect(linted.refused(sample, ['style/noRestrictedImports'])).toEqual(sample.fails)
  })
})

describe('every form of import is seen', () => {
  test.each(FORMS)('$file', (sample) => {
    expect(linted.refused(sample, ['style/noRestrictedImports', 'style/noCommonJs', 'plugin'])).toEqual(sample.fails)
  })
})

describe('files that import each other, be it a type', () => {
  test.each(CYCLES)('$file', (sample) => {
    expect(linted.refused(sample, ['suspicious/noImportCycles'])).toEqual(sample.fails)
  })
})

/** Imports of a type, the mildest there are: what refuses them refuses values, too. */
function importing(paths: string): string[] {
  return paths.split(/\s+/).map((path) => `import type { T } from '${path}'`)
}
