/**
 * A bot by weixin-agent-sdk, run in a folder where that is installed: it says a text again, and sends a file back. What
 * it does and gets is told as JSON, a line each, after "> ".
 */
import { createHash } from 'node:crypto'
import { copyFile, readFile } from 'node:fs/promises'
import { login, start } from 'weixin-agent-sdk'

const tell = (what) => console.log(`> ${JSON.stringify(what)}`)
const log = (text) => tell({ log: text })

const accountId = await login({ log })
tell({ login: accountId })
start(
  {
    async chat({ conversationId, text, media }) {
      if (media === undefined) {
        tell({ from: conversationId, text })
        return { text: `回声：${text}` }
      }
      const { type, filePath, fileName } = media
      const hash = createHash('sha256')
        .update(await readFile(filePath))
        .digest('hex')
      tell({ from: conversationId, type, fileName, hash })
      if (type !== 'image') return { media: { type: 'file', url: filePath, fileName } }
      // By its name it is known as a picture.
      await copyFile(filePath, `${filePath}.png`)
      return { media: { type: 'image', url: `${filePath}.png` } }
    },
  },
  { log },
)
