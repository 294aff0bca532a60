import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import * as PUPPET from 'wechaty-puppet'
import { qrcodePrinter } from '../../src/channel/qr.ts'

const { ScanStatus } = PUPPET.types

function printer() {
  const output = new PassThrough()
  const print = qrcodePrinter(output)
  return { print, read: () => String(output.read() ?? '') }
}

test('a login code is drawn here, with what to do', () => {
  const { print, read } = printer()
  print('http://weixin.qq.com/x/abc', ScanStatus.Waiting)
  const drawn = read()
  expect(drawn).toMatch(/[▀▄█]{10}/)
  expect(drawn).toContain('扫码')
  expect(drawn).not.toContain('http')
})

test('the same code is not drawn twice, a new one is', () => {
  const { print, read } = printer()
  print('http://weixin.qq.com/x/abc', ScanStatus.Waiting)
  read()
  print('http://weixin.qq.com/x/abc', ScanStatus.Waiting)
  expect(read()).toBe('')
  print('http://weixin.qq.com/x/def', ScanStatus.Waiting)
  expect(read()).toContain('█')
})

test('after the scan only a line is said', () => {
  const { print, read } = printer()
  print('http://weixin.qq.com/x/abc', ScanStatus.Waiting)
  read()
  print('http://weixin.qq.com/x/abc', ScanStatus.Scanned)
  expect(read()).toBe('已扫码,请在手机上点确认。\n')
})
