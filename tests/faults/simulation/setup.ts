import { beforeEach, vi } from 'vitest'
import { expectConsoleError } from '../../support/console'
import { gatedFetch } from './bus-gate'

/*
 * Puts the gate between the product and the world: the Postgres driver under Prisma, the network under Stripe's SDK, and
 * fetch. Redis is away for the whole of a simulation. The vendors' clients and all else of the product run as they are.
 */

vi.mock('@prisma/adapter-pg', async (importOriginal) => {
  const { gatedAdapter } = await import('./postgres-gate')
  return {
    ...(await importOriginal<object>()),
    PrismaPg: class {
      constructor({ connectionString }: { connectionString: string }) {
        return gatedAdapter(connectionString.endsWith('_fulfillment') ? 'fulfillment' : 'shop')
      }
    },
  }
})
vi.mock('../../../lib/infra/redis/requester', () => ({
  RestRequester: class {
    request = () => Promise.reject(new Error('Redis is away'))
  },
}))
vi.mock('stripe', async (importOriginal) => {
  const { gatedStripe } = await import('./stripe-gate')
  const original = await importOriginal<typeof import('stripe')>()
  return { ...original, default: gatedStripe(original.default) }
})

Object.assign(process.env, {
  PRODUCTION_FINGERPRINTS: 'none',
  APP_URL: 'http://shop.simulation',
  QSTASH_URL: 'http://bus.simulation',
  STRIPE_API_URL: 'http://stripe.simulation',
})
vi.stubGlobal('fetch', gatedFetch)

// Hundreds of thousands of faults are complained of: that is their purpose, and no reader's.
beforeEach(() => {
  expectConsoleError(/./)
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation(() => {})
})
