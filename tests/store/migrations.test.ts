import { describe, expect, it } from 'vitest'
import { SCHEMA } from '../../src/store/document.ts'
import { MIGRATIONS, type Migration, migrate } from '../../src/store/migrations.ts'
import { aliasOf, NOW } from './documents.ts'

const STEPS: readonly Migration[] = [
  { from: 2, up: ({ name, ...rest }) => ({ ...rest, names: [name] }) },
  { from: 1, up: (document) => ({ ...document, name: String(document.nick) }) },
]

describe('migrations', () => {
  it('take a document from its version to today’s, step by step, and leave the original alone', () => {
    const document = Object.freeze({ schema: 1, nick: 'n' })
    expect(migrate(document, STEPS, 3)).toEqual({ schema: 3, nick: 'n', names: ['n'] })
    expect(migrate({ schema: 2, name: 'm' }, STEPS, 3)).toEqual({ schema: 3, names: ['m'] })
    const current = { schema: 3, names: [] }
    expect(migrate(current, STEPS, 3)).toBe(current)
  })

  it('refuse a newer document, a gap, and a step that fails', () => {
    const failing: Migration = {
      from: 3,
      up: () => {
        throw new TypeError('canary')
      },
    }
    for (const work of [
      () => migrate({ schema: 5 }, STEPS, 3),
      () => migrate({ schema: 0 }, STEPS, 3),
      () => migrate({ schema: 3 }, [failing], 4),
    ]) {
      expect(work).toThrow(
        expect.objectContaining({ code: 'STORE_SCHEMA', message: expect.not.stringContaining('canary') }),
      )
    }
  })

  it('of ours have a step for each version below today’s', () => {
    expect(MIGRATIONS.map(({ from }) => from).sort((a, b) => a - b)).toEqual(
      Array.from({ length: SCHEMA - 1 }, (_, index) => index + 1),
    )
  })

  it('of ours know by which alias somebody was heard before that was noted', () => {
    const [room, alias] = [aliasOf('r', 'room'), aliasOf('c')]
    expect(migrate({ schema: 4, aliases: [room, alias], watermark: NOW })).toMatchObject({
      contact: { to: alias, at: NOW, sent: 0 },
    })
    expect(migrate({ schema: 4, aliases: [room], watermark: NOW })).toMatchObject({ contact: null })
  })
})
