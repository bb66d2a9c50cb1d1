'use client'

import { Elements } from '@stripe/react-stripe-js'
import type { Stripe, StripeElementsOptions } from '@stripe/stripe-js'
import { useEffect, useMemo, useState } from 'react'
import type { Cart } from '@/lib/cart/schema'
import type { Quote } from '@/lib/checkout/schema'
import { CheckoutForm } from './checkout-form'
import { CheckoutSummary } from './checkout-summary'
import type { Details } from './details'
import { CardFormMissing } from './payment-fields'
import { stripeFor, type StripeSettings } from './stripe'
import { useAppearance } from './use-appearance'
import type { UseCheckout } from './use-checkout'

interface PayableProps {
  checkout: UseCheckout
  settings: StripeSettings
  cart: Cart
  cartId: string
  quote: Quote
  isCurrent: boolean
  details: Details
  onDetails: (part: Partial<Details>) => void
  onLapse: () => void
}

/** A cart with a price: the form beside what it is for. */
export function Payable({ settings, cart, quote, isCurrent, onLapse, ...form }: PayableProps) {
  const appearance = useAppearance()
  const { amount, currency } = quote.total
  const options = useMemo(
    (): StripeElementsOptions => ({
      mode: 'payment',
      amount,
      currency: currency.toLowerCase(),
      allowedPaymentMethodTypes: ['card'],
      captureMethod: 'automatic',
      appearance,
    }),
    [amount, currency, appearance],
  )
  const stripe = useStripeJs(settings)

  return (
    <div className="grid items-start gap-x-16 gap-y-8 lg:grid-cols-[1fr_25rem]">
      <div className="-mt-8 md:-mt-12 lg:order-2 lg:mt-0 lg:h-full">
        <CheckoutSummary cart={cart} quote={quote} isCurrent={isCurrent} onLapse={onLapse} />
      </div>
      <div className="min-w-0">
        {stripe === 'failed' ? (
          <CardFormMissing />
        ) : (
          <Elements stripe={stripe} options={options}>
            <CheckoutForm {...form} quote={quote} isCurrent={isCurrent} />
          </Elements>
        )}
      </div>
    </div>
  )
}

/** Stripe.js once it is here, null while it loads. */
function useStripeJs(settings: StripeSettings): Stripe | null | 'failed' {
  const [stripe, setStripe] = useState<Stripe | null | 'failed'>(null)
  useEffect(() => {
    let wanted = true
    void stripeFor(settings).then((loaded) => wanted && setStripe(loaded ?? 'failed'))
    return () => {
      wanted = false
    }
  }, [settings])
  return stripe
}
