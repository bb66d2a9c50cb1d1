/** The orders of a search. */
export const SORTS = ['relevance', 'newest', 'price-up', 'price-down'] as const
export type Sort = (typeof SORTS)[number]
