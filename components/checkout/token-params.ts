import type { ConfirmationTokenCreateParams } from '@stripe/stripe-js'
import type { Parsed } from './details'

/** What the card form does not ask for itself, so that the bank sees one person. */
export function tokenParams({ email, shippingAddress }: Parsed): ConfirmationTokenCreateParams {
  const { name, line1, line2, city, region, postalCode, country } = shippingAddress
  return {
    payment_method_data: { billing_details: { name, email } },
    shipping: {
      name,
      address: {
        line1,
        line2: line2 ?? null,
        city,
        state: region ?? null,
        postal_code: postalCode,
        country,
      },
    },
  }
}
