import { existsSync } from 'node:fs'
import { mkdtemp, chmod, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { branchNames } from '@/lib/config/branch-names'
import { sign } from '@/local/qstash/delivery'
import { findBrowser } from '../support/browser'
import { cloneRepository } from './repository'
import { shopAt } from './shop'

// `npm run previews:test`: two branches with different schemas, built and served at once on this machine. What happens in
// one must change nothing in the other, and everything must work in both.

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ONE = 'main-copy'
const TWO = 'feature/new-cart'
const MINUTES = 60_000

const folder = await mkdtemp(path.join(tmpdir(), 'fiftyone-previews-'))
await chmod(folder, 0o755)
const clone = path.join(folder, 'clone')
let repository: Awaited<ReturnType<typeof cloneRepository>>
let one: ReturnType<typeof shopAt>
let two: ReturnType<typeof shopAt>

const dataOf = async (branch: string) =>
  (await repository.list()).find((preview) => preview.branch === branch)?.data ?? ''

beforeAll(async () => {
  repository = await cloneRepository(ROOT, clone)
  repository.git('checkout', '--quiet', '-B', ONE)
  repository.addColumn(TWO, 'note')
  await repository.preview(ONE)
  // Checked out, with a file that is not committed: neither stands in the way.
  await repository.preview(TWO)
  one = shopAt(await dataOf(ONE))
  two = shopAt(await dataOf(TWO))
}, 40 * MINUTES)

afterAll(async () => {
  for (const branch of [ONE, TWO]) await repository?.preview('--remove', branch).catch(() => undefined)
  await rm(folder, { recursive: true, force: true })
}, 5 * MINUTES)

test('both run, each at an address of its own, and the list says which commit of what', async () => {
  const list = await repository.list()
  expect(list.map(({ branch, state, behind }) => ({ branch, state, behind }))).toEqual([
    { branch: TWO, state: 'running', behind: 0 },
    { branch: ONE, state: 'running', behind: 0 },
  ])
  expect(new Set(list.map(({ url }) => url)).size).toBe(2)
})

test('each has the schema of its branch', async () => {
  const column = `SELECT column_name FROM information_schema.columns WHERE table_name = 'Product' AND column_name = 'note'`
  expect(await one.query('shop', column)).toHaveLength(0)
  expect(await two.query('shop', column)).toHaveLength(1)
})

test('each says on its pages which branch it is, and asks search engines to stay away', async () => {
  for (const [shop, branch] of [
    [one, ONE],
    [two, TWO],
  ] as const) {
    for (const page of ['/', '/checkout', '/p/arc-table-lamp']) {
      const answer = await fetch(`${shop.app}${page}`)
      expect(answer.headers.get('x-robots-tag')).toContain('noindex')
      expect((await answer.text()).replaceAll('<!-- -->', '')).toContain(`Preview of ${branch}`)
    }
    expect(await (await fetch(`${shop.app}/robots.txt`)).text()).toMatch(/Disallow: \/$/m)
  }
})

test('no address and no secret of one is the other’s', () => {
  const alike = /^(OIDC_CLIENT_ID|STRIPE_(SECRET|PUBLISHABLE)_KEY|DEPLOYMENT)$/
  const shared = Object.keys(one.env).filter((name) => !alike.test(name) && one.env[name] === two.env[name])
  expect(shared).toEqual([])
  expect(one.env['DEPLOYMENT']).toBe('preview')
})

test('buying in one ships it there, and changes nothing in the other: database, Redis, bus, payments', async () => {
  for (const [buyer, bystander] of [
    [one, two],
    [two, one],
  ] as const) {
    const before = await bystander.everything()
    const number = await buyer.buy('RDG-SND')
    await expect
      .poll(() => buyer.query('fulfillment', `SELECT 1 FROM "Shipment" WHERE "orderNumber" = '${number}'`), {
        timeout: 30_000,
      })
      .toHaveLength(1)
    // Delivered, taken, and no longer waiting: the webhook works.
    await expect
      .poll(
        async () => (await buyer.listed('/v1/events?type=payment_intent.succeeded'))[0]?.pending_webhooks,
        { timeout: 30_000 },
      )
      .toBe(0)
    await expect
      .poll(() => buyer.query('shop', `SELECT 1 FROM "OutboxEvent" WHERE "acknowledgedAt" IS NULL`), {
        timeout: 30_000,
      })
      .toHaveLength(0)
    expect(await bystander.everything()).toEqual(before)
    expect((await bystander.call(`/api/orders/${number}`)).status).toBe(404)
  }
})

test('a webhook, a message and a job of one are refused by the other', async () => {
  const before = await two.everything()
  const payload = JSON.stringify({
    id: 'evt_x',
    object: 'event',
    type: 'payment_intent.succeeded',
    data: { object: { id: 'pi_x', object: 'payment_intent' } },
  })
  const sdk = new Stripe('sk_test_x', { telemetry: false })
  const signature = sdk.webhooks.generateTestHeaderString({
    payload,
    secret: one.env['STRIPE_WEBHOOK_SECRET'] ?? '',
  })
  const post = async (route: string, body: string, headers: Record<string, string>) =>
    (await fetch(`${two.app}${route}`, { method: 'POST', body, headers })).status
  expect(await post('/api/webhooks/stripe', payload, { 'stripe-signature': signature })).toBe(400)
  const bus = sign(
    one.env['QSTASH_CURRENT_SIGNING_KEY'] ?? '',
    `${two.app}/api/fulfillment/events`,
    Buffer.from('{}'),
    Date.now(),
  )
  expect(await post('/api/fulfillment/events', '{}', { 'upstash-signature': bus })).toBe(401)
  const cron = { authorization: `Bearer ${one.env['CRON_SECRET']}` }
  expect(await post('/api/jobs/relay-outbox', '', cron)).toBe(401)
  expect(await two.everything()).toEqual(before)
})

test(
  'one browser signs in to both at once, as two people, and neither session counts in the other',
  async () => {
    const { executablePath, args } = await findBrowser()
    const browser = await chromium.launch({ executablePath, args })
    try {
      const page = await (await browser.newContext()).newPage()
      const signIn = async (shop: typeof one, person: RegExp) => {
        await page.goto(`${shop.app}/account`)
        await page.getByRole('button', { name: 'Sign in' }).click()
        await page.getByRole('button', { name: person }).click()
        await page.waitForURL(`${shop.app}/account`)
      }
      const who = async (shop: typeof one) => {
        await page.goto(`${shop.app}/api/auth/session`)
        return JSON.parse((await page.textContent('body')) ?? '{}').user?.name
      }
      await signIn(one, /Continue as Sam/)
      expect(await who(two)).toBeUndefined()
      await signIn(two, /Continue as Wanda/)
      expect([await who(one), await who(two)]).toEqual(['Sam Shopper', 'Wanda Warehouse'])

      // The session of one, under the name that the other reads: signed by another secret.
      const cookies = await page.context().cookies()
      const named = (shop: typeof one) =>
        cookies.find(
          ({ name }) =>
            name === `next-auth.session-token-${branchNames(shop.env['PREVIEW_BRANCH'] ?? '').slug}`,
        )
      expect(named(one)?.value).toBeTruthy()
      const forged = { cookie: `${named(one)?.name}=${named(two)?.value}` }
      expect(await (await fetch(`${one.app}/api/auth/session`, { headers: forged })).json()).toEqual({})

      // A role that is revoked at one's auth server stays at the other's.
      const roles = async (shop: typeof one) =>
        (
          (await (await fetch(`${shop.env['OIDC_ISSUER']}/_local/people`)).json()) as {
            email: string
            roles: string[]
          }[]
        ).find(({ email }) => email === 'warehouse@example.com')?.roles
      await fetch(`${one.env['OIDC_ISSUER']}/_local/people/warehouse@example.com`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ roles: ['shopper'] }),
      })
      expect([await roles(one), await roles(two)]).toEqual([['shopper'], ['shopper', 'warehouse']])
    } finally {
      await browser.close()
    }
  },
  5 * MINUTES,
)

test(
  'a branch that has moved on is said to, moves on when asked, migrates, and keeps its orders',
  async () => {
    const orders = async () =>
      (
        await one.query<{ number: string }>(
          'shop',
          `SELECT number FROM "Order" WHERE status = 'PAID' ORDER BY 1`,
        )
      ).map(({ number }) => number)
    const before = await orders()
    const others = await two.everything()
    expect(before.length).toBeGreaterThan(0)
    repository.git('checkout', '--quiet', ONE)
    repository.addColumn(ONE, 'motto')
    expect((await repository.list()).find(({ branch }) => branch === ONE)?.behind).toBe(1)
    await repository.preview(ONE)
    one = shopAt(await dataOf(ONE))
    expect(await orders()).toEqual(before)
    expect(
      await one.query(
        'shop',
        `SELECT 1 FROM information_schema.columns WHERE table_name = 'Product' AND column_name = 'motto'`,
      ),
    ).toHaveLength(1)
    await one.buy('RDG-SND')
    expect(await two.everything()).toEqual(others)
  },
  30 * MINUTES,
)

test(
  'stopping keeps the data; removing takes everything of one and nothing of the other',
  async () => {
    await repository.preview('--stop', ONE)
    const stopped = (await repository.list()).find(({ branch }) => branch === ONE)
    expect(stopped?.state).toBe('stopped')
    await expect(fetch(one.app)).rejects.toThrow()
    expect(existsSync(stopped?.data ?? '')).toBe(true)
    await repository.preview('--remove', ONE)
    expect((await repository.list()).map(({ branch }) => branch)).toEqual([TWO])
    expect(existsSync(stopped?.data ?? '')).toBe(false)
    // What is left: the clone itself, and the other branch.
    expect(repository.git('worktree', 'list').trim().split('\n')).toHaveLength(2)
    expect(repository.git('branch', '--list', ONE)).toContain(ONE)
    expect((await fetch(two.app)).status).toBe(200)
  },
  5 * MINUTES,
)

test('what cannot be previewed is refused in words', async () => {
  await expect(repository.preview('no-such-branch')).rejects.toThrow(/There is no branch "no-such-branch"/)
  await expect(repository.preview('--remove', 'no-such-branch')).rejects.toThrow(/There is no preview of/)
  await expect(repository.preview('--port', '0', TWO)).rejects.toThrow(/is no port/)
})
