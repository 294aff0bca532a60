import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DirectedGraphNode, toDirectedGraph } from 'xstate/graph'
import type { Flow } from '../../flows/shared/flow.ts'

/**
 * Draws each flow's machine as a Mermaid state diagram into `folder`, one page a flow.
 *
 * With `check`, nothing is written and the names of the pages that are stale are returned, so that a change of a flow
 * cannot land without its picture.
 */
export async function drawFlows(flows: readonly Flow[], folder: string, check: boolean): Promise<string[]> {
  if (!check) await mkdir(folder, { recursive: true })
  const wanted = new Map(flows.map((flow) => [`${flow.id}.md`, page(flow)]))
  const there = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.md'))
  const stale = there.filter((name) => !wanted.has(name))
  for (const [name, text] of wanted) {
    const now = await readFile(join(folder, name), 'utf8').catch(() => undefined)
    if (now === text) continue
    stale.push(name)
    if (!check) await writeFile(join(folder, name), text)
  }
  if (!check) for (const name of stale.filter((name) => !wanted.has(name))) await rm(join(folder, name))
  return stale
}

function page(flow: Flow): string {
  const graph = toDirectedGraph(flow.machine)
  return `# ${flow.id}\n\nMade from the machine by \`npm run draw\`; do not edit.\n\n\`\`\`mermaid\nstateDiagram-v2\n${lines(graph).join('\n')}\n\`\`\`\n`
}

function lines(graph: DirectedGraphNode): string[] {
  const initial = (graph.stateNode.initial.target ?? []).map(({ key }) => `  [*] --> ${key}`)
  const edges = graph.children.flatMap((child) =>
    transitionsOf(child).map(({ target, transition }) => {
      const guard = guardName(transition.guard)
      const event = transition.eventType === '' ? '' : transition.eventType
      const label = [event, guard && `[${guard}]`].filter(Boolean).join(' ')
      return `  ${child.stateNode.key} --> ${target.key}${label ? `: ${label}` : ''}`
    }),
  )
  const finals = graph.children
    .filter(({ stateNode }) => stateNode.type === 'final')
    .map(({ stateNode }) => `  ${stateNode.key} --> [*]`)
  return [...initial, ...edges, ...finals]
}

/** A state's edges; `toDirectedGraph` leaves out those that are taken at once (`always`). */
function transitionsOf({ stateNode, edges }: DirectedGraphNode) {
  const always = (stateNode.always ?? []).flatMap((transition) =>
    (transition.target ?? []).map((target) => ({ target, transition })),
  )
  return [...edges, ...always]
}

function guardName(guard: unknown): string {
  if (typeof guard === 'string') return guard
  if (typeof guard === 'object' && guard !== null && 'type' in guard) {
    const { type, params } = guard as { type: string; params?: unknown }
    return params === undefined ? type : `${type} ${String(params)}`
  }
  return ''
}
