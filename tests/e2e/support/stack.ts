import { readFileSync } from 'node:fs'
import type { APIRequestContext } from '@playwright/test'

export interface Stack {
  app: string
  redis: { url: string; token: string }
  stripe: { url: string; secretKey: string }
  qstash: { url: string; token: string }
  oidc: string
  cronSecret: string
}

/** The shop under test: `npm test` starts it and says where its stack.json is; a developer's own by default. */
export const stack = JSON.parse(
  readFileSync(process.env['STACK_FILE'] ?? '.local/stack.json', 'utf8'),
) as Stack

/** A ConfirmationToken for one of Stripe's test cards, made without a browser. */
export async function newCardToken(card = 'pm_card_visa'): Promise<string> {
  const { url, secretKey } = stack.stripe
  const answer = await fetch(`${url}/v1/test_helpers/confirmation_tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}` },
    body: new URLSearchParams({ payment_method: card }),
  })
  return ((await answer.json()) as { id: string }).id
}

/** A whole purchase over the HTTP contract. The request context keeps the shopper's cookie. */
export async function buyByScript(options: {
  request: APIRequestContext
  sku: string
  quantity: number
  token?: string
  email?: string
}) {
  const { request, sku, quantity } = options
  const headers = { origin: stack.app }
  await request.post('/api/cart/lines', { headers, data: { sku, quantity } })
  const quote = await (await request.get('/api/checkout/quote?shippingMethod=standard&country=US')).json()
  const answer = await request.post('/api/checkout', {
    headers,
    data: {
      checkoutKey: crypto.randomUUID(),
      email: options.email ?? 'ada@example.com',
      shippingAddress: {
        name: 'Ada',
        line1: '1 Main St',
        city: 'Portland',
        postalCode: '97201',
        country: 'US',
      },
      shippingMethod: 'standard',
      confirmationToken: options.token ?? (await newCardToken()),
      expectedTotal: quote.total,
    },
  })
  return { status: answer.status(), body: await answer.json() }
}
