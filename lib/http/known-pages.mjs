/**
 * Paths that proxy.ts has just found to be pages. The server's entry looks here too and tells Next by a header, so that a
 * page which is there costs no proxy. Plain JavaScript: the entry runs before anything is compiled.
 */

/** Written by the entry alone, over whatever a caller sent: proxy.ts need not look the page up. */
export const KNOWN_PAGE_HEADER = 'x-page-known'

/** For so long a page that was there is taken to be there: until then Next's own copy is right about it. */
export const KEEP_MS = 10_000
const MOST_KEPT = 20_000
const SHARED = Symbol.for('fiftyone.known-pages')

/** @returns {Map<string, number>} path → until when (ms since the epoch) */
const kept = () => {
  const map = Reflect.get(globalThis, SHARED) ?? new Map()
  Reflect.set(globalThis, SHARED, map)
  return map
}

/** @param {string} path of a page that exists: made-up ones would push these out */
export function rememberPage(path, now = Date.now()) {
  const pages = kept()
  pages.delete(path)
  pages.set(path, now + KEEP_MS)
  if (pages.size > MOST_KEPT) pages.delete(pages.keys().next().value)
}

/** @param {string} path */
export const isPageKnown = (path, now = Date.now()) => (kept().get(path) ?? 0) > now
