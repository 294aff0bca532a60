import type { ListItem, PhrasingContent, RootContent } from 'mdast'

/** A Markdown construct that WeChat cannot show. */
export class UnsupportedMarkdown extends Error {
  readonly line: number

  constructor(type: string, line: number) {
    super(`微信里显示不了这种写法(${type}),只用段落、列表、**加粗** 和 ---`)
    this.line = line
  }
}

/**
 * Turns Markdown blocks into the text of one bubble: WeChat shows plain text, so emphasis marks go and list marks
 * become a dot or a number. A line break in the source is a line break on the phone.
 */
export function plainText(nodes: readonly RootContent[]): string {
  return nodes.map(block).join('\n')
}

function block(node: RootContent): string {
  switch (node.type) {
    case 'paragraph':
    case 'heading': {
      const text = node.children.map(inline).join('')
      const line = node.position?.start.line ?? 1
      if (/^\s*\|.*\|\s*$/mu.test(text)) throw new UnsupportedMarkdown('表格', line)
      if (text.includes('**')) throw new UnsupportedMarkdown('** 没有成对,或挨着标点,加粗没生效', line)
      return text
    }
    case 'list': {
      const start = node.start ?? 1
      return node.children
        .map((item, index) => (node.ordered ? `${start + index}. ` : '· ') + listItem(item))
        .join('\n')
    }
    default:
      throw new UnsupportedMarkdown(node.type, node.position?.start.line ?? 1)
  }
}

function listItem(item: ListItem): string {
  return item.children.map(block).join('\n')
}

function inline(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
      return node.value
    case 'inlineCode':
      return node.value
    case 'break':
      return '\n'
    case 'strong':
    case 'emphasis':
      return node.children.map(inline).join('')
    default:
      throw new UnsupportedMarkdown(node.type, node.position?.start.line ?? 1)
  }
}
