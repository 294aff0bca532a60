import { expect, test } from 'vitest'
import { plainText } from '../../src/channel/plain-text.ts'
import { eightTimes, processorTime } from '../conversation/processor-time.ts'

test.each([
  ['a &lt;b&gt; &quot;c&quot; &amp; d&#39;s&nbsp;e', 'a <b> "c" & d\'s e'],
  ['一<br/>二<br>三<BR />四', '一\n二\n三\n四'],
  ['&#x4fdd;&#23494;', '保密'],
  ['好<span class="emoji emoji1f604"></span>', '好😄'],
  ['<img class="qqemoji qqemoji13" text="[呲牙]_web" src="/zh_CN/htmledition/v2/images/spacer.gif">好', '[呲牙]好'],
  ['&amp;lt;', '&lt;'],
  ['&lt;br/&gt;', '<br/>'],
  ['<IMG CLASS="qqemoji" text="[OK]">好', '[OK]好'],
  ['<img class="photo" text="[呲牙]">好', '<img class="photo" text="[呲牙]">好'],
  ['<img class="emoji" text="a" 没有完', '<img class="emoji" text="a" 没有完'],
  ['&#55357; &#xdc00; &#xD800;', '&#55357; &#xdc00; &#xD800;'],
  ['&unknown; &#0; &#x110000; 1 < 2 & 3', '&unknown; &#0; &#x110000; 1 < 2 & 3'],
])('%s reads %s', (raw, text) => {
  expect(plainText(raw)).toBe(text)
})

test.each([
  ['a picture that does not end', '<img class="', 'emoji'],
  ['pictures that do not end', '', '<img class="emoji" text="a"'],
  ['line breaks that do not end', '', '<br '],
  ['entities that do not end', '', '&#123'],
])('%s takes no longer a character when it is long', (_, before, piece) => {
  const timeOf = (times: number): number => processorTime(() => plainText(before + piece.repeat(times)))
  expect(timeOf(8 * 4_000)).toBeLessThan(eightTimes(timeOf(4_000)))
})
