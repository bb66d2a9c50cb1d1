import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalStripe, startLocalStripe } from '../../local/stripe'
import { CARD_ONLY, idOf, intentIn, newToken, pay, refusal, sdk, switches } from '../../local/stripe/testing'

// The contract: the vendor's own SDK drives the stand-in. With STRIPE_TEST_SECRET_KEY set, the same tests (all that
// need no `/_local` switch) run against real Stripe test mode: what holds there must hold here.
const realKey = process.env.STRIPE_TEST_SECRET_KEY
const localOnly = describe.skipIf(realKey !== undefined)

let local: LocalStripe
let stripe: Stripe

beforeAll(async () => {
  local = await startLocalStripe()
  stripe = realKey === undefined ? sdk(local) : new Stripe(realKey, { maxNetworkRetries: 0 })
})
afterAll(() => local.close())

const unique = (name: string) => `${name}-${crypto.randomUUID()}`

describe('paying in two calls', () => {
  it('creates without charging, then confirms with a ConfirmationToken', async () => {
    const created = await stripe.paymentIntents.create({ ...CARD_ONLY, metadata: { order: 'o-1' } })
    expect(created).toMatchObject({
      status: 'requires_payment_method',
      latest_charge: null,
      amount_received: 0,
      livemode: false,
      metadata: { order: 'o-1' },
      allowed_payment_method_types: ['card'],
      capture_method: 'automatic',
    })
    expect(created.client_secret).toMatch(new RegExp(`^${created.id}_secret_`))

    const token = await stripe.testHelpers.confirmationTokens.create({
      payment_method: 'pm_card_mastercard',
      return_url: 'https://shop.example/return',
      shipping: { name: 'Ada Lovelace', address: { line1: '1 Main St', city: 'New York', country: 'US' } },
    })
    expect(token.expires_at).toBe(token.created + 12 * 60 * 60)
    expect(token.payment_method_preview?.card).toMatchObject({ brand: 'mastercard', last4: '4444' })

    const paid = await stripe.paymentIntents.confirm(created.id, {
      confirmation_token: token.id,
      return_url: 'https://shop.example/return',
      expand: ['latest_charge', 'payment_method'],
    })
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount_received: 2500,
      next_action: null,
      last_payment_error: null,
      metadata: { order: 'o-1' },
      latest_charge: { object: 'charge', status: 'succeeded', captured: true, amount_captured: 2500 },
      payment_method: { object: 'payment_method', card: { last4: '4444' } },
      shipping: { name: 'Ada Lovelace', address: { line1: '1 Main St', line2: null } },
    })
    expect((await stripe.confirmationTokens.retrieve(token.id)).payment_intent).toBe(created.id)
    expect((await stripe.paymentIntents.retrieve(created.id)).latest_charge).toBe(idOf(paid.latest_charge))
  })

  it('answers with a request id and the version that the SDK asked for', async () => {
    const { lastResponse } = await stripe.paymentIntents.create(CARD_ONLY)
    expect(lastResponse.requestId).toMatch(/^req_\w+$/)
    expect(lastResponse.apiVersion).toBe('2026-10-28.endive')
  })

  it('uses a token once, for whatever outcome', async () => {
    const declined = await newToken(stripe, 'pm_card_visa_chargeDeclined')
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    await refusal(stripe.paymentIntents.confirm(id, { confirmation_token: declined }))
    const again = await refusal(stripe.paymentIntents.confirm(id, { confirmation_token: declined }))
    expect(again.message).toMatch(/already been used/)

    const other = await newToken(stripe)
    expect((await stripe.paymentIntents.confirm(id, { confirmation_token: other })).status).toBe('succeeded')
  })

  it('charges an intent once: a second confirmation is refused and shows the paid intent', async () => {
    const paid = await pay(stripe)
    const error = await refusal(
      stripe.paymentIntents.confirm(paid.id, { confirmation_token: await newToken(stripe) }),
    )
    expect(error).toMatchObject({ code: 'payment_intent_unexpected_state', statusCode: 400 })
    expect(intentIn(error)).toMatchObject({ id: paid.id, status: 'succeeded' })
    const charges = await stripe.charges.list({ payment_intent: paid.id })
    expect(charges.data.map(({ id }) => id)).toEqual([idOf(paid.latest_charge)])
  })

  it('wants a return_url when payment methods that redirect are possible', async () => {
    const { id, automatic_payment_methods } = await stripe.paymentIntents.create({
      amount: 2500,
      currency: 'usd',
    })
    expect(automatic_payment_methods).toMatchObject({ enabled: true })
    const token = await newToken(stripe)
    const error = await refusal(stripe.paymentIntents.confirm(id, { confirmation_token: token }))
    expect(error.message).toMatch(/return_url/)
    const return_url = 'https://shop.example/return'
    expect((await stripe.paymentIntents.confirm(id, { confirmation_token: token, return_url })).status).toBe(
      'succeeded',
    )
  })
})

describe('declines', () => {
  it.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', undefined],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', undefined],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', undefined],
  ])('%s is a card error and leaves the intent open for another card', async (card, code, declineCode) => {
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    const error = await refusal(
      stripe.paymentIntents.confirm(id, { confirmation_token: await newToken(stripe, card) }),
    )
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError)
    expect(error).toMatchObject({ statusCode: 402, code, ...(declineCode && { decline_code: declineCode }) })
    expect(intentIn(error)).toMatchObject({
      id,
      status: 'requires_payment_method',
      payment_method: null,
    })

    const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] })
    expect(intent.last_payment_error).toMatchObject({ type: 'card_error', code })
    expect(intent.last_payment_error?.payment_method?.id).toMatch(/^pm_/)
    expect(intent.latest_charge).toMatchObject({ status: 'failed', paid: false, amount_captured: 0 })

    const retried = await stripe.paymentIntents.confirm(id, { confirmation_token: await newToken(stripe) })
    expect(retried).toMatchObject({ status: 'succeeded', last_payment_error: null })
  })
})

describe('what is refused before anything happens', () => {
  const create = (params: object) => {
    const all = { amount: 2500, currency: 'usd', ...params }
    return refusal(stripe.paymentIntents.create(all))
  }

  it('an unknown parameter, at any depth', async () => {
    expect(await create({ amuont: 1 })).toMatchObject({
      code: 'parameter_unknown',
      param: 'amuont',
      statusCode: 400,
    })
    const nested = { shipping: { name: 'Ada', address: { line1: '1 Main St', planet: 'Mars' } } }
    expect(await create(nested)).toMatchObject({
      code: 'parameter_unknown',
      param: 'shipping[address][planet]',
    })
  })

  it('payment_method_types, which this API version no longer has', async () => {
    expect(await create({ payment_method_types: ['card'] })).toMatchObject({
      statusCode: 400,
      param: 'payment_method_types',
    })
  })

  it('a missing, malformed, small or large amount, and an unknown currency', async () => {
    expect(await create({ amount: undefined })).toMatchObject({ code: 'parameter_missing', param: 'amount' })
    expect(await create({ amount: 'ten' })).toMatchObject({
      code: 'parameter_invalid_integer',
      param: 'amount',
    })
    expect(await create({ amount: 1 })).toMatchObject({ code: 'amount_too_small' })
    expect(await create({ amount: 100_000_000 })).toMatchObject({ code: 'amount_too_large' })
    expect(await create({ currency: 'doubloon' })).toMatchObject({ param: 'currency', statusCode: 400 })
  })

  it('what makes no sense without confirm', async () => {
    expect(await create({ return_url: 'https://shop.example/' })).toMatchObject({ param: 'return_url' })
    expect(await create({ error_on_requires_action: true })).toMatchObject({
      param: 'error_on_requires_action',
    })
  })

  it('keys that are live, malformed, or publishable where a secret one is needed', async () => {
    for (const key of ['sk_live_0', 'nonsense']) {
      const client = realKey === undefined ? sdk(local, key) : new Stripe(key, { maxNetworkRetries: 0 })
      expect(await refusal(client.paymentIntents.list())).toBeInstanceOf(
        Stripe.errors.StripeAuthenticationError,
      )
    }
    if (realKey !== undefined) return
    const live = await refusal(sdk(local, 'sk_live_secret').paymentIntents.list())
    expect(live.message).toMatch(/^Live keys are refused/)
    const error = await refusal(sdk(local, 'pk_test_local').paymentIntents.list())
    expect(error).toMatchObject({ statusCode: 403, code: 'secret_key_required' })
  })

  it('ids that name nothing', async () => {
    expect(await refusal(stripe.paymentIntents.retrieve('pi_nope'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    })
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    const error = await refusal(stripe.paymentIntents.confirm(id, { confirmation_token: 'ctoken_nope' }))
    expect(error).toMatchObject({ code: 'resource_missing', param: 'confirmation_token' })
  })

  it('an expansion of what cannot be expanded', async () => {
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    const error = await refusal(stripe.paymentIntents.retrieve(id, { expand: ['amount'] }))
    expect(error.message).toMatch(/cannot be expanded/)
  })
})

describe('idempotency', () => {
  it('replays the first answer to the same key and parameters', async () => {
    const idempotencyKey = unique('create')
    const first = await stripe.paymentIntents.create(CARD_ONLY, { idempotencyKey })
    const second = await stripe.paymentIntents.create(CARD_ONLY, { idempotencyKey })
    expect(second.id).toBe(first.id)
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined()
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId)
  })

  it('refuses the key for other parameters or another endpoint', async () => {
    const idempotencyKey = unique('cancel')
    const [first, second] = [
      await stripe.paymentIntents.create(CARD_ONLY),
      await stripe.paymentIntents.create(CARD_ONLY),
    ]
    await stripe.paymentIntents.cancel(first.id, {}, { idempotencyKey })
    for (const other of [
      () => stripe.paymentIntents.cancel(first.id, { cancellation_reason: 'abandoned' }, { idempotencyKey }),
      () => stripe.paymentIntents.cancel(second.id, {}, { idempotencyKey }),
    ]) {
      const error = await refusal(other())
      expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
      expect(error.statusCode).toBe(400)
    }
    expect((await stripe.paymentIntents.retrieve(second.id)).status).toBe('requires_payment_method')
  })

  it('replays a decline without charging again', async () => {
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    const params = { confirmation_token: await newToken(stripe, 'pm_card_visa_chargeDeclined') }
    const options = { idempotencyKey: unique('confirm') }
    const first = await refusal(stripe.paymentIntents.confirm(id, params, options))
    const second = await refusal(stripe.paymentIntents.confirm(id, params, options))
    expect(second).toMatchObject({ statusCode: 402, charge: first.charge, decline_code: 'generic_decline' })
    expect(second.headers?.['idempotent-replayed']).toBe('true')
    expect((await stripe.charges.list({ payment_intent: id })).data).toHaveLength(1)
  })

  it('does not remember what failed validation', async () => {
    const idempotencyKey = unique('create')
    const wrong: object = { amount: 2500, currency: 'usd', amuont: 1 }
    await refusal(stripe.paymentIntents.create({ ...CARD_ONLY, ...wrong }, { idempotencyKey }))
    expect((await stripe.paymentIntents.create(CARD_ONLY, { idempotencyKey })).id).toMatch(/^pi_/)
  })
})

describe('canceling, holding, capturing', () => {
  it('cancels for good, with its reason', async () => {
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' })
    expect(canceled.canceled_at).toBeGreaterThanOrEqual(canceled.created)
    const confirmation_token = await newToken(stripe)
    for (const late of [
      () => stripe.paymentIntents.confirm(id, { confirmation_token }),
      () => stripe.paymentIntents.cancel(id),
    ]) {
      expect(await refusal(late())).toMatchObject({ code: 'payment_intent_unexpected_state' })
    }
    expect((await stripe.charges.list({ payment_intent: id })).data).toEqual([])
  })

  it('does not cancel what is paid, and shows that it is', async () => {
    const paid = await pay(stripe)
    const error = await refusal(stripe.paymentIntents.cancel(paid.id))
    expect(error).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' })
    expect(intentIn(error)).toMatchObject({ id: paid.id, status: 'succeeded' })
  })

  it('holds with manual capture, then captures a part', async () => {
    const held = await pay(stripe, 'pm_card_visa', { capture_method: 'manual' })
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 2500, amount_received: 0 })
    expect(await refusal(stripe.paymentIntents.capture(held.id, { amount_to_capture: 2501 }))).toMatchObject({
      param: 'amount_to_capture',
    })
    const captured = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 2000 })
    expect(captured).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 2000 })
    expect(await refusal(stripe.paymentIntents.capture(held.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
  })

  it('releases a hold that is canceled', async () => {
    const held = await pay(stripe, 'pm_card_visa', { capture_method: 'manual' })
    expect((await stripe.paymentIntents.cancel(held.id)).status).toBe('canceled')
    expect(await stripe.charges.retrieve(idOf(held.latest_charge))).toMatchObject({
      captured: false,
      refunded: true,
    })
  })

  it('changes an open intent; a paid one keeps its amount', async () => {
    const { id } = await stripe.paymentIntents.create({ ...CARD_ONLY, metadata: { a: '1', b: '2' } })
    const updated = await stripe.paymentIntents.update(id, { amount: 3000, metadata: { b: '', c: '3' } })
    expect(updated).toMatchObject({ amount: 3000, metadata: { a: '1', c: '3' } })
    expect(updated.metadata).not.toHaveProperty('b')
    await stripe.paymentIntents.confirm(id, { confirmation_token: await newToken(stripe) })
    expect(await refusal(stripe.paymentIntents.update(id, { amount: 100 }))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
    expect((await stripe.paymentIntents.update(id, { metadata: { d: '4' } })).amount_received).toBe(3000)
  })
})

describe('3-D Secure', () => {
  it.each(['pm_card_authenticationRequired', 'pm_card_threeDSecure2Required'])(
    '%s waits for the cardholder and takes no money meanwhile',
    async (card) => {
      const waiting = await pay(stripe, card)
      expect(waiting).toMatchObject({ status: 'requires_action', latest_charge: null, amount_received: 0 })
      expect(waiting.next_action?.type).toBe('use_stripe_sdk')
      expect((await stripe.paymentIntents.cancel(waiting.id)).status).toBe('canceled')
    },
  )

  it('is an error when the caller asked for that', async () => {
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    const confirmation_token = await newToken(stripe, 'pm_card_authenticationRequired')
    const error = await refusal(
      stripe.paymentIntents.confirm(id, { confirmation_token, error_on_requires_action: true }),
    )
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError)
    expect(error.code).toBe('authentication_required')
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method')
  })
})

describe('refunds', () => {
  it('returns money in parts, never more than was taken', async () => {
    const { id } = await pay(stripe)
    const part = await stripe.refunds.create({ payment_intent: id, amount: 1000, metadata: { why: 'late' } })
    expect(part).toMatchObject({ amount: 1000, payment_intent: id, metadata: { why: 'late' } })
    expect(await refusal(stripe.refunds.create({ payment_intent: id, amount: 1501 }))).toMatchObject({
      param: 'amount',
    })
    const rest = await stripe.refunds.create({ payment_intent: id, reason: 'requested_by_customer' })
    expect(rest.amount).toBe(1500)
    expect(await refusal(stripe.refunds.create({ payment_intent: id }))).toMatchObject({
      code: 'charge_already_refunded',
    })

    const listed = await stripe.refunds.list({ payment_intent: id })
    expect(listed.data.map((refund) => refund.id)).toEqual([rest.id, part.id])
    const charge = await stripe.charges.retrieve(idOf(part.charge))
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 2500 })
    expect(await stripe.refunds.retrieve(part.id)).toMatchObject({ id: part.id, status: 'succeeded' })
  })

  it('refuses to return what was not taken', async () => {
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    expect((await refusal(stripe.refunds.create({ payment_intent: id }))).statusCode).toBe(400)
    expect((await stripe.refunds.list({ payment_intent: id })).data).toEqual([])
  })
})

describe('lists and other objects', () => {
  it('pages newest first, within bounds of time', async () => {
    const made: string[] = []
    for (let n = 0; n < 3; n += 1) made.unshift((await stripe.paymentIntents.create(CARD_ONLY)).id)
    const newest = await stripe.paymentIntents.retrieve(made[0] ?? '')
    const created = { lte: newest.created }
    const first = await stripe.paymentIntents.list({ limit: 2, created })
    expect(first.data).toHaveLength(2)
    expect(first.has_more).toBe(true)
    const second = await stripe.paymentIntents.list({
      limit: 1,
      created,
      starting_after: first.data[1]?.id ?? '',
    })
    const seen = [...first.data, ...second.data]
    if (realKey === undefined) expect(seen.map(({ id }) => id)).toEqual(made)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(3)
    expect((await stripe.paymentIntents.list({ created: { gt: newest.created + 3600 } })).data).toEqual([])
  })

  it('keeps customers, payment methods and events', async () => {
    const customer = await stripe.customers.create({ email: 'ada@example.com', metadata: { shopper: '1' } })
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ email: 'ada@example.com' })
    const paid = await pay(stripe, 'pm_card_visa', { customer: customer.id })
    expect(await stripe.paymentMethods.retrieve(idOf(paid.payment_method))).toMatchObject({
      card: { last4: '4242' },
    })
    const withCustomer = await stripe.paymentIntents.retrieve(paid.id, {
      expand: ['customer', 'latest_charge.payment_intent'],
    })
    expect(withCustomer).toMatchObject({
      customer: { email: 'ada@example.com' },
      latest_charge: { payment_intent: { id: paid.id } },
    })

    const events = await stripe.events.list({ type: 'payment_intent.succeeded', limit: 100 })
    const mine = events.data.find(({ data }) => 'id' in data.object && data.object.id === paid.id)
    expect(await stripe.events.retrieve(mine?.id ?? '')).toMatchObject({ type: 'payment_intent.succeeded' })
    const { object, livemode } = await stripe.balance.retrieve()
    expect({ object, livemode }).toEqual({ object: 'balance', livemode: false })
  })

  it('registers webhook endpoints and tells their secret once', async () => {
    const url = `https://shop.example/${unique('hook')}`
    const endpoint = await stripe.webhookEndpoints.create({
      url,
      enabled_events: ['payment_intent.succeeded'],
    })
    expect(endpoint.secret).toMatch(/^whsec_/)
    const listed = (await stripe.webhookEndpoints.list({ limit: 100 })).data.find(
      ({ id }) => id === endpoint.id,
    )
    expect(listed).toMatchObject({ url, status: 'enabled' })
    expect(listed).not.toHaveProperty('secret')
    expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true })
    expect(await refusal(stripe.webhookEndpoints.retrieve(endpoint.id))).toMatchObject({ statusCode: 404 })
  })
})

/** Ends the challenge of an intent, as the buttons of the bank's page do. */
async function challenge(id: string, action: 'complete' | 'fail'): Promise<void> {
  await switches(local, 'POST', `3ds/${id}/${action}`)
}

localOnly('the 3-D Secure challenge', () => {
  it('pays when completed', async () => {
    const { id } = await pay(stripe, 'pm_card_authenticationRequired')
    await challenge(id, 'complete')
    const paid = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] })
    expect(paid).toMatchObject({
      status: 'succeeded',
      next_action: null,
      latest_charge: { payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } } },
    })
    await challenge(id, 'complete')
    expect((await stripe.charges.list({ payment_intent: id })).data).toHaveLength(1)
  })

  it('asks for another card when failed', async () => {
    const { id } = await pay(stripe, 'pm_card_authenticationRequired')
    await challenge(id, 'fail')
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      next_action: null,
      latest_charge: null,
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    })
    const retried = await stripe.paymentIntents.confirm(id, { confirmation_token: await newToken(stripe) })
    expect(retried.status).toBe('succeeded')
  })

  it.each([
    ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['pm_card_threeDSecureRequiredChargeDeclined', 'generic_decline'],
  ])('%s is declined after it', async (card, decline_code) => {
    const { id } = await pay(stripe, card)
    await challenge(id, 'complete')
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined', decline_code },
    })
  })

  it('loses against a cancellation, whichever end comes late', async () => {
    const { id } = await pay(stripe, 'pm_card_authenticationRequired')
    await stripe.paymentIntents.cancel(id)
    await challenge(id, 'complete')
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'canceled',
      latest_charge: null,
    })
    expect((await stripe.charges.list({ payment_intent: id })).data).toEqual([])
  })
})

localOnly('ConfirmationTokens with time', () => {
  it('refuses an expired one, and takes the next', async () => {
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    const confirmation_token = await newToken(stripe)
    await switches(local, 'POST', `confirmation_tokens/${confirmation_token}/expire`)
    const error = await refusal(stripe.paymentIntents.confirm(id, { confirmation_token }))
    expect(error.message).toMatch(/expired/)
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method')
  })
})

localOnly('under many requests at once', () => {
  it('executes one of 200 with the same key', async () => {
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    const params = { confirmation_token: await newToken(stripe) }
    const options = { idempotencyKey: unique('confirm') }
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => stripe.paymentIntents.confirm(id, params, options)),
    )
    expect(new Set(answers.map(({ latest_charge }) => latest_charge)).size).toBe(1)
    const first = answers.filter(({ lastResponse }) => !lastResponse.headers['idempotent-replayed'])
    expect(first).toHaveLength(1)
  })

  it('takes the money of one of 200 with different keys and tokens', async () => {
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    const tokens = await Promise.all(Array.from({ length: 200 }, () => newToken(stripe)))
    const outcomes = await Promise.allSettled(
      tokens.map((confirmation_token) => stripe.paymentIntents.confirm(id, { confirmation_token })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await stripe.charges.list({ payment_intent: id, limit: 100 })).data).toHaveLength(1)
  })
})

localOnly('surviving a restart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'local-stripe-'))
  const dataFile = join(folder, 'stripe.jsonl')
  afterAll(() => rmSync(folder, { recursive: true }))

  it('keeps objects and idempotency records, and forgets a torn last line', async () => {
    const before = await startLocalStripe({ dataFile })
    const client = sdk(before)
    const waiting = await pay(client, 'pm_card_authenticationRequired', { metadata: { order: 'o-9' } })
    const intent = await client.paymentIntents.create(CARD_ONLY)
    const params = { confirmation_token: await newToken(client) }
    const options = { idempotencyKey: unique('confirm') }
    const paid = await client.paymentIntents.confirm(intent.id, params, options)
    await client.refunds.create({ payment_intent: paid.id, amount: 100 })
    await before.close()
    appendFileSync(dataFile, '[{"id":"pi_torn","object":"payment_intent","value":{"id":"pi_to')

    const after = await startLocalStripe({ dataFile })
    const again = sdk(after)
    try {
      const replayed = await again.paymentIntents.confirm(intent.id, params, options)
      expect(replayed.lastResponse.headers['idempotent-replayed']).toBe('true')
      expect(replayed.latest_charge).toBe(paid.latest_charge)
      expect((await again.refunds.list({ payment_intent: paid.id })).data).toMatchObject([{ amount: 100 }])
      expect(await refusal(again.paymentIntents.retrieve('pi_torn'))).toMatchObject({ statusCode: 404 })

      await switches(after, 'POST', `3ds/${waiting.id}/complete`)
      const finished = await again.paymentIntents.retrieve(waiting.id)
      expect(finished).toMatchObject({ status: 'succeeded', metadata: { order: 'o-9' } })
      const listed = await again.paymentIntents.list()
      expect(listed.data.map(({ id }) => id)).toEqual([intent.id, waiting.id])
    } finally {
      await after.close()
    }
    expect(readFileSync(dataFile, 'utf8')).not.toMatch(/4000002760003184|4242424242424242/)
  })
})
