import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalStripe, startLocalStripe } from './index'
import { CARD_ONLY, newToken, pay, refusal, sdk, switches } from './testing'

let local: LocalStripe
let stripe: Stripe

beforeAll(async () => {
  local = await startLocalStripe()
  stripe = sdk(local)
})
afterAll(() => local.close())

/** A call as Stripe.js makes it from a browser. */
async function browserCall(
  method: 'GET' | 'POST',
  path: string,
  form: Record<string, string>,
  key = 'pk_test_local',
) {
  const body = new URLSearchParams(form)
  const response = await fetch(`${local.url}${path}${method === 'GET' ? `?${body}` : ''}`, {
    method,
    headers: { authorization: `Bearer ${key}`, origin: 'http://localhost:3000' },
    ...(method === 'POST' && { body }),
  })
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  return { status: response.status, body: await response.json() }
}

const TYPED = {
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': '4242 4242 4242 4242',
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '34',
  'payment_method_data[card][cvc]': '123',
}

const tokenize = (changes: Record<string, string> = {}, key?: string) =>
  browserCall('POST', '/v1/confirmation_tokens', { ...TYPED, ...changes }, key)

describe('tokens from typed cards', () => {
  it('stand for the card without holding its number or code', async () => {
    const { status, body } = await tokenize({ 'payment_method_data[billing_details][name]': 'Ada' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      object: 'confirmation_token',
      use_stripe_sdk: true,
      payment_method_preview: { billing_details: { name: 'Ada' }, card: { last4: '4242', exp_year: 2034 } },
    })
    expect(JSON.stringify(body)).not.toMatch(/42424242|"123"/)
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    expect((await stripe.paymentIntents.confirm(id, { confirmation_token: body.id })).status).toBe(
      'succeeded',
    )
  })

  it.each([
    ['number', '4242424242424241', 'incorrect_number'],
    ['exp_month', '13', 'invalid_expiry_month'],
    ['exp_year', '20', 'invalid_expiry_year'],
    ['cvc', '12', 'invalid_cvc'],
  ])('refuse a wrong %s', async (field, value, code) => {
    const { status, body } = await tokenize({ [`payment_method_data[card][${field}]`]: value })
    expect(status).toBe(402)
    expect(body.error).toMatchObject({ type: 'card_error', code, param: field })
  })

  it('refuse a number that is no test card, without repeating it', async () => {
    const { status, body } = await tokenize({ 'payment_method_data[card][number]': '4111111111111111' })
    expect(status).toBe(402)
    expect(body.error).toMatchObject({ code: 'card_declined', decline_code: 'test_mode_live_card' })
    expect(JSON.stringify(body)).not.toContain('4111')
  })

  it('are made with a publishable test key only', async () => {
    expect((await tokenize({}, 'sk_test_local')).status).toBe(403)
    expect((await tokenize({}, 'pk_live_0')).status).toBe(401)
  })

  it.each([
    ['client_context[currency]', 'eur', /currency/],
    ['client_context[capture_method]', 'manual', /capture_method/],
  ])('confirm only what Elements showed: %s', async (name, value, complaint) => {
    const { body } = await tokenize({ [name]: value })
    const { id } = await stripe.paymentIntents.create(CARD_ONLY)
    const error = await refusal(stripe.paymentIntents.confirm(id, { confirmation_token: body.id }))
    expect(error.message).toMatch(complaint)
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method')
  })
})

describe('a publishable key', () => {
  it('sees an intent by its client secret, without what is none of a browser’s business', async () => {
    const intent = await stripe.paymentIntents.create({ ...CARD_ONLY, metadata: { order: 'o-1' } })
    const path = `/v1/payment_intents/${intent.id}`
    const { status, body } = await browserCall('GET', path, { client_secret: intent.client_secret ?? '' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: intent.id, status: 'requires_payment_method', amount: 2500 })
    for (const hidden of ['metadata', 'customer', 'latest_charge']) expect(body).not.toHaveProperty(hidden)

    expect((await browserCall('GET', path, { client_secret: `${intent.id}_secret_guess` })).status).toBe(404)
    expect((await browserCall('GET', path, {})).status).toBe(404)
  })

  it('confirms with the client secret, and does nothing else', async () => {
    const intent = await stripe.paymentIntents.create(CARD_ONLY)
    const path = `/v1/payment_intents/${intent.id}`
    expect((await browserCall('POST', `${path}/cancel`, {})).status).toBe(403)
    expect((await browserCall('POST', path, { amount: '100' })).status).toBe(403)
    expect((await browserCall('POST', '/v1/payment_intents', { amount: '100' })).status).toBe(403)
    const confirmation_token = await newToken(stripe)
    expect((await browserCall('POST', `${path}/confirm`, { confirmation_token })).status).toBe(404)
    const client_secret = intent.client_secret ?? ''
    const { body } = await browserCall('POST', `${path}/confirm`, { confirmation_token, client_secret })
    expect(body).toMatchObject({ status: 'succeeded' })
  })
})

describe('the challenge as a page of its own', () => {
  it('goes back to the return_url with the outcome', async () => {
    const intent = await stripe.paymentIntents.create(CARD_ONLY)
    const waiting = await stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_authenticationRequired',
      return_url: 'https://shop.example/return?from=bank',
    })
    const { url } = waiting.next_action?.redirect_to_url ?? {}
    expect((await fetch(url ?? '')).headers.get('content-type')).toMatch(/^text\/html/)
    const { return_url } = Object(await switches(local, 'POST', `3ds/${intent.id}/complete`))
    expect(Object.fromEntries(new URL(return_url).searchParams)).toEqual({
      from: 'bank',
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: 'succeeded',
    })
  })

  it('knows no other payment', async () => {
    const { id } = await pay(stripe)
    await expect(switches(local, 'POST', '3ds/pi_nope/complete')).rejects.toThrow(/404/)
    await expect(switches(local, 'POST', `3ds/${id}/explode`)).rejects.toThrow(/404/)
  })
})

describe('the files', () => {
  it('give Stripe.js as one classic script of the expected release', async () => {
    const response = await fetch(local.stripeJsUrl)
    const source = await response.text()
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/)
    expect(source).not.toMatch(/^(import|export) /m)

    const page: { Stripe?: { version: string; (key: string): object } } = {}
    const script = { currentScript: { src: local.stripeJsUrl } }
    new Function('document', 'window', source)(script, page)
    expect(page.Stripe?.version).toBe('endive')
    expect(() => page.Stripe?.('pk_live_0')).toThrow(/pk_test_/)
    // What react-stripe-js looks for before it takes an object for Stripe.
    const client = page.Stripe?.('pk_test_local')
    for (const name of [
      'elements',
      'createToken',
      'createPaymentMethod',
      'confirmCardPayment',
      '_registerWrapper',
    ]) {
      expect(client).toHaveProperty(name, expect.any(Function))
    }
  })

  it.each(['element', 'element.js', 'element.css', 'card-input.js', 'challenge.js', 'challenge.css'])(
    'include %s',
    async (name) => {
      const response = await fetch(`${local.url}/_local/${name}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-security-policy')).toMatch(/default-src 'self'/)
    },
  )

  it('are all there is', async () => {
    expect((await fetch(`${local.url}/../package.json`)).status).toBe(401)
    expect((await fetch(`${local.url}/_local/..%2findex.ts`)).status).toBe(404)
  })
})
