import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BIOME = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')

/** Lines for one file: each must be judged alone, so none may shadow what another one uses. */
export interface Sample {
  readonly file: string
  readonly passes: readonly string[]
  readonly fails: readonly string[]
}

export interface Linted {
  /** The sample's lines that one of these rules refused with an error (`plugin`: any GritQL rule), in the sample's order. */
  refused(sample: Sample, rules: readonly string[]): string[]
}

interface Report {
  readonly diagnostics: readonly {
    readonly category: string
    readonly severity: string
    readonly location: { readonly path: string; readonly start?: { readonly line: number } }
  }[]
}

/**
 * Lints samples under this project's own rules, all in one run, in a folder made for it: an offending file never lies
 * among the real ones, where it would spoil what others are checking. Samples of the same file are put together.
 */
export function lintSamples(samples: readonly Sample[]): Linted {
  const files = new Map<string, string[]>()
  for (const { file, passes, fails } of samples) files.set(file, [...(files.get(file) ?? []), ...passes, ...fails])

  const refusals = new Set<string>()
  for (const { category, severity, location } of lint(files).diagnostics) {
    const line = files.get(location.path)?.[(location.start?.line ?? 0) - 1]
    if (line === undefined || !/^(?:lint|plugin)/.test(category)) {
      throw new Error(`Biome stumbled: ${category} in ${location.path}, line ${location.start?.line}`)
    }
    if (severity === 'error') refusals.add(keyOf(location.path, line, category.replace('lint/', '')))
  }
  return {
    refused: ({ file, passes, fails }, rules) =>
      [...passes, ...fails].filter((line) => rules.some((rule) => refusals.has(keyOf(file, line, rule)))),
  }
}

function keyOf(file: string, line: string, rule: string): string {
  return [file, line, rule].join('\n')
}

function lint(files: ReadonlyMap<string, readonly string[]>): Report {
  const project = mkdtempSync(join(tmpdir(), 'shoumi-lint-'))
  try {
    for (const name of ['biome.json', '.gitignore', 'lint']) {
      cpSync(join(ROOT, name), join(project, name), { recursive: true })
    }
    for (const [path, lines] of files) {
      mkdirSync(dirname(join(project, path)), { recursive: true })
      writeFileSync(join(project, path), lines.join('\n'))
    }
    const command = [BIOME, 'lint', '--reporter=json', '--max-diagnostics=none', '.']
    const run = spawnSync(process.execPath, command, { cwd: project, encoding: 'utf8', maxBuffer: 2 ** 26 })
    if (run.stdout === '') throw new Error(`Biome gave no report: ${run.stderr}`)
    return JSON.parse(run.stdout)
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
}
