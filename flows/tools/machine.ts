import { adviceFlow } from '../shared/advice.ts'

/** Safe tools: what the person is about to do decides which measure comes first. */
export const tools = adviceFlow(
  {
    topic: 'tools',
    questionId: 'need',
    page: 'tools/ask-need',
    fits: {
      send: ['tools.encrypt', 'tools.choose'],
      talk: ['tools.choose', 'tools.public'],
      outside: ['tools.public', 'tools.encrypt'],
      backup: ['tools.backup', 'management.cleanup'],
      device: ['tools.update', 'tools.backup'],
    },
    otherwise: ['tools.choose', 'tools.backup', 'tools.update', 'tools.public', 'tools.encrypt'],
  },
  1,
)
