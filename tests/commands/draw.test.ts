import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { FLOWS } from '../../flows/index.ts'
import { drawFlows } from '../../src/commands/draw.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const ALL = Object.values(FLOWS)
const NAMES = ALL.map(({ id }) => `${id}.md`).sort()

let folder: string
beforeEach(async () => {
  folder = join(await temporaryFolder(), 'flows')
})

describe('drawFlows', () => {
  it('draws a page for each flow, and the pages of this project are fresh', async () => {
    expect((await drawFlows(ALL, folder, false)).sort()).toEqual(NAMES)
    expect((await readdir(folder)).sort()).toEqual(NAMES)
    expect(await drawFlows(ALL, folder, true)).toEqual([])
    expect(await drawFlows(ALL, fileURLToPath(new URL('../../docs/flows', import.meta.url)), true)).toEqual([])
  })

  it('draws every state and what leads from one to the other', async () => {
    await drawFlows(ALL, folder, false)
    const scope = await readFile(join(folder, 'scope.md'), 'utf8')
    expect(scope).toContain('stateDiagram-v2\n  [*] --> askClient\n')
    expect(scope).toContain('\n  askClient --> askProject: ANSWERED\n')
    expect(scope).toContain('\n  askCategories --> askDetails: ANSWERED [detailsAreOpen]\n')
    expect(scope).toContain('\n  askCategories --> askAccess: ANSWERED\n')
    expect(scope).toContain('\n  filed --> [*]\n')
    for (const { id, machine } of ALL) {
      const page = await readFile(join(folder, `${id}.md`), 'utf8')
      for (const state of Object.keys(machine.states)) expect(page).toMatch(new RegExp(`^  ${state} --> `, 'm'))
    }
  })

  it('when checking, names what is stale, missing or of no flow, and writes nothing', async () => {
    await drawFlows(ALL, folder, false)
    await writeFile(join(folder, 'scope.md'), 'old')
    await rm(join(folder, 'trust.md'))
    await writeFile(join(folder, 'gone.md'), 'of a flow that is gone')
    expect((await drawFlows(ALL, folder, true)).sort()).toEqual(['gone.md', 'scope.md', 'trust.md'])
    expect(await readFile(join(folder, 'scope.md'), 'utf8')).toBe('old')
    expect((await readdir(folder)).sort()).toEqual([...NAMES.filter((name) => name !== 'trust.md'), 'gone.md'].sort())
  })

  it('when drawing, mends what is stale and takes away what is of no flow, and leaves other files alone', async () => {
    await drawFlows(ALL, folder, false)
    await writeFile(join(folder, 'scope.md'), 'old')
    await writeFile(join(folder, 'gone.md'), 'of a flow that is gone')
    await writeFile(join(folder, 'note.txt'), 'mine')
    const { mtimeMs } = await stat(join(folder, 'trust.md'))
    expect((await drawFlows(ALL, folder, false)).sort()).toEqual(['gone.md', 'scope.md'])
    expect((await readdir(folder)).sort()).toEqual([...NAMES, 'note.txt'].sort())
    expect((await stat(join(folder, 'trust.md'))).mtimeMs).toBe(mtimeMs)
    expect(await drawFlows(ALL, folder, true)).toEqual([])
  })

  it('when checking, finds everything missing where there is no folder, and makes none', async () => {
    expect((await drawFlows(ALL, folder, true)).sort()).toEqual(NAMES)
    await expect(stat(folder)).rejects.toThrow('ENOENT')
  })
})
