import type { Page } from '@playwright/test'
import { z } from 'zod'
import type { Stack } from './stack'

const Quote = z.object({ total: z.object({ amount: z.int(), currency: z.string() }) })
const Token = z.object({ id: z.string() })

/** Pays for what is in the cart of this browser, over the HTTP contract. */
export async function payInBrowser(page: Page, { app, stripe }: Stack): Promise<void> {
  const { request } = page.context()
  const quote = await request.get('/api/checkout/quote?shippingMethod=standard&country=US')
  const { total } = Quote.parse(await quote.json())
  const token = await fetch(`${stripe.url}/v1/test_helpers/confirmation_tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stripe.secretKey}` },
    body: new URLSearchParams({ payment_method: 'pm_card_visa' }),
  })
  const paid = await request.post('/api/checkout', {
    headers: { origin: new URL(app).origin },
    data: {
      checkoutKey: crypto.randomUUID(),
      email: 'ada@example.com',
      shippingAddress: {
        name: 'Ada',
        line1: '1 Main St',
        city: 'Portland',
        region: 'OR',
        postalCode: '97201',
        country: 'US',
      },
      shippingMethod: 'standard',
      confirmationToken: Token.parse(await token.json()).id,
      expectedTotal: total,
    },
  })
  if (!paid.ok()) throw new Error(`not paid: ${paid.status()} ${await paid.text()}`)
}
