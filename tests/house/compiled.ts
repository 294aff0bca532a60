import { symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Packages that were written before modules ask for this. */
const REQUIRE =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);"

/**
 * Puts a script of this repository with all that it imports into one file of a folder, and returns its path there: a
 * process that is started hundreds of times must neither compile itself each time nor look for hundreds of files.
 */
export async function compiled(script: string, folder: string): Promise<string> {
  const outfile = join(folder, basename(script).replace(/\.ts$/, '.mjs'))
  await build({
    entryPoints: [join(ROOT, script)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['classic-level'],
    banner: { js: REQUIRE },
  })
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules')).catch(() => {})
  return outfile
}
