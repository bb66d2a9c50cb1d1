import type Stripe from 'stripe'
import { newId, randomText, unixNow } from '../ids'

export interface NewCustomer {
  address: Stripe.Address | null
  description: string | null
  email: string | null
  metadata: Stripe.Metadata
  name: string | null
  phone: string | null
  shipping: Stripe.Customer.Shipping | null
}

export function buildCustomer(given: NewCustomer): Stripe.Customer {
  return {
    id: newId('cus', 14),
    object: 'customer',
    address: given.address,
    balance: 0,
    created: unixNow(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: given.description,
    discount: null,
    email: given.email,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: given.metadata,
    name: given.name,
    next_invoice_sequence: 1,
    phone: given.phone,
    preferred_locales: [],
    shipping: given.shipping,
    tax_exempt: 'none',
    test_clock: null,
  }
}
