import type { Store } from '../../src/store/port.ts'

/** The same store, with some methods of its own. */
export function changedStore(store: Store, changes: Partial<Store>): Store {
  return new Proxy(store, {
    get(target, name: keyof Store) {
      const member = changes[name] ?? target[name]
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}
