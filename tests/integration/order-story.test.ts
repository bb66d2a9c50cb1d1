import { afterAll, beforeAll, expect, test } from 'vitest'
import { shopDb } from '@/lib/infra/db/shop'
import { startLocalStripe } from '@/local/stripe'
import { storyOf } from '@/scripts/order/story'
import { cardToken, press, shopperAtCheckout } from '../support/buyer'
import { seedCatalog } from '../support/fixtures'

const stripe = await startLocalStripe()
Object.assign(process.env, { STRIPE_API_URL: stripe.url })

beforeAll(() => seedCatalog())
afterAll(() => stripe.close())

test('npm run order tells what happened in the order of time, and no sealed id or personal data', async () => {
  const { shopper, request } = await shopperAtCheckout('RDG-SND', 2)
  const { customerId } = shopper
  const confirmationToken = await cardToken('pm_card_visa_chargeDeclinedInsufficientFunds')
  await press(customerId, { ...request, confirmationToken })
  await press(customerId, request)
  const { number } = await shopDb().order.findFirstOrThrow({ where: { customerId } })

  const story = await storyOf(number, { reveal: false })
  const told = story!.chapters.map(({ what }) => what)
  expect(told[0]).toContain('reserved (T1): 2 × RDG-SND')
  const inOrder = ['reserved', 'payment attached', 'paid (T5)']
  expect(told.filter((what) => inOrder.some((begin) => what.startsWith(begin))).length).toBe(3)
  expect(told.join('\n')).toMatch(/declined: insufficient_funds/)
  expect(told.join('\n')).toMatch(/cards tried since: 2/)
  expect(story!.standing.join('\n')).toMatch(/reserved 2 × RDG-SND: COMMITTED/)
  expect(story!.standing.join('\n')).toMatch(/sealed .*: succeeded/)
  expect(JSON.stringify(story)).not.toMatch(/pi_|ada@example|Lovelace|St James/)
  const times = story!.chapters.map(({ at }) => at!.getTime())
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

test('the id is shown to who asks for it; an order that is not there is said to be none', async () => {
  const { number } = await shopDb().order.findFirstOrThrow()
  expect((await storyOf(number, { reveal: true }))!.standing.join('\n')).toMatch(/pi_\w+: succeeded/)
  expect(await storyOf('F51-0000-0000-0000', { reveal: false })).toBeNull()
})
