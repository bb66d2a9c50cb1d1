import { z } from 'zod'
import { Options } from '../catalog/schema'
import { Money } from '../core/money-schema'
import { line, lineOrNothing } from '../core/text-types'
import { ADDRESS_LIMITS, MAX_ADDRESSES } from './rules/address-limits'
import { COUNTRIES, type Country as CountryCode } from './rules/countries'
import { ORDER_NUMBER } from './rules/order-number'
import { SHIPPING_METHODS, type ShippingMethod as Method } from './rules/shipping-methods'

export { COUNTRIES, MAX_ADDRESSES }
export type Country = CountryCode
export const Country = z.enum(
  Object.keys(COUNTRIES) as [Country, ...Country[]],
  'We do not ship to this country.',
)

export const ShippingAddress = z.strictObject({
  name: line(ADDRESS_LIMITS.name),
  line1: line(ADDRESS_LIMITS.line1),
  line2: lineOrNothing(ADDRESS_LIMITS.line2).optional(),
  city: line(ADDRESS_LIMITS.city),
  region: lineOrNothing(ADDRESS_LIMITS.region).optional(),
  postalCode: line(ADDRESS_LIMITS.postalCode),
  country: Country,
})
export type ShippingAddress = z.infer<typeof ShippingAddress>

export type ShippingMethod = Method
export const ShippingMethod = z.enum(Object.keys(SHIPPING_METHODS) as [ShippingMethod, ...ShippingMethod[]])

export const OrderNumber = z.string().regex(ORDER_NUMBER)
export const OrderParams = z.object({ number: OrderNumber })

const one = <S extends z.ZodType>(schema: S) => z.tuple([schema]).transform(([value]) => value)
/** `before`: the last order of the page before */
export const OrdersQuery = z.object({ before: one(OrderNumber).optional() })

/** What a signed link carries; lib/orders/order-link.ts makes and reads it. */
export const LinkToken = z.string().regex(/^[\w-]{60,200}$/)
export const SharedParams = z.object({ token: LinkToken })
export const OrderLink = z.object({ url: z.url(), expiresAt: z.iso.datetime() })
export type OrderLink = z.infer<typeof OrderLink>

export const AddressInput = z.strictObject({
  address: ShippingAddress,
  isDefault: z.boolean().default(false),
})
export type AddressInput = z.infer<typeof AddressInput>
export const AddressParams = z.object({ id: z.uuid() })
export const SavedAddress = z.object({ id: z.uuid(), address: ShippingAddress, isDefault: z.boolean() })
export type SavedAddress = z.infer<typeof SavedAddress>
/** A person's address book, the default first, and the e-mail address of the account. */
export const AddressBook = z.object({ email: z.string(), addresses: z.array(SavedAddress) })
export type AddressBook = z.infer<typeof AddressBook>

export const ParcelView = z.object({
  carrier: z.string(),
  trackingNumber: z.string(),
  shippedAt: z.iso.datetime({ offset: true }),
  lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
})

export const OrderView = z.object({
  number: OrderNumber,
  status: z.enum(['pending', 'paying', 'paid', 'canceled']),
  placedAt: z.iso.datetime(),
  /** null, as the address is, for a holder of the link alone */
  email: z.string().nullable(),
  shippingAddress: ShippingAddress.nullable(),
  shippingMethod: ShippingMethod,
  lines: z.array(
    z.object({
      sku: z.string(),
      slug: z.string(),
      name: z.string(),
      options: Options,
      imageKey: z.string(),
      quantity: z.int(),
      unitPrice: Money,
      lineTotal: Money,
    }),
  ),
  subtotal: Money,
  shipping: Money,
  tax: Money,
  total: Money,
  shipment: z.object({
    status: z.enum(['none', 'preparing', 'packed', 'partly_shipped', 'shipped', 'canceled']),
    /** of the last parcel */
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    shippedAt: z.iso.datetime().nullable(),
    /** all that have left */
    parcels: z.array(ParcelView),
  }),
  /** its buyer asked for it not to be sent, after it was paid */
  cancelRequested: z.boolean(),
  refunded: z.boolean(),
})
export type OrderView = z.infer<typeof OrderView>
