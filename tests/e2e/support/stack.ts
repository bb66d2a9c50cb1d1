import { readFileSync } from 'node:fs'
import type { APIRequestContext } from '@playwright/test'
import { cardTokenAt } from '../../../local/stripe/card-token'
import { payRequest } from '../../../scripts/demo/pay-request'

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
export const newCardToken = (card?: string): Promise<string> => cardTokenAt(stack.stripe, card)

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
    data: payRequest({
      total: quote.total,
      token: options.token ?? (await newCardToken()),
      ...(options.email && { email: options.email }),
    }),
  })
  return { status: answer.status(), body: await answer.json() }
}
