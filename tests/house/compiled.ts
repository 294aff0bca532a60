import { execFileSync } from 'node:child_process'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const OPTIONS = ['--ignoreConfig', '--noCheck', '--module', 'nodenext', '--target', 'es2022', '--rootDir', ROOT]

/**
 * Compiles a script of this repository with all that it imports into a folder, and returns its path there: a process
 * that is started hundreds of times must not compile itself each time.
 */
export async function compiled(script: string, folder: string): Promise<string> {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  const args = [tsc, ...OPTIONS, '--rewriteRelativeImportExtensions', '--outDir', folder, join(ROOT, script)]
  execFileSync(process.execPath, args)
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  return join(folder, script.replace(/\.ts$/, '.js'))
}
