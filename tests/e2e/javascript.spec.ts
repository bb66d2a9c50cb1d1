import { scriptsOf } from '../support/page-scripts'
import { stack } from './support/stack'
import { expect, test } from './support/test'

/** Gzipped bytes of the scripts that a page loads at most: a little above what they weigh (docs/decisions/0032). */
const BUDGETS = {
  '/': 166_000,
  '/p/arc-table-lamp': 169_000,
  '/c/lighting': 167_000,
  '/search?q=lamp': 167_000,
  '/cart': 164_000,
  '/checkout': 180_000,
  '/account': 152_000,
}

for (const [path, budget] of Object.entries(BUDGETS)) {
  test(`${path} loads at most ${budget / 1000} kB of JavaScript, and no zod`, async ({}, testInfo) => {
    const scripts = await scriptsOf(stack.app + path)
    const bytes = scripts.reduce((sum, { gzipped }) => sum + gzipped, 0)
    testInfo.annotations.push({ type: 'gzipped bytes', description: String(bytes) })
    expect(bytes, 'scripts were found').toBeGreaterThan(50_000)
    expect(bytes).toBeLessThanOrEqual(budget)
    const withZod = scripts.filter(({ source }) => source.includes('ZodError'))
    expect(withZod.map(({ url }) => url)).toEqual([])
  })
}

test('the studio loads zod, so the words that the budget looks for are those of zod', async () => {
  const scripts = await scriptsOf(`${stack.app}/studio`)
  expect(scripts.some(({ source }) => source.includes('ZodError'))).toBe(true)
})
