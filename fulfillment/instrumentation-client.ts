export {}

declare global {
  // zod's own settings, which every copy of it shares: `z.config()` writes them here.
  var __zod_globalConfig: { jitless?: boolean } | undefined
}

/*
 * Runs before anything else of a page. zod compiles its schemas with `new Function` unless it is configured not to; our
 * Content-Security-Policy refuses that, and reports the attempt. Only the studio and the warehouse load zod in a browser, so
 * this sets what `z.config({ jitless: true })` would, without importing it into the shop's pages.
 */
globalThis.__zod_globalConfig = { jitless: true }
