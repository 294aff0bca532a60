import { adviceFlow } from '../shared/advice.ts'

/** Summary and learning: a reason first, or a way to learn first. */
export const growth = adviceFlow(
  {
    topic: 'growth',
    questionId: 'aim',
    page: 'growth/ask-aim',
    fits: {
      why: ['growth.principles', 'growth.training'],
      learn: ['growth.training', 'growth.principles'],
    },
    otherwise: ['growth.principles', 'growth.training'],
  },
  1,
)
