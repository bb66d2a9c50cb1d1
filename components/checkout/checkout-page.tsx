'use client'

import { useEffect, useMemo } from 'react'
import { CartUnreachable } from '@/components/cart/cart-states'
import { useCart } from '@/components/cart/use-cart'
import { CheckoutSkeleton } from './checkout-skeleton'
import { NothingToPay } from './nothing-to-pay'
import { Payable } from './payable'
import { PaymentProgress } from './payment-progress'
import type { StripeSettings } from './stripe'
import { useCheckout, type UseCheckout } from './use-checkout'
import { useDetails } from './use-details'
import { useOpenCheckout } from './use-open-checkout'
import { useQuote } from './use-quote'

/** Checkout on one page. What the shopper sees is always what the shop says, never what this tab remembers. */
export function CheckoutPage({ publishableKey, stripeJsUrl }: StripeSettings) {
  const settings = useMemo(() => ({ publishableKey, stripeJsUrl }), [publishableKey, stripeJsUrl])
  const checkout = useCheckout(settings)
  const { phase } = checkout
  return (
    <>
      <h1 className="sr-only">Checkout</h1>
      <Content checkout={checkout} settings={settings} />
      {phase.name !== 'editing' && (
        <PaymentProgress
          phase={phase}
          onAnswerBank={() => void checkout.answerBank()}
          onAnotherCard={checkout.useAnotherCard}
        />
      )}
    </>
  )
}

function Content({ checkout, settings }: { checkout: UseCheckout; settings: StripeSettings }) {
  const { cart, error, refresh } = useCart({ watch: true })
  const [details, setDetails] = useDetails()
  const { shippingMethod, country } = details
  const hasLines = cart !== undefined && cart.lines.length > 0
  useOpenCheckout(hasLines ? cart.id : null)
  const quote = useQuote({ cartVersion: hasLines ? cart.version : null, shippingMethod, country })

  const notice = checkout.phase.name === 'editing' ? checkout.phase.notice?.kind : undefined
  const { refresh: refreshQuote } = quote
  useEffect(() => {
    // What the shop refused was decided by newer facts than the ones shown here.
    if (notice !== 'price_changed' && notice !== 'cart_changed' && notice !== 'out_of_stock') return
    refreshQuote()
    void refresh()
  }, [notice, refresh, refreshQuote])

  const unreachable = error ?? (quote.error?.code === 'cart_empty' ? undefined : quote.error)
  if (cart && (!hasLines || quote.error?.code === 'cart_empty'))
    return <NothingToPay isGone={notice !== undefined} />
  if (cart?.id && quote.quote) {
    return (
      <Payable
        checkout={checkout}
        settings={settings}
        details={details}
        cart={cart}
        cartId={cart.id}
        quote={quote.quote}
        isCurrent={quote.isCurrent}
        onDetails={setDetails}
        onLapse={() => void refresh()}
      />
    )
  }
  if (!unreachable) return <CheckoutSkeleton />
  return (
    <CartUnreachable
      detail={unreachable.detail}
      onRetry={() => {
        void refresh()
        refreshQuote()
      }}
    />
  )
}
