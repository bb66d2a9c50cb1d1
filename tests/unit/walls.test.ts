import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ESLint } from 'eslint'
import { expect, test } from 'vitest'
import { CONTEXTS } from '../../eslint.config.mjs'

const eslint = new ESLint()

async function breaches(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.resolve(file) })
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId === 'boundaries/dependencies')
    .map(({ message }) => message)
}

test.each([
  ['core imports nothing of ours', 'lib/core/x.ts', "import '../config/server'"],
  ['a context reaches behind another’s surface', 'lib/checkout/x.ts', "import '../orders/store'"],
  ['a context uses one it may not', 'lib/catalog/x.ts', "import '../cart/schema'"],
  ['orders must not know checkout', 'lib/orders/x.ts', "import '../checkout/schema'"],
  ['fulfillment imports the shop', 'lib/fulfillment/x.ts', "import '../orders/schema'"],
  ['a rule touches the database', 'lib/cart/rules/x.ts', "import '../../infra/db/shop'"],
  ['a component touches the server', 'components/cart/x.tsx', "import '@/lib/orders'"],
  ['a component reads the settings', 'components/cart/x.tsx', "import '@/lib/config/server'"],
  ['app touches infra', 'app/api/x/route.ts', "import '@/lib/infra/db/shop'"],
  ['app reaches behind a context’s surface', 'app/api/x/route.ts', "import '@/lib/orders/store'"],
  ['the product imports a stand-in', 'lib/infra/stripe/x.ts', "import '../../../local/stripe'"],
])('%s: refused', async (_, file, code) => {
  expect(await breaches(file, code)).toHaveLength(1)
})

test.each([
  ['lib/checkout/x.ts', "import '../orders'"],
  ['lib/cart/rules/x.ts', "import '../schema'"],
  ['components/cart/x.tsx', "import '@/lib/cart/schema'"],
  ['components/ui/x.tsx', "import '@/lib/config/public'"],
  ['app/api/x/route.ts', "import '@/lib/checkout'"],
  ['lib/fulfillment/x.ts', "import '../events/contract'"],
])('%s: %s is allowed', async (file, code) => {
  expect(await breaches(file, code)).toEqual([])
})

test('ARCHITECTURE.md prints the table that the linter enforces', () => {
  const page = readFileSync('ARCHITECTURE.md', 'utf8').replace(/ +/g, ' ')
  for (const [context, uses] of Object.entries(CONTEXTS)) {
    expect(page).toContain(`| ${context} | ${uses.join(', ') || '–'} |`)
  }
})
