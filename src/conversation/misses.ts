/** After so many misses in a row the question is shown as nothing but what can be chosen, with numbers. */
export const SHOWN_WITH_NUMBERS = 2
