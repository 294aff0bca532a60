import { StoreError } from '../../src/errors.ts'
import { openLevelStore } from '../../src/store/level-store.ts'

const { DIR = '', KEY = '' } = process.env

try {
  await openLevelStore({ dir: DIR, key: Buffer.from(KEY, 'hex'), now: 0 })
  console.log('open')
  setInterval(() => {}, 60_000)
} catch (error) {
  console.log(error instanceof StoreError ? error.code : String(error))
}
