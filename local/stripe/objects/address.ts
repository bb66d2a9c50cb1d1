import type Stripe from 'stripe'
import type { AddressParam, BillingDetailsParam, MetadataParam, ShippingParam } from '../params'

/** An address as Stripe returns it: every field there, null when not given. */
export function buildAddress(given: AddressParam = {}): Stripe.Address {
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  }
}

/** The shipping of a PaymentIntent, Charge or Customer. */
export function buildShipping(
  given: ShippingParam,
): Stripe.PaymentIntent.Shipping & Stripe.Customer.Shipping {
  return {
    address: buildAddress(given.address),
    carrier: given.carrier ?? null,
    name: given.name,
    phone: given.phone ?? null,
    tracking_number: given.tracking_number ?? null,
  }
}

/** Who the card belongs to, as far as was told. */
export function buildBillingDetails(given: BillingDetailsParam = {}): Stripe.PaymentMethod.BillingDetails {
  return {
    address: buildAddress(given.address),
    email: given.email ?? null,
    name: given.name ?? null,
    phone: given.phone ?? null,
    tax_id: given.tax_id ?? null,
  }
}

/** Metadata after a write: keys are set, empty values remove theirs, null removes all. */
export function mergeMetadata(current: Stripe.Metadata, given: MetadataParam | undefined): Stripe.Metadata {
  if (given === undefined) return current
  if (given === null) return {}
  return Object.fromEntries(Object.entries({ ...current, ...given }).filter(([, value]) => value !== ''))
}
