import { ADDRESS } from './address'

/** A shop as a browser reaches it, and where its cards are turned into tokens. */
export interface ShopAddress {
  url: string
  stripe: { url: string; secretKey: string }
}

export interface HttpBuyer {
  cookie: string
  body: object
  checkoutKey: string
}

const json = { 'content-type': 'application/json' }

/** A ConfirmationToken as Stripe.js would make it. */
async function tokenAt({ stripe }: ShopAddress, card = 'pm_card_visa'): Promise<string> {
  const answer = await fetch(`${stripe.url}/v1/test_helpers/confirmation_tokens`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stripe.secretKey}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ payment_method: card }),
  })
  return ((await answer.json()) as { id: string }).id
}

/** A new guest with something in the cart, one click before Pay Now. */
export async function buyerAt(shop: ShopAddress, sku: string, quantity = 1): Promise<HttpBuyer> {
  const added = await fetch(`${shop.url}/api/cart/lines`, {
    method: 'POST',
    headers: { ...json, origin: shop.url },
    body: JSON.stringify({ sku, quantity }),
  })
  if (added.status !== 200) throw new Error(`the cart answered ${added.status}: ${await added.text()}`)
  const cookie = added.headers
    .getSetCookie()
    .map((header) => header.split(';', 1)[0])
    .join('; ')
  const quote = await fetch(`${shop.url}/api/checkout/quote?shippingMethod=standard&country=US`, {
    headers: { cookie },
  })
  const { total } = (await quote.json()) as { total: object }
  const checkoutKey = crypto.randomUUID()
  return {
    cookie,
    checkoutKey,
    body: {
      checkoutKey,
      email: 'ada@example.com',
      shippingAddress: ADDRESS,
      shippingMethod: 'standard',
      confirmationToken: await tokenAt(shop),
      expectedTotal: total,
    },
  }
}

/** Pay Now. @returns the status of the answer, or the code of its refusal; throws when the connection breaks */
export async function payAt(shop: ShopAddress, { cookie, body }: HttpBuyer): Promise<string> {
  const answer = await fetch(`${shop.url}/api/checkout`, {
    method: 'POST',
    headers: { ...json, cookie, origin: shop.url },
    body: JSON.stringify(body),
  })
  const said = (await answer.json()) as { status: string | number; code?: string }
  return said.code ?? String(said.status)
}
