import { conversations, createConversation } from '@grammyjs/conversations'
import { Bot } from 'grammy'
import { QUESTIONS } from './questions.mjs'

/** grammY's conversations, which replay what happened so far; the log is kept as JSON between turns. */
export function createForm() {
  let said = []
  const answer = JSON.stringify({ ok: true, result: { message_id: 1, date: 0, chat: { id: 1, type: 'private' } } })
  const fetch = async (_url, { body }) => {
    said.push(JSON.parse(body).text)
    return { json: async () => JSON.parse(answer) }
  }
  const botInfo = { id: 1, is_bot: true, first_name: 'bench', username: 'bench' }
  const bot = new Bot('1:bench', { botInfo, client: { fetch } })
  const kept = new Map()
  const adapter = {
    read: (key) => (kept.has(key) ? JSON.parse(kept.get(key)) : undefined),
    write: (key, value) => void kept.set(key, JSON.stringify(value)),
    delete: (key) => void kept.delete(key),
  }
  bot.use(conversations({ storage: { type: 'key', getStorageKey: (context) => String(context.chatId), adapter } }))
  bot.use(
    createConversation(async (conversation, context) => {
      const answers = []
      for (const question of QUESTIONS) {
        await context.reply(question)
        answers.push((await conversation.waitFor('message:text')).message.text)
      }
      await context.reply('done')
    }, 'form'),
  )
  bot.on('message', (context) => context.conversation.enter('form'))
  let id = 0
  return {
    async turn(person, text) {
      said = []
      const from = { id: Number(person.slice(1)) + 10, is_bot: false, first_name: 'p' }
      const chat = { ...from, type: 'private' }
      await bot.handleUpdate({ update_id: ++id, message: { message_id: id, date: 0, text, from, chat } })
      return said.join('\n')
    },
  }
}
