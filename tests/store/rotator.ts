import { rotateKey } from '../../src/store/rotate-key.ts'

const { DIR = '', FROM = '', TO = '' } = process.env

console.log('begun')
const { finished } = await rotateKey({
  dir: DIR,
  from: Buffer.from(FROM, 'hex'),
  to: Buffer.from(TO, 'hex'),
  onProgress: (documents) => console.log(documents),
})
console.log(finished)
