import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { Shape } from '@/components/api-client/shape'
import { CartShape } from '@/components/cart/cart-shape'
import { AvailabilityShape } from '@/components/catalog/availability-shape'
import { CheckoutStatusShape, QuoteShape } from '@/components/checkout/checkout-shapes'
import { AddressBookShape } from '@/components/orders/address-shape'
import { OrderLinkShape, OrderShape } from '@/components/orders/order-shape'
import { SearchAnswerShape, SuggestionsShape } from '@/components/search/search-shapes'
import { Cart } from '@/lib/cart/schema'
import { CheckoutStatus, Quote } from '@/lib/checkout/schema'
import { Availability } from '@/lib/inventory/schema'
import { AddressBook, OrderLink, OrderView } from '@/lib/orders/schema'
import { SearchAnswer, Suggestions } from '@/lib/search/schema'

const ID = '01920000-0000-7000-8000-000000000001'
const AT = '2026-11-27T14:41:00.000Z'
const usd = (amount: number) => ({ amount, currency: 'USD' })
const photo = { key: 'mug-1', alt: 'A mug', width: 960, height: 1200, blurDataUrl: 'data:,' }
const address = {
  name: 'Ada',
  line1: '1 Main St',
  line2: 'Floor 2',
  city: 'Reno',
  region: 'NV',
  postalCode: '89501',
  country: 'US',
}
const line = { sku: 'MUG-1', slug: 'mug', name: 'Mug', options: { Glaze: 'Ink' }, quantity: 2 }

const cart = {
  id: ID,
  version: 3,
  lines: [{ ...line, image: photo, unitPrice: usd(100), lineTotal: usd(200), held: 1, holdExpiresAt: AT }],
  subtotal: usd(200),
  holdExpiresAt: AT,
  notices: [{ code: 'clamped', sku: 'MUG-1', message: 'Two are left.' }],
}
const order = {
  number: 'F51-0000-0000-0001',
  status: 'paid',
  placedAt: AT,
  email: 'ada@example.com',
  shippingAddress: address,
  shippingMethod: 'express',
  lines: [{ ...line, imageKey: 'mug-1', unitPrice: usd(100), lineTotal: usd(200) }],
  ...{ subtotal: usd(200), shipping: usd(0), tax: usd(0), total: usd(200) },
  shipment: {
    ...{ status: 'shipped', carrier: 'UPS', trackingNumber: '1Z', shippedAt: AT },
    parcels: [
      { carrier: 'UPS', trackingNumber: '1Z', shippedAt: AT, lines: [{ sku: 'MUG-1', quantity: 2 }] },
    ],
  },
  cancelRequested: false,
  refunded: false,
}
const quote = {
  ...{ subtotal: usd(200), shipping: usd(0), tax: usd(0), total: usd(200) },
  shippingMethods: [{ id: 'standard', name: 'Standard', promise: 'Soon', price: usd(0) }],
}
const found = {
  items: [
    {
      ...{ id: ID, version: 1, slug: 'mug', name: 'Mug', tagline: 'Holds.', currency: 'USD' },
      category: { slug: 'vessels', name: 'Vessels' },
      ...{ priceFrom: 100, priceTo: 200, photos: [photo] },
      variants: [{ sku: 'MUG-1', options: {}, price: 100, currency: 'USD', imageKey: 'mug-1' }],
    },
  ],
  meant: 'mug',
  facets: {
    ...{ total: 1, unfiltered: 1, inStock: 1 },
    categories: [{ slug: 'vessels', name: 'Vessels', count: 1 }],
    prices: [{ price: '-50', count: 1 }],
  },
  nextCursor: 'abc',
}

const ANSWERS: [name: string, answer: object, Shape<object>, z.ZodType][] = [
  ['the cart', cart, CartShape, Cart],
  [
    'availability',
    { items: [{ sku: 'MUG-1', available: 4, inCarts: 1, state: 'low' }], asOf: AT },
    AvailabilityShape,
    Availability,
  ],
  ['a quote', quote, QuoteShape, Quote],
  ['a paid checkout', { status: 'paid', order }, CheckoutStatusShape, CheckoutStatus],
  [
    'a bank’s question',
    { status: 'requires_action', clientSecret: 's' },
    CheckoutStatusShape,
    CheckoutStatus,
  ],
  ['a checkout under way', { status: 'confirming' }, CheckoutStatusShape, CheckoutStatus],
  ['an open checkout', { status: 'open', expiresAt: AT }, CheckoutStatusShape, CheckoutStatus],
  ['a canceled checkout', { status: 'canceled' }, CheckoutStatusShape, CheckoutStatus],
  ['an order', order, OrderShape, OrderView],
  ['a link to an order', { url: 'https://shop.test/x', expiresAt: AT }, OrderLinkShape, OrderLink],
  [
    'an address book',
    { email: 'ada@example.com', addresses: [{ id: ID, address, isDefault: true }] },
    AddressBookShape,
    AddressBook,
  ],
  ['search results', found, SearchAnswerShape, SearchAnswer],
  [
    'suggestions',
    { items: [{ kind: 'product', label: 'Mug', hint: 'Vessels', href: '/p/mug', photo }] },
    SuggestionsShape,
    Suggestions,
  ],
]

type Path = (string | number)[]

/** The path of every value in an answer, at any depth. */
const pathsIn = (value: unknown, at: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => {
        const path = [...at, Array.isArray(value) ? Number(key) : key]
        return [path, ...pathsIn(inner, path)]
      })
    : []

const OTHER_VALUES = [undefined, null, 1.5, -1, true, 'nothing like it', [], {}, [null]]

/** The answer with each of its values, one at a time, replaced by each of the others. */
function* mutationsOf(answer: object): Generator<[Path, unknown, object]> {
  for (const path of pathsIn(answer)) {
    for (const other of OTHER_VALUES) {
      const copy: unknown = structuredClone(answer)
      let parent = copy as Record<string | number, unknown>
      for (const key of path.slice(0, -1)) parent = parent[key] as typeof parent
      parent[path.at(-1)!] = other
      yield [path, other, copy as object]
    }
  }
}

test.each(ANSWERS)('a browser accepts %s as the server’s schema does', (_, answer, shape, schema) => {
  expect(schema.safeParse(answer).error).toBeUndefined()
  expect(shape.safeParse(answer)).toEqual({ success: true, data: answer })
})

test.each(ANSWERS)('a browser refuses nothing in %s that the schema accepts', (_, answer, shape, schema) => {
  for (const [path, value, mutated] of mutationsOf(answer)) {
    if (schema.safeParse(mutated).success) expect(shape.is(mutated), `${path} = ${String(value)}`).toBe(true)
  }
})

test.each(ANSWERS)('a value of the wrong type in %s is refused by both', (_, answer, shape, schema) => {
  for (const [path, value, mutated] of mutationsOf(answer)) {
    const refused = schema.safeParse(mutated).error?.issues.some(({ code }) => code === 'invalid_type')
    if (refused) expect(shape.is(mutated), `${path} = ${String(value)}`).toBe(false)
  }
})
