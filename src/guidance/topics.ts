/**
 * The seven topics of the guidance, in the order of the outline and of the menu.
 * The order is part of what the user sees: topic "3" is the third of this list.
 */
export const TOPICS = ['scope', 'nda', 'tools', 'management', 'trust', 'complaint', 'growth'] as const

export type TopicId = (typeof TOPICS)[number]

/**
 * The points that the guidance must make, by topic. The content is checked against this list at start,
 * so that a section lost in an edit is noticed before a user misses it.
 */
export const POINTS = {
  scope: ['scope.ask-first', 'scope.personal', 'scope.trade-secret', 'scope.project', 'scope.record'],
  nda: ['nda.binding', 'nda.definition', 'nda.obligations', 'nda.breach', 'nda.ask'],
  tools: ['tools.choose', 'tools.backup', 'tools.update', 'tools.public', 'tools.encrypt'],
  management: ['management.classify', 'management.cleanup', 'management.access'],
  trust: ['trust.attitude', 'trust.report', 'trust.transparency', 'trust.ask-feeling'],
  complaint: ['complaint.1-pause', 'complaint.2-investigate', 'complaint.3-confirmed', 'complaint.4-unfounded'],
  growth: ['growth.principles', 'growth.training'],
} as const satisfies Readonly<Record<TopicId, readonly string[]>>

export type PointId = (typeof POINTS)[TopicId][number]
