import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { ContentError } from '../../src/errors.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const DATA = fileURLToPath(new URL('../../data', import.meta.url))

let data: string
beforeEach(async () => {
  data = join(await temporaryFolder(), 'data')
  await cp(DATA, data, { recursive: true })
})

/** Puts another text in place of one that has to be there. */
async function edit(file: string, text: string, other: string): Promise<void> {
  const before = await readFile(join(data, file), 'utf8')
  if (!before.includes(text)) throw new Error(`${file} has no ${text}`)
  await writeFile(join(data, file), before.replaceAll(text, other))
}

/** The number of the line of a file in which a text stands first. */
async function lineOf(file: string, text: string): Promise<number> {
  const lines = (await readFile(join(data, file), 'utf8')).split('\n')
  return lines.findIndex((line) => line.includes(text)) + 1
}

/** The faults that loading tells, one a line, without the headline. */
async function faults(): Promise<string[]> {
  const error: unknown = await loadLibrary(data).then(
    () => undefined,
    (thrown) => thrown,
  )
  expect(error).toBeInstanceOf(ContentError)
  const [headline = '', ...lines] = (error as ContentError).message.split('\n')
  expect(headline).toContain(` ${lines.length} `)
  return lines.map((line) => line.trim())
}

describe('loadLibrary', () => {
  it('tells a point that is missing', async () => {
    await rm(join(data, 'guidance/scope/record.md'))
    expect(await faults()).toEqual([expect.stringMatching(/^data\/guidance\/scope\/record\.md:1 .*scope\.record/)])
  })

  it('tells a point that its section does not claim, and one that its overview does not', async () => {
    await edit('guidance/nda/ask.md', 'points: [nda.ask]', 'points: [nda.breach]')
    await edit('guidance/trust/index.md', 'trust.attitude, ', '')
    expect(await faults()).toEqual([
      expect.stringMatching(/^data\/guidance\/nda\/ask\.md:\d+ .*nda\.ask/),
      expect.stringMatching(/^data\/guidance\/trust\/index\.md:\d+ .*trust\.attitude/),
    ])
  })

  it('tells an id that is not the file’s', async () => {
    await edit('pages/thanks.md', 'id: thanks', 'id: thank-you')
    await edit('pages/scope/review.md', 'id: scope/review', 'id: review')
    await edit('guidance/nda/index.md', 'id: nda\n', 'id: nda.index\n')
    expect(await faults()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^data\/pages\/thanks\.md:\d+ .*thanks/),
        expect.stringMatching(/^data\/pages\/scope\/review\.md:\d+ .*scope\/review/),
        expect.stringMatching(/^data\/guidance\/nda\/index\.md:\d+ .*nda/),
      ]),
    )
  })

  it('tells a law that is not in law.yaml, one that is not listed, and one that is listed for nothing', async () => {
    await edit('guidance/nda/binding.md', 'civil-code-509', 'civil-code-1')
    await edit('guidance/nda/breach.md', '{law.civil-code-585}', '某一条')
    await edit('guidance/nda/obligations.md', 'law: [criminal-procedure-110]', 'law: []')
    const told = await faults()
    expect(told).toHaveLength(3)
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^data\/guidance\/nda\/binding\.md:\d+ .*law\.yaml.*civil-code-1/),
        expect.stringMatching(/^data\/guidance\/nda\/breach\.md:\d+ .*没引用 civil-code-585/),
        expect.stringMatching(/^data\/guidance\/nda\/obligations\.md:\d+ .*没写 criminal-procedure-110/),
      ]),
    )
  })

  it('tells a law that a page of a dialogue cites and law.yaml does not have', async () => {
    await appendFile(join(data, 'pages/thanks.md'), '\n{law.no-such}\n')
    expect(await faults()).toEqual([expect.stringMatching(/^data\/pages\/thanks\.md:\d+ .*no-such/)])
  })

  it('tells YAML that cannot be read, a key that nobody knows, a file that is missing', async () => {
    await appendFile(join(data, 'phrases/answers.yaml'), 'broken: [\n')
    await appendFile(join(data, 'phrases/commands.yaml'), 'dance: [跳舞]\n')
    await rm(join(data, 'phrases/topics/nda.yaml'))
    const told = await faults()
    expect(told).toHaveLength(3)
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^data\/phrases\/answers\.yaml:\d\d /),
        expect.stringMatching(
          new RegExp(`^data/phrases/commands\\.yaml:${await lineOf('phrases/commands.yaml', 'dance')} .*dance`),
        ),
        expect.stringMatching(/^data\/phrases\/topics\/nda\.yaml:1 /),
      ]),
    )
  })

  it('tells a value of the wrong kind in a list', async () => {
    await edit('law.yaml', 'checked: 2026-11-23\n  effective: null', 'checked: gestern\n  effective: null')
    expect(await faults()).toEqual([
      expect.stringMatching(new RegExp(`^data/law\\.yaml:${await lineOf('law.yaml', 'gestern')} .*checked`)),
    ])
  })

  it('tells a phrase that would mean two things, in whatever spelling', async () => {
    await edit('phrases/commands.yaml', 'thanks: [', 'thanks: [菜单！, ')
    expect(await faults()).toEqual([expect.stringMatching(/^data\/phrases\/commands\.yaml:\d+ .*菜单！.*menu.*thanks/)])
  })

  it('tells a phrase of two topics, and of two sections', async () => {
    await edit('phrases/topics.yaml', 'growth: [', 'growth: [投诉, ')
    await edit('phrases/topics.yaml', 'growth.training: [', 'growth.training: [加密, ')
    expect(await faults()).toEqual([
      expect.stringMatching(/topics\.yaml:.*投诉.*complaint.*growth/),
      expect.stringMatching(/topics\.yaml:.*加密.*tools\.encrypt.*growth\.training/),
    ])
  })

  it('tells them all at once, each with file and line', async () => {
    await rm(join(data, 'guidance/growth/training.md'))
    await edit('pages/thanks.md', 'id: thanks', 'id: thank-you')
    await edit('guidance/nda/binding.md', 'civil-code-509', 'civil-code-1')
    await edit('guidance/nda/breach.md', '{law.civil-code-585}', '某一条')
    await edit('guidance/tools/update.md', '提示更新，', '![图](a.png)')
    await edit('phrases/commands.yaml', 'thanks: [', 'thanks: [菜单, ')
    await appendFile(join(data, 'phrases/topics/nda.yaml'), '- [\n')
    const told = await faults()
    expect(told.every((line) => /^data\/[\w./-]+:\d+ {2}\S/.test(line))).toBe(true)
    const files = [
      'guidance/growth/training.md',
      'pages/thanks.md',
      'guidance/nda/binding.md',
      'guidance/nda/breach.md',
      'guidance/tools/update.md',
      'phrases/commands.yaml',
      'phrases/topics/nda.yaml',
    ]
    expect(told.map((line) => line.split(':')[0]?.replace('data/', '')).sort()).toEqual([...files].sort())
  })

  it('says which page a fault is on when there is nothing but a new folder', async () => {
    await mkdir(join(data, 'pages/new'))
    await writeFile(join(data, 'pages/new/page.md'), '---\nid: new/page\ntitle: 新的\n---\n\n> 引用\n\n第二行\n')
    expect(await faults()).toContainEqual(expect.stringMatching(/^data\/pages\/new\/page\.md:6 /))
  })
})

describe('the library', () => {
  it('knows the pages, the laws, the phrases and the sections', async () => {
    await writeFile(join(data, 'pages/README.md'), 'how to write a page')
    await edit('phrases/commands.yaml', 'thanks: [', 'thanks: [谢谢～, ')
    const { pages, globals, knowledge } = await loadLibrary(data)
    expect(pages.get('scope.ask-first')?.file).toBe('guidance/scope/ask-first.md')
    expect(globals['law.civil-code-509']).toBe('民法典第五百零九条第二款')
    expect(knowledge.phrases.always.get('菜单')).toEqual({ kind: 'command', id: 'menu' })
    expect(knowledge.phrases.always.get('谢谢')).toEqual({ kind: 'command', id: 'thanks' })
    expect(knowledge.page('scope/ask-categories')?.options.get('personal')?.label).toBe('个人信息')
    expect(knowledge.page('scope/ask-client')?.hasMore).toBe(true)
    expect(knowledge.page('thanks')?.hasMore).toBe(false)
    expect(knowledge.page('no/such')).toBeUndefined()
    expect(knowledge.sections('growth')).toEqual(['growth.principles', 'growth.training'])
    expect(knowledge.findTopic('客户发来一份保密协议，签之前要看什么').best).toBe('nda')
    expect(knowledge.findSection('tools', '聊天记录怎么备份')).toBe('tools.backup')
  })
})
