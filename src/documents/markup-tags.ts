/** Stops at the next bracket, so that broken markup costs no more than its length. */
export const TAG = /<[^<>]+>/g

/** Whether a tag opens (or is) the element of this name. */
export const isNamed = (tag: string, name: string): boolean =>
  tag.startsWith(name, 1) && /^[\s/>]$/.test(tag.charAt(name.length + 1))

export const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    .exec(tag)
    ?.slice(1)
    .find((found) => found !== undefined)

/** `w:val`, where WordprocessingML keeps most of what it says. Entities stay as they are. */
export const wordValue = (tag: string): string | undefined => attribute(tag, 'w:val')

/** `w:val` as a whole number from 0; undefined if it is none. */
export const wordNumber = (tag: string): number | undefined => {
  const text = wordValue(tag)
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined
}
