import { Scenes, session, Telegraf, Telegram } from 'telegraf'
import { QUESTIONS } from './questions.mjs'

/** Telegraf's wizard, its session kept as JSON between turns. */
export function createForm() {
  const bot = new Telegraf('1:bench')
  bot.botInfo = { id: 1, is_bot: true, first_name: 'bench', username: 'bench' }
  let said = []
  // Telegraf makes a client for each update, so the wire is cut in all of them.
  Telegram.prototype.callApi = async (method, payload) => {
    if (method === 'sendMessage') said.push(payload.text)
    return { message_id: 1 }
  }
  const wizard = new Scenes.WizardScene(
    'form',
    ...QUESTIONS.map((question, index) => async (context) => {
      if (index > 0) context.wizard.state[index - 1] = context.message.text
      await context.reply(question)
      return context.wizard.next()
    }),
    async (context) => {
      context.wizard.state[QUESTIONS.length - 1] = context.message.text
      await context.reply('done')
      return context.scene.leave()
    },
  )
  const kept = new Map()
  const store = {
    get: (key) => (kept.has(key) ? JSON.parse(kept.get(key)) : undefined),
    set: (key, value) => void kept.set(key, JSON.stringify(value)),
    delete: (key) => void kept.delete(key),
  }
  bot.use(session({ store }))
  bot.use(new Scenes.Stage([wizard]).middleware())
  bot.on('message', (context) => context.scene.enter('form'))
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
