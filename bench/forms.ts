import { createForm as createOurs } from './forms/ours.ts'
import { median, processorTime, report } from './result.ts'

/**
 * What a turn of a six-question form costs in processor time: ours the whole way (understood, repaired, answered, rendered, the memory
 * through JSON at every turn) beside Bot Framework's text prompts, grammY's conversations and Telegraf's wizard, which take
 * any text for an answer. Rounds alternate, so that the machine's moods meet all of them.
 * `npx tsx bench/forms.ts`; needs `npm ci` in bench/.
 */
const ROUNDS = 9
const PEOPLE = 60
const WARM_UP = 2
const ANSWERS = ['1', '小鱼', '海报', '1、3', '手机号和地址', '首页设计稿', '只有我']

interface Form {
  turn(person: string, text: string): Promise<string>
}
type Make = () => Form | Promise<Form>

const peers = await Promise.all(
  ['botbuilder', 'grammy', 'telegraf'].map(async (name) => {
    const { createForm } = (await import(`./forms/${name}.mjs`)) as { createForm: Make }
    return [name, createForm] as const
  }),
).catch((error: unknown) => {
  throw new Error('the peers are not there: run npm ci in bench/', { cause: error })
})
const contestants: readonly (readonly [string, Make])[] = [['ours', createOurs], ...peers]
const forms = new Map(await Promise.all(contestants.map(async ([name, make]) => [name, await make()] as const)))
const costs = new Map<string, number[]>([...forms.keys()].map((name) => [name, []]))

for (let round = 0; round < WARM_UP + ROUNDS; round++)
  for (const [name, form] of forms) {
    const before = process.cpuUsage()
    for (let person = 0; person < PEOPLE; person++)
      for (const answer of ANSWERS) await form.turn(String(round * 1_000 + person), answer)
    if (round >= WARM_UP) costs.get(name)?.push(processorTime(before) / (PEOPLE * ANSWERS.length))
  }

const cost = (name: string): number => median(costs.get(name) ?? [])
const ours = cost('ours')
const stores = Math.min(cost('botbuilder'), cost('grammy'))
report({
  name: 'forms',
  what: 'Processor time of a turn of a six-question form, µs, median of the rounds; ratio to ours.',
  columns: ['contestant', 'µs a turn', 'ours / this'],
  rows: [...forms.keys()].map((name) => [name, cost(name).toFixed(0), (ours / cost(name)).toFixed(2)]),
  aims: [
    { aim: 'at most 60 µs a turn', found: `${ours.toFixed(0)} µs`, met: ours <= 60 },
    {
      aim: '5 times botbuilder',
      found: `${(cost('botbuilder') / ours).toFixed(2)} times`,
      met: cost('botbuilder') / ours >= 5,
    },
    {
      aim: 'ahead of each peer that stores its state',
      found: `${(stores / ours).toFixed(2)} times`,
      met: stores > ours,
    },
  ],
})
process.exit(0)
