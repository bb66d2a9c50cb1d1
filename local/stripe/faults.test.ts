import Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type LocalStripe, startLocalStripe } from './index'
import { CARD_ONLY, newToken, refusal, sdk, switches } from './testing'

const CREATE = 'POST /v1/payment_intents'
const CONFIRM = 'POST /v1/payment_intents/:id/confirm'

let local: LocalStripe
let stripe: Stripe

beforeAll(async () => {
  local = await startLocalStripe()
  stripe = sdk(local)
})
afterEach(() => switches(local, 'DELETE', 'faults'))
afterAll(() => local.close())

const fault = (order: object) => switches(local, 'POST', 'faults', order)

/** An intent and the parameters and key to confirm it with. */
async function confirmable() {
  const { id } = await stripe.paymentIntents.create(CARD_ONLY)
  const params = { confirmation_token: await newToken(stripe) }
  const options = { idempotencyKey: crypto.randomUUID() }
  return {
    id,
    confirm: (client = stripe) => client.paymentIntents.confirm(id, params, options),
    status: async () => (await stripe.paymentIntents.retrieve(id)).status,
  }
}

describe('faults', () => {
  it('lost_answer: the charge is made, the caller hears nothing; the same key tells', async () => {
    const { id, confirm, status } = await confirmable()
    // The SDK repeats a broken connection once by itself.
    await fault({ route: CONFIRM, kind: 'lost_answer', times: 2 })
    expect(await refusal(confirm())).toBeInstanceOf(Stripe.errors.StripeConnectionError)
    expect(await status()).toBe('succeeded')
    expect((await confirm()).lastResponse.headers['idempotent-replayed']).toBe('true')
    expect((await stripe.charges.list({ payment_intent: id })).data).toHaveLength(1)
  })

  it('lost_answer once: the retry of the SDK finds the charge that was made', async () => {
    const { id, confirm } = await confirmable()
    await fault({ route: CONFIRM, kind: 'lost_answer' })
    expect((await confirm()).status).toBe('succeeded')
    expect((await stripe.charges.list({ payment_intent: id })).data).toHaveLength(1)
  })

  it('never_arrives: nothing happens', async () => {
    const { confirm, status } = await confirmable()
    await fault({ route: CONFIRM, kind: 'never_arrives', times: 2 })
    expect(await refusal(confirm())).toBeInstanceOf(Stripe.errors.StripeConnectionError)
    expect(await status()).toBe('requires_payment_method')
    expect((await confirm()).lastResponse.headers['idempotent-replayed']).toBeUndefined()
  })

  it.each([
    ['error_429', 429, Stripe.errors.StripeRateLimitError],
    ['error_503', 503, Stripe.errors.StripeAPIError],
  ])(
    '%s: refused without effect, and the same key works afterwards',
    async (kind, statusCode, kindOfError) => {
      const { confirm, status } = await confirmable()
      await fault({ route: CONFIRM, kind })
      const error = await refusal(confirm())
      expect(error).toBeInstanceOf(kindOfError)
      expect(error.statusCode).toBe(statusCode)
      expect(await status()).toBe('requires_payment_method')
      expect((await confirm()).status).toBe('succeeded')
    },
  )

  it('error_500: no effect, and the key remembers the failure', async () => {
    const { confirm, status } = await confirmable()
    await fault({ route: CONFIRM, kind: 'error_500' })
    expect(await refusal(confirm(sdk(local, undefined, 2)))).toMatchObject({
      statusCode: 500,
      type: 'StripeAPIError',
    })
    expect((await refusal(confirm())).headers?.['idempotent-replayed']).toBe('true')
    expect(await status()).toBe('requires_payment_method')
  })

  it('error_500_after: the answer is 500, the charge is made', async () => {
    const { confirm, status } = await confirmable()
    await fault({ route: CONFIRM, kind: 'error_500_after' })
    expect(await refusal(confirm())).toMatchObject({ statusCode: 500 })
    expect(await status()).toBe('succeeded')
  })

  it('slow: others with the key are told to wait; a cancellation in between wins', async () => {
    const { id, confirm, status } = await confirmable()
    await fault({ route: CONFIRM, kind: 'slow', ms: 300 })
    const first = confirm()
    await expect.poll(async () => (await refusal(confirm())).code).toBe('idempotency_key_in_use')
    await stripe.paymentIntents.cancel(id)
    expect(await refusal(first)).toMatchObject({ code: 'payment_intent_unexpected_state' })
    expect(await status()).toBe('canceled')
  })

  it('slow_answer: the effect is there before the answer', async () => {
    const { confirm, status } = await confirmable()
    await fault({ route: CONFIRM, kind: 'slow_answer', ms: 300 })
    const answer = confirm()
    await expect.poll(status).toBe('succeeded')
    expect((await answer).lastResponse.headers['idempotent-replayed']).toBeUndefined()
  })

  it('strikes one route, as often as told, or by chance until cleared', async () => {
    await fault([
      { route: CREATE, kind: 'error_429', times: 2 },
      { route: 'POST /v1/refunds', kind: 'error_429', probability: 1 },
    ])
    expect(await switches(local, 'GET', 'faults')).toMatchObject({
      routes: [{ times: 2 }, { probability: 1 }],
    })
    for (const expected of [429, 429]) {
      expect((await refusal(stripe.paymentIntents.create(CARD_ONLY))).statusCode).toBe(expected)
    }
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    for (let n = 0; n < 5; n += 1) {
      expect((await refusal(stripe.refunds.create({ payment_intent: id }))).statusCode).toBe(429)
    }
    await switches(local, 'DELETE', 'faults')
    expect((await refusal(stripe.refunds.create({ payment_intent: id }))).statusCode).toBe(400)
  })

  it('strikes about as often as the probability says', async () => {
    await fault({ route: '*', kind: 'error_429', probability: 0.3 })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 400 }, () => stripe.paymentIntents.create(CARD_ONLY)),
    )
    const struck = outcomes.filter(({ status }) => status === 'rejected').length
    expect(struck).toBeGreaterThan(60)
    expect(struck).toBeLessThan(180)
  })

  it('refuses an order that it does not understand', async () => {
    await expect(fault({ route: CREATE, kind: 'explode' })).rejects.toThrow(/422/)
    await expect(fault({ webhooks: { drop: 2 } })).rejects.toThrow(/422/)
  })
})

describe('counts', () => {
  it('tell what was charged, refunded and asked', async () => {
    const server = await startLocalStripe()
    const client = sdk(server)
    const { id } = await client.paymentIntents.create(CARD_ONLY)
    const declined = { confirmation_token: await newToken(client, 'pm_card_visa_chargeDeclined') }
    await refusal(client.paymentIntents.confirm(id, declined))
    await client.paymentIntents.confirm(id, { confirmation_token: await newToken(client) })
    await client.refunds.create({ payment_intent: id, amount: 100 })
    expect(await switches(server, 'GET', 'state')).toMatchObject({
      paymentIntents: { succeeded: 1 },
      charges: 2,
      captured: 1,
      capturedAmount: 2500,
      failedCharges: 1,
      refunds: 1,
      refundedAmount: 100,
      requests: { [CREATE]: 1, [CONFIRM]: 2 },
    })
    await server.close()
  })
})
