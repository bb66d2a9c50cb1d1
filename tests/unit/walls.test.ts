import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ESLint } from 'eslint'
import { expect, test } from 'vitest'
import { CONTEXTS } from '../../eslint.config.mjs'
import { untypedEslint } from '../support/untyped-eslint'

/** The rules that refuse a code in a file, and why. */
async function refusals(file: string, code: string, eslint = untypedEslint): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.resolve(file) })
  const ours = (result?.messages ?? []).filter(({ ruleId }) => ruleId !== '@typescript-eslint/no-unused-vars')
  return ours.map(({ ruleId, message }) => `${ruleId ?? 'failed'}: ${message}`)
}

async function breaches(file: string, code: string): Promise<string[]> {
  return (await refusals(file, code)).filter((refusal) => refusal.startsWith('boundaries/dependencies'))
}

test.each([
  ['core imports nothing of ours', 'lib/core/x.ts', "import '../config/shop/server'"],
  ['a context reaches behind another’s surface', 'lib/checkout/x.ts', "import '../orders/store'"],
  ['a context uses one it may not', 'lib/catalog/x.ts', "import '../cart/schema'"],
  ['orders must not know checkout', 'lib/orders/x.ts', "import '../checkout/schema'"],
  ['fulfillment imports the shop', 'lib/fulfillment/x.ts', "import '../orders/schema'"],
  ['a rule touches the database', 'lib/cart/rules/x.ts', "import '../../infra/db/shop'"],
  ['a component touches the server', 'components/cart/x.tsx', "import '@/lib/orders'"],
  ['a component reads the settings', 'components/cart/x.tsx', "import '@/lib/config/shop/server'"],
  ['app touches infra', 'app/api/x/route.ts', "import '@/lib/infra/db/shop'"],
  ['app reaches behind a context’s surface', 'app/api/x/route.ts', "import '@/lib/orders/store'"],
  ['the product imports a stand-in', 'lib/infra/stripe/x.ts', "import '../../../local/stripe'"],
  ['fulfillment takes the shop’s events', 'lib/fulfillment/x.ts', "import '../events/shop'"],
  ['fulfillment reads the shop’s settings', 'lib/fulfillment/x.ts', "import '../config/shop/server'"],
  ['fulfillment opens the shop’s database', 'lib/fulfillment/x.ts', "import '../infra/db/shop'"],
  [
    'a warehouse route asks as the shop does',
    'app/api/fulfillment/x/route.ts',
    "import '@/lib/http/shop/route'",
  ],
  ['a warehouse route knows shoppers', 'app/api/fulfillment/x/route.ts', "import '@/lib/shopper'"],
  [
    'a warehouse page shows a part of the shop',
    'app/(warehouse)/x.tsx',
    "import '@/components/cart/cart-lines'",
  ],
  ['a warehouse component knows orders', 'components/warehouse/x.tsx', "import '@/lib/orders/schema'"],
  ['a shared component knows products', 'components/ui/x.tsx', "import '@/lib/catalog/schema'"],
  ['a shared file of HTTP leads to the shop', 'lib/http/answer.ts', "import './shop/route'"],
  ['a shared file of events leads to the shop', 'lib/events/relay.ts', "import './shop/relay-outbox'"],
  ['stock knows pages', 'lib/inventory/x.ts', "import '../revalidation'"],
  [
    'stock reads the catalogue’s tables through its surface',
    'lib/inventory/x.ts',
    "import '../catalog/store'",
  ],
  ['the catalogue knows pages', 'lib/catalog/x.ts', "import '../revalidation/manifest'"],
  ['the bus leads to the shop’s database', 'lib/infra/bus/x.ts', "import '../db/shop'"],
  ['sign-in leads to shoppers', 'lib/auth/x.ts', "import '../shopper'"],
])('%s: refused', async (_, file, code) => {
  expect(await breaches(file, code)).toHaveLength(1)
})

test.each([
  ['lib/checkout/x.ts', "import '../orders'"],
  ['lib/revalidation/x.ts', "import '../inventory/announcements'"],
  ['lib/publishing/x.ts', "import '../revalidation'"],
  ['lib/cart/rules/x.ts', "import '../schema'"],
  ['components/cart/x.tsx', "import '@/lib/cart/schema'"],
  ['components/ui/x.tsx', "import '@/lib/config/public'"],
  ['app/api/x/route.ts', "import '@/lib/checkout'"],
  ['lib/fulfillment/x.ts', "import '../events/contract'"],
  ['lib/fulfillment/x.ts', "import '../events/exchange'"],
  ['app/api/fulfillment/x/route.ts', "import '@/lib/http/answer'"],
  ['app/(warehouse)/x.tsx', "import '@/app/globals.css'"],
  ['lib/shopper/x.ts', "import '../auth'"],
])('%s: %s is allowed', async (file, code) => {
  expect(await breaches(file, code)).toEqual([])
})

test.each([
  ['a context reads the environment', 'lib/cart/x.ts', 'export const x = process.env.X', 'lib/config reads'],
  [
    'a page reads the environment',
    'app/(shop)/x.tsx',
    "export const x = process.env['X']",
    'lib/config reads',
  ],
  [
    'a component reads the environment',
    'components/cart/x.ts',
    'const { X } = process.env',
    'lib/config reads',
  ],
  ['a context knows Next', 'lib/cart/x.ts', "import { after } from 'next/server'", 'know nothing of Next'],
  ['infra knows Next', 'lib/infra/db/x.ts', "import { headers } from 'next/headers'", 'know nothing of Next'],
  ['a use case asks in its transaction', 'lib/cart/x.ts', 'tx.cart.findMany()', 'ask a database'],
  ['a use case asks the pool', 'lib/cart/x.ts', 'shopDb().cart.findMany()', 'ask a database'],
  [
    'a use case of the warehouse asks',
    'lib/fulfillment/x.ts',
    'fulfillmentDb().$queryRaw`x`',
    'ask a database',
  ],
  ['a use case writes SQL', 'lib/cart/x.ts', 'handle.$executeRaw`x`', 'ask a database'],
  ['HTTP asks the database', 'lib/http/shop/x.ts', 'shopDb().limitCount.count()', 'ask a database'],
])('%s: refused', async (_, file, code, reason) => {
  expect(await refusals(file, code)).toEqual(expect.arrayContaining([expect.stringContaining(reason)]))
})

test.each([
  ['lib/config/x.ts', 'export const x = process.env.X'],
  ['scripts/x.ts', 'export const x = process.env.X'],
  ['lib/http/x.ts', "export { NextResponse } from 'next/server'"],
  ['lib/cart/x-store.ts', 'export const x = (tx: X) => tx.cart.findMany()'],
  ['lib/cart/x.ts', 'export const x = () => shopTransaction((tx) => carts.find(tx))'],
])('%s: %s is allowed', async (file, code) => {
  expect(await refusals(file, code)).toEqual([])
})

/** Rules that need types judge a code in the place of a file that is there. */
const typed = new ESLint()

test.each([
  ['a promise is forgotten', 'no-floating-promises', 'async function save() {}\nsave()'],
  [
    'a promise is taken for a condition',
    'no-misused-promises',
    'const isNew = async () => true\nexport const x = isNew() ? 1 : 2',
  ],
  [
    'a switch misses a case',
    'switch-exhaustiveness-check',
    "export function f(x: 'a' | 'b') {\n  switch (x) {\n    case 'a':\n      return 1\n  }\n}",
  ],
])('%s: refused', { timeout: 60_000 }, async (_, rule, code) => {
  const found = await refusals('lib/core/ids.ts', code, typed)
  expect(found).toEqual([expect.stringContaining(`@typescript-eslint/${rule}`)])
})

test('ARCHITECTURE.md prints the table that the linter enforces', () => {
  const page = readFileSync('ARCHITECTURE.md', 'utf8').replace(/ +/g, ' ')
  for (const [context, uses] of Object.entries(CONTEXTS)) {
    expect(page).toContain(`| ${context} | ${uses.join(', ') || '–'} |`)
  }
})
