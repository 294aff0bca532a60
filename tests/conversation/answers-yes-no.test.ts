import { describe, expect, test } from 'vitest'
import { heard } from './answers-asked.ts'

type Row = [id: Parameters<typeof heard>[0], said: string, wanted: string]

describe('yes or no', () => {
  test.each([
    ['有', 'yes'],
    ['有的', 'yes'],
    ['有。', 'yes'],
    ['有!', 'yes'],
    ['有👍', 'yes'],
    ['是', 'yes'],
    ['是的', 'yes'],
    ['是啊', 'yes'],
    ['对', 'yes'],
    ['对的', 'yes'],
    ['对对对', 'yes'],
    ['嗯', 'yes'],
    ['嗯嗯', 'yes'],
    ['没错', 'yes'],
    ['没问题', '?'],
    ['好的', '?'],
    ['可以', '?'],
    ['行', '?'],
    ['OK', '?'],
    ['ｏｋ', '?'],
    ['yes', 'yes'],
    ['Y', 'yes'],
    // No numbers were shown: it may as well repeat the one before.
    ['1', 'unnumbered'],
    ['一直有', 'yes'],
    ['每周都有', 'yes'],
    ['有啊', 'yes'],
    ['有滴', 'yes'],
    ['嗯嗯嗯', 'yes'],
    ['当然有', 'yes'],
    ['从来没有', 'no'],
    ['没有过', 'no'],
    ['木有', 'no'],
    ['没有', 'no'],
    ['没有啊', 'no'],
    ['没', 'no'],
    ['没~', 'no'],
    ['没呢', 'no'],
    ['不', 'no'],
    ['不是', 'no'],
    ['不对', 'no'],
    ['不可以', '?'],
    ['还没', 'no'],
    ['no', 'no'],
    ['N', 'no'],
    ['2', 'unnumbered'],
    ['很少', 'no'],
    ['偶尔', 'no'],
    ['不确定', 'unsure'],
    ['不好说', 'unsure'],
    ['记不清', 'unsure'],
    // These must not be read as yes or no, although they begin, end or sound like it.
    ['你好', '?'],
    ['好难', '?'],
    ['好久没有了', '?'],
    ['对不起', '?'],
    ['不好意思', '?'],
    ['是不是', '?'],
    ['有没有', '?'],
    ['有吗', '?'],
    ['没有吗', '?'],
    ['行不行', '?'],
    ['可以吗', '?'],
    ['要不要', '?'],
    ['要不', '?'],
    ['不一定', '?'],
    ['不错', '?'],
    ['还行', '?'],
    ['还好', '?'],
    ['有时候', '?'],
    ['有一点', '?'],
    ['不是没有', 'yes'],
    ['不能说没有', '?'],
    ['好像有', '?'],
    ['可能有', '?'],
    ['是的没有', 'no'],
    ['没有,是的', '?'],
    ['3', '?'],
    ['👍', '?'],
    ['明天再说', '?'],
    ['有人在问', '?'],
    ['没办法', '?'],
    ['要多少钱', '?'],
    ['行业', '?'],
    ['对接人', '?'],
  ])('%s → %s', (said, wanted) => {
    expect(heard('reports', said)).toBe(wanted)
  })

  test.each([
    ['说了', 'yes'],
    ['发了', 'yes'],
    ['说过了', 'yes'],
    ['没说', 'no'],
    ['还没', 'no'],
    ['忘了', 'no'],
    ['不清楚', 'unsure'],
    ['等下说', 'no'],
    ['不想说', 'no'],
    ['明天说', 'no'],
  ])("a question's own words: %s → %s", (said, wanted) => {
    expect(heard('notice', said)).toBe(wanted)
  })

  test.each<Row>([
    ['erase', '确定删除', 'yes'],
    ['erase', '确认删除', 'yes'],
    ['erase', '不删', 'no'],
    ['erase', '别删', 'no'],
    ['erase', '不要', 'no'],
    ['erase', '不', 'no'],
    ['erase', '不确定', '?'],
    ['erase', '确定不删', 'no'],
    ['erase', '再想想', '?'],
    ['remove', '确定', 'yes'],
    ['remove', '删', 'yes'],
    ['remove', '删吧', 'yes'],
    ['remove', '不删', 'no'],
    ['remove', '先不删', 'no'],
    ['remove', '留着', 'no'],
    ['remove', '等等', '?'],
    ['remove', '不确定', '?'],
    ['remove', '别删错了', '?'],
  ])('what cannot be undone, %s: %s → %s', (id, said, wanted) => {
    expect(heard(id, said)).toBe(wanted)
  })

  test.each(['好', '嗯', '1', '保存', '存', '存档', '有', '有的', '就这些', '已经有了'])(
    '%s erases nothing',
    (said) => {
      expect(heard('erase', said)).not.toBe('yes')
      expect(heard('remove', said)).not.toBe('yes')
    },
  )

  test.each([
    ['好', 'yes'],
    ['对', 'yes'],
    ['没问题', 'yes'],
    ['确认', 'yes'],
    ['就这样', 'yes'],
    ['存档', 'yes'],
    ['不对', '?'],
    ['好像不对', '?'],
    ['等一下', '?'],
    ['你好', '?'],
  ])('the review: %s → %s', (said, wanted) => {
    expect(heard('review', said)).toBe(wanted)
  })
})
