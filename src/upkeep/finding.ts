/** What the doctor found. `good`: nothing to do; `note`: the operator may want to know; `bad`: to be mended. */
export interface Finding {
  readonly level: 'good' | 'note' | 'bad'
  readonly text: string
}

export const good = (text: string): Finding => ({ level: 'good', text })
export const note = (text: string): Finding => ({ level: 'note', text })
export const bad = (text: string): Finding => ({ level: 'bad', text })
