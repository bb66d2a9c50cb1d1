import { cardTokenAt } from '../../local/stripe/card-token'
import { payRequest } from '../../scripts/demo/pay-request'

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
  const body = payRequest({ total, token: await cardTokenAt(shop.stripe) })
  return { cookie, checkoutKey: body.checkoutKey, body }
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
