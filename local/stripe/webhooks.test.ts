import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type LocalStripe, startLocalStripe } from './index'
import { CARD_ONLY, newToken, pay, sdk, switches } from './testing'

const SECRET = 'whsec_of_the_shop'

interface Delivery {
  payload: string
  signature: string
}

/** A shop that takes webhooks; `answer` decides the status of each delivery. */
class Receiver {
  readonly deliveries: Delivery[] = []
  answer = (_delivery: Delivery): number | Promise<number> => 200
  private readonly server: Server = createServer(async (request, response) => {
    const delivery = { payload: await text(request), signature: String(request.headers['stripe-signature']) }
    this.deliveries.push(delivery)
    response.writeHead(await this.answer(delivery)).end()
  })

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return `http://127.0.0.1:${address.port}/webhooks`
  }

  close(): void {
    this.server.close()
    this.server.closeAllConnections()
  }

  events(secret = SECRET): Stripe.Event[] {
    return this.deliveries.map(({ payload, signature }) =>
      Stripe.webhooks.constructEvent(payload, signature, secret),
    )
  }

  types(secret = SECRET): string[] {
    return this.events(secret).map(({ type }) => type)
  }
}

let shop: Receiver
let url: string
let local: LocalStripe
let stripe: Stripe

beforeEach(async () => {
  shop = new Receiver()
  url = await shop.listen()
  local = await startLocalStripe({ webhooks: [{ url, secret: SECRET }] })
  stripe = sdk(local)
})
afterEach(async () => {
  await local.close()
  shop.close()
})

const settled = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 5000, interval: 20 })

describe('webhooks', () => {
  it('tell what happened, signed so that the SDK accepts it, and nothing else', async () => {
    const intent = await stripe.paymentIntents.create({ ...CARD_ONLY, metadata: { order: 'o-1' } })
    const confirmation_token = await newToken(stripe)
    await stripe.paymentIntents.confirm(intent.id, { confirmation_token }, { idempotencyKey: 'confirm-1' })
    await settled(() => expect(shop.deliveries).toHaveLength(3))

    expect(shop.types().sort()).toEqual([
      'charge.succeeded',
      'payment_intent.created',
      'payment_intent.succeeded',
    ])
    const paid = shop.events().find(({ type }) => type === 'payment_intent.succeeded')
    expect(paid).toMatchObject({
      api_version: '2026-10-28.endive',
      livemode: false,
      data: { object: { id: intent.id, status: 'succeeded', metadata: { order: 'o-1' } } },
      request: { idempotency_key: 'confirm-1' },
    })
    expect(() => shop.events('whsec_other')).toThrow(Stripe.errors.StripeSignatureVerificationError)
  })

  it('carry the object as it was when the event happened', async () => {
    await pay(stripe)
    await settled(() => expect(shop.deliveries).toHaveLength(3))
    const created = shop.events().find(({ type }) => type === 'payment_intent.created')
    expect(created?.data.object).toMatchObject({ status: 'requires_payment_method' })
  })

  it.each([
    [
      'a decline',
      'pm_card_visa_chargeDeclined',
      ['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'],
    ],
    [
      'a challenge',
      'pm_card_authenticationRequired',
      ['payment_intent.created', 'payment_intent.requires_action'],
    ],
  ])('tell of %s', async (_, card, types) => {
    await pay(stripe, card).catch(() => undefined)
    await settled(() => expect(shop.types().sort()).toEqual([...types].sort()))
  })

  it('tell of a refund and of a cancellation', async () => {
    const { id } = await pay(stripe)
    await stripe.refunds.create({ payment_intent: id })
    await stripe.paymentIntents.cancel((await stripe.paymentIntents.create(CARD_ONLY)).id)
    await settled(() =>
      expect(shop.types()).toEqual(
        expect.arrayContaining(['refund.created', 'charge.refunded', 'payment_intent.canceled']),
      ),
    )
  })

  it('come again, the same event, until they are answered with 2xx', async () => {
    const statuses = [500, 302, 404]
    shop.answer = () => statuses.shift() ?? 200
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    await settled(() => expect(shop.deliveries).toHaveLength(4))
    expect(new Set(shop.events().map((event) => event.id)).size).toBe(1)
    await settled(async () => {
      const [event] = (await stripe.events.list({ type: 'payment_intent.created' })).data
      expect(event).toMatchObject({ pending_webhooks: 0, data: { object: { id } } })
    })
  })

  it('are taken up again after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'local-stripe-'))
    const options = { dataFile: join(folder, 'stripe.jsonl'), webhooks: [{ url, secret: SECRET }] }
    shop.answer = () => 500
    const before = await startLocalStripe(options)
    const { id } = await sdk(before).paymentIntents.create(CARD_ONLY)
    await settled(() => expect(shop.deliveries.length).toBeGreaterThan(0))
    await before.close()

    shop.answer = () => 200
    const failed = shop.deliveries.splice(0).length
    const after = await startLocalStripe(options)
    await settled(() => expect(shop.events()).toMatchObject([{ data: { object: { id } } }]))
    expect(failed).toBeGreaterThan(0)
    await settled(async () => {
      const { data } = await sdk(after).events.list({ delivery_success: true })
      expect(data).toHaveLength(1)
    })
    await after.close()
    rmSync(folder, { recursive: true })
  })

  it('do not wait for each other', async () => {
    let release = () => {}
    const held = new Promise<number>((resolve) => (release = () => resolve(200)))
    shop.answer = () => held
    await Promise.all(Array.from({ length: 20 }, () => stripe.paymentIntents.create(CARD_ONLY)))
    await settled(() => expect(shop.deliveries).toHaveLength(20))
    release()
  })

  it('go to endpoints made through the API too, each with its own secret and choice of events', async () => {
    local.setWebhooks([])
    const endpoint = await stripe.webhookEndpoints.create({
      url,
      enabled_events: ['payment_intent.canceled'],
    })
    await stripe.paymentIntents.cancel((await stripe.paymentIntents.create(CARD_ONLY)).id)
    await settled(() => expect(shop.deliveries.length).toBeGreaterThan(0))
    expect(shop.types(endpoint.secret)).toEqual(['payment_intent.canceled'])
  })

  it('can be told to get lost', async () => {
    await switches(local, 'POST', 'faults', { webhooks: { drop: 1 } })
    await stripe.paymentIntents.create(CARD_ONLY)
    await settled(async () =>
      expect(await switches(local, 'GET', 'state')).toMatchObject({ webhooks: { dropped: 1, pending: 0 } }),
    )
    await switches(local, 'DELETE', 'faults')
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    await settled(() => expect(shop.events()).toMatchObject([{ data: { object: { id } } }]))
  })

  it('can be told to come more often, late, and out of order', async () => {
    await switches(local, 'POST', 'faults', { webhooks: { duplicate: 4, delay: 100, reorder: 200 } })
    const started = Date.now()
    const made: string[] = []
    for (let n = 0; n < 10; n += 1) made.push((await stripe.paymentIntents.create(CARD_ONLY)).id)
    await settled(() => expect(shop.deliveries.length).toBeGreaterThan(0))
    expect(Date.now() - started).toBeGreaterThanOrEqual(95)
    await settled(() => expect(shop.deliveries).toHaveLength(50))
    const arrived = shop.events().map(({ data }) => ('id' in data.object ? data.object.id : ''))
    expect([...arrived].sort()).toEqual(made.flatMap((id) => Array(5).fill(id)).sort())
    expect(arrived).not.toEqual(made.flatMap((id) => Array(5).fill(id)))
  })
})
