import type { Page } from '@playwright/test'
import { z } from 'zod'
import { cardTokenAt } from '../../local/stripe/card-token'
import { payRequest } from '../demo/pay-request'
import type { Stack } from './stack'

const Quote = z.object({ total: z.object({ amount: z.int(), currency: z.string() }) })

/** Pays for what is in the cart of this browser, over the HTTP contract. */
export async function payInBrowser(page: Page, { app, stripe }: Stack): Promise<void> {
  const { request } = page.context()
  const quote = await request.get('/api/checkout/quote?shippingMethod=standard&country=US')
  const { total } = Quote.parse(await quote.json())
  const paid = await request.post('/api/checkout', {
    headers: { origin: new URL(app).origin },
    data: payRequest({ total, token: await cardTokenAt(stripe) }),
  })
  if (!paid.ok()) throw new Error(`not paid: ${paid.status()} ${await paid.text()}`)
}
