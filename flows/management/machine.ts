import { adviceFlow } from '../shared/advice.ts'

/** Managing information: where the project stands decides what to do first. */
export const management = adviceFlow(
  {
    topic: 'management',
    questionId: 'stage',
    page: 'management/ask-stage',
    fits: {
      received: ['management.classify', 'management.access'],
      together: ['management.access', 'management.classify'],
      finished: ['management.cleanup', 'tools.backup'],
    },
    otherwise: ['management.classify', 'management.cleanup', 'management.access'],
  },
  1,
)
