import { BotAdapter, ConversationState, MemoryStorage, TurnContext } from 'botbuilder'
import { DialogSet, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs'
import { QUESTIONS } from './questions.mjs'

/** Bot Framework as its documentation shows it: text prompts in a waterfall, state written at the end of each turn. */
class Wire extends BotAdapter {
  said = []
  async sendActivities(_context, activities) {
    for (const { text } of activities) if (text) this.said.push(text)
    return activities.map((_, index) => ({ id: String(index) }))
  }
  async receive(activity, logic) {
    const context = new TurnContext(this, activity)
    await this.runMiddleware(context, logic)
  }
}

export function createForm() {
  const adapter = new Wire()
  const state = new ConversationState(new MemoryStorage())
  const dialogs = new DialogSet(state.createProperty('dialog'))
  dialogs.add(new TextPrompt('text'))
  dialogs.add(
    new WaterfallDialog('form', [
      ...QUESTIONS.map((question, index) => async (step) => {
        if (index > 0) step.values[index - 1] = step.result
        return step.prompt('text', question)
      }),
      async (step) => {
        await step.context.sendActivity('done')
        return step.endDialog(step.values)
      },
    ]),
  )
  let id = 0
  return {
    async turn(person, text) {
      adapter.said = []
      const activity = {
        ...{ type: 'message', id: String(id++), text, channelId: 'bench', serviceUrl: '', locale: 'zh' },
        ...{ conversation: { id: person }, from: { id: person }, recipient: { id: 'bot' } },
      }
      await adapter.receive(activity, async (context) => {
        const dialog = await dialogs.createContext(context)
        const result = await dialog.continueDialog()
        if (result.status === 'empty') await dialog.beginDialog('form')
        await state.saveChanges(context)
      })
      return adapter.said.join('\n')
    },
  }
}
