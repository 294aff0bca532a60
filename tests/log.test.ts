import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeError } from '../src/log.ts'

const MARK = '金丝雀 canary'

/** An error as a package may make one, of what it was working on. */
const foreign = (fields: Readonly<Record<string, unknown>>): Error => Object.assign(new TypeError('broken'), fields)

describe('an error is told of by kind and place', () => {
  it('as we throw it', () => {
    const { errorName, errorCode, errorAt } = describeError(Object.assign(new RangeError('x'), { code: 'ENOENT' }))
    expect([errorName, errorCode, errorAt]).toEqual(['RangeError', 'ENOENT', undefined])
    expect(describeError(foreign({ code: 14 })).errorCode).toBe(14)
  })

  it('the first place of ours, whoever threw it', () => {
    const stack = [
      'Error: x',
      '    at parse (/srv/shoumi/node_modules/yaml/src/a.ts:1:2)',
      '    at async takeIn (file:///srv/shoumi/src/documents/take-in.ts:20:3)',
      '    at file:///srv/shoumi/src/main.ts:1:1',
    ].join('\n')
    expect(describeError(foreign({ stack })).errorAt).toBe('src/documents/take-in.ts:20:3')
  })

  it('what is no error is told of by its type', () => {
    expect([MARK, undefined, null, { message: MARK }].map(describeError)).toEqual(
      ['string', 'undefined', 'object', 'object'].map((errorType) => ({ errorType })),
    )
  })
})

describe('nothing of its words is told', () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['the message', { message: MARK }],
    ['a message that looks like frames', { message: `x\n    at ${MARK} (src/${MARK}.ts:1:1)` }],
    [
      'a message that was changed after the stack',
      { message: '', stack: `TypeError: ${MARK}\n    at ${MARK}\n    at ${MARK} (src/a.ts:1:1)` },
    ],
    ['the name', { name: MARK }],
    ['the code', { code: MARK }],
    ['a cause', { cause: new Error(MARK) }],
    ['a field', { details: MARK }],
    ['a stack of no text', { stack: [MARK] }],
    ['a message of no text', { message: undefined }],
  ])('%s', (_, fields) => {
    const told = JSON.stringify(describeError(foreign(fields)))
    expect(told).toContain('errorName')
    expect(told).not.toMatch(/金丝雀|canary/)
  })

  it('whatever it is made of', () => {
    const part = fc.string({ unit: 'binary' }).map((text) => `${text}${MARK}`)
    fc.assert(
      fc.property(part, part, part, (message, name, stack) => {
        const error = foreign({ message, name, stack: `${stack}\n    at ${stack}` })
        expect(JSON.stringify(describeError(error))).not.toMatch(/金丝雀|canary/)
      }),
      { seed: 20261130 },
    )
  })
})
