/** The six questions of the form that every contestant asks, in words; what is compared is the machinery around them. */
export const QUESTIONS = ['client?', 'project?', 'kinds?', 'first details?', 'second details?', 'who may see it?']
