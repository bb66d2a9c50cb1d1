'use client'

import { useElements, useStripe } from '@stripe/react-stripe-js'
import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { Quote } from '@/lib/checkout/schema'
import { formatMoney } from '@/lib/core/format'
import { CheckoutNotice } from './checkout-notice'
import type { Details } from './details'
import { AddressFields, ContactFields } from './details-fields'
import { ErrorSummary } from './error-summary'
import { isBusy } from './machine'
import { MethodFields } from './method-fields'
import { PaymentFields } from './payment-fields'
import { SavedAddresses } from './saved-addresses'
import type { UseCheckout } from './use-checkout'
import { useFieldErrors } from './use-field-errors'
import { useSavedAddresses } from './use-saved-addresses'

interface CheckoutFormProps {
  checkout: UseCheckout
  cartId: string
  quote: Quote
  /** the quote is for what is chosen now */
  isCurrent: boolean
  details: Details
  onDetails: (part: Partial<Details>) => void
}

export function CheckoutForm({ checkout, cartId, quote, isCurrent, details, onDetails }: CheckoutFormProps) {
  const stripe = useStripe()
  const elements = useElements()
  const [cardReady, setCardReady] = useState(false)
  const fields = useFieldErrors(details)
  const addresses = useSavedAddresses(details, onDetails)
  const { phase } = checkout
  const notice = phase.name === 'editing' ? phase.notice : null
  const { showServerErrors } = fields

  // A new refusal of the server arrives as a new notice; its fields are shown once.
  const [shown, setShown] = useState(notice)
  if (notice !== shown) {
    setShown(notice)
    if (notice?.kind === 'invalid') showServerErrors(notice.errors)
  }

  const inSummary = notice?.kind === 'invalid' && Object.keys(fields.errors).length > 0

  const change = (part: Partial<Details>) => {
    onDetails(part)
    fields.changed(part)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!stripe || !elements || !cardReady || !isCurrent || isBusy(phase)) return
    const parsed = fields.check()
    if (!parsed) return
    const { shippingMethod } = details
    void checkout.pay({ ...parsed, cartId, shippingMethod, expectedTotal: quote.total }, { stripe, elements })
  }

  const forFields = { details, errors: fields.errors, onChange: change, onLeave: fields.left }
  return (
    <form noValidate onSubmit={submit} inert={isBusy(phase)} aria-label="Checkout">
      <ErrorSummary errors={fields.errors} at={fields.refusedAt} />
      <Section title="Contact">
        <ContactFields {...forFields} />
      </Section>
      <Section title="Where it goes">
        <SavedAddresses addresses={addresses} details={details} onChoose={change} />
        <AddressFields {...forFields} />
      </Section>
      <Section title="How it travels">
        <MethodFields
          methods={quote.shippingMethods}
          chosen={details.shippingMethod}
          onChoose={(shippingMethod) => change({ shippingMethod })}
        />
      </Section>
      <Section title="Payment">
        {notice && !inSummary && (
          <div className="mb-5">
            <CheckoutNotice notice={notice} onDone={checkout.dismissNotice} />
          </div>
        )}
        <PaymentFields onReady={() => setCardReady(true)} />
      </Section>
      <PayButton total={formatMoney(quote.total)} isCurrent={isCurrent} ready={cardReady} />
      <p className="mt-4 text-center text-sm text-muted">
        Your card goes to the bank directly and is never stored here.
      </p>
    </form>
  )
}

function PayButton({ total, isCurrent, ready }: { total: string; isCurrent: boolean; ready: boolean }) {
  return (
    <Button type="submit" size="lg" block busy={!isCurrent || !ready} className="figures mt-10">
      {isCurrent ? `Pay Now — ${total}` : 'Working out the total…'}
    </Button>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="border-t border-line pt-7 pb-9 first-of-type:border-t-0 first-of-type:pt-0 last-of-type:pb-0"
    >
      <h2 id={id} className="display-type mb-5 text-heading">
        {title}
      </h2>
      {children}
    </section>
  )
}
