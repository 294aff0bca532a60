import { afterEach, beforeEach, expect, test } from 'vitest'
import { COMMAND } from './bot-process.ts'
import { Place } from './place.ts'
import { hasTmux, Tmux } from './tmux.ts'
import { wordsOf } from './words.ts'

let place: Place
let terminal: Tmux

beforeEach(async () => {
  place = await Place.create()
  terminal = new Tmux()
})

afterEach(async () => {
  await terminal.dispose()
  await place.dispose()
})

test.skipIf(!hasTmux)('at a terminal it greets, says that it runs without WeChat, and talks at a prompt', async () => {
  await terminal.start(COMMAND, place.env, place.workDir)
  await terminal.shows(wordsOf('welcome'))
  await terminal.shows('\n›')
  const opening = await terminal.screen()
  expect(opening).toMatch(/没有设置微信的 token.*不连微信/)
  expect(opening.indexOf('没有设置微信')).toBeLessThan(opening.indexOf(wordsOf('welcome')))
  expect(opening).not.toContain('"level"')

  await terminal.type('1')
  await terminal.shows(wordsOf('scope/ask-client'))
  await terminal.type('"""')
  await terminal.shows('\n…')
  await terminal.type('灰鲸')
  await terminal.type('"""')
  await terminal.shows(wordsOf('scope/ask-project'))

  await terminal.press('C-d')
  await terminal.shows('exit code 0')
  expect(await place.ownHomes()).toEqual([])
})
