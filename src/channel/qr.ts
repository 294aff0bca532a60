import type { Writable } from 'node:stream'
import { renderUnicodeCompact } from 'uqr'
import { ScanStatus } from 'wechaty-puppet/types'

/** What the operator has to do, by scan status. */
const HINTS: Readonly<Record<ScanStatus, string>> = {
  [ScanStatus.Unknown]: '请用要当机器人的微信号扫码登录。',
  [ScanStatus.Cancel]: '手机上取消了登录,请等新的二维码再扫一次。',
  [ScanStatus.Waiting]: '请用要当机器人的微信号扫码登录。',
  [ScanStatus.Scanned]: '已扫码,请在手机上点确认。',
  [ScanStatus.Confirmed]: '已确认,正在登录……',
  [ScanStatus.Timeout]: '二维码过期了,请等新的二维码。',
}

/**
 * Draws login codes as text, and says what to do next.
 *
 * The code is the key to the account: it is never sent to a page that would draw it. Puppets repeat the same code
 * every few seconds, and a repeated one is not drawn again. `scan` says who has to scan, where that is not the account
 * that becomes the bot.
 */
export function qrcodePrinter(
  output: Writable,
  scan: string = HINTS[ScanStatus.Waiting],
): (url: string, status: ScanStatus) => void {
  let drawn = ''
  let said: ScanStatus | undefined
  return (url, status) => {
    const waiting = status === ScanStatus.Waiting || status === ScanStatus.Unknown || status === ScanStatus.Timeout
    const fresh = waiting && url !== '' && url !== drawn
    if (!fresh && status === said) return
    said = status
    if (fresh) {
      drawn = url
      output.write(`\n${renderUnicodeCompact(url, { border: 2 })}\n`)
    }
    const isToScan = status === ScanStatus.Waiting || status === ScanStatus.Unknown
    output.write(`${isToScan ? scan : (HINTS[status] ?? scan)}\n`)
  }
}

/** The steps of a scan that another process follows, by their names. */
const STEPS: Readonly<Record<string, ScanStatus>> = {
  waiting: ScanStatus.Waiting,
  scanned: ScanStatus.Scanned,
  verify: ScanStatus.Scanned,
  confirmed: ScanStatus.Confirmed,
  expired: ScanStatus.Timeout,
}

/** The same for the steps of an invitation. */
export function scanStepPrinter(
  output: Writable,
  scan: string,
): (step: { readonly step: string; readonly url: string }) => void {
  const print = qrcodePrinter(output, scan)
  return ({ step, url }) => print(url, STEPS[step] ?? ScanStatus.Unknown)
}
