/** What is searched for at most; the rest of a longer query is not read. */
export const MAX_QUERY_LENGTH = 80

/**
 * A query as it is shown, cached and searched: one space between words, none around, no control characters, at most
 * MAX_QUERY_LENGTH characters, never half of one. Doing it twice changes nothing.
 */
export function normalizeQuery(said: string): string {
  const clean = said
    // More than this is never read; the limit spares a megabyte the work that follows.
    .slice(0, MAX_QUERY_LENGTH * 8)
    .toWellFormed()
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\uFFFD]+/gu, ' ')
    .trim()
  return Array.from(clean).slice(0, MAX_QUERY_LENGTH).join('').trim()
}
