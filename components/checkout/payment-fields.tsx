'use client'

import { PaymentElement } from '@stripe/react-stripe-js'
import type { StripePaymentElementOptions } from '@stripe/stripe-js'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'

const OPTIONS: StripePaymentElementOptions = {
  layout: 'tabs',
  // The form above has asked for them already.
  fields: { billingDetails: { name: 'never', email: 'never' } },
  terms: { card: 'never' },
}

/** The processor's own card form, in its own frame: no card number ever reaches the shop. */
export function PaymentFields({ onReady }: { onReady: () => void }) {
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading')
  if (state === 'failed') return <CardFormMissing />
  return (
    <div className="grid *:col-start-1 *:row-start-1">
      {state === 'loading' && <CardFormSkeleton />}
      <div className={state === 'loading' ? 'opacity-0' : 'transition-opacity'}>
        <PaymentElement
          options={OPTIONS}
          onReady={() => {
            setState('ready')
            onReady()
          }}
          onLoadError={() => setState('failed')}
        />
      </div>
    </div>
  )
}

export function CardFormMissing() {
  return (
    <Notice tone="danger" title="The card form could not be loaded">
      <p className="mt-1">Nothing was charged, and what you typed is kept.</p>
      <Button tone="secondary" className="mt-3" onClick={() => location.reload()}>
        Load it again
      </Button>
    </Notice>
  )
}

function CardFormSkeleton() {
  return (
    <div className="grid content-start gap-4" role="status">
      <span className="sr-only">The card form is loading</span>
      <Skeleton className="h-18 w-full" />
      <div className="grid grid-cols-2 gap-4">
        <Skeleton className="h-18 w-full" />
        <Skeleton className="h-18 w-full" />
      </div>
    </div>
  )
}
