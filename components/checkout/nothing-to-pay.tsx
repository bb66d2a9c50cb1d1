'use client'

import { useSyncExternalStore } from 'react'
import { EmptyCart } from '@/components/cart/cart-states'
import { DocumentLink } from '@/components/ui/document-link'
import { readLastOrder } from './attempt'

const neverChanges = () => () => undefined

/** An empty cart: nothing was put in, or it was just paid for, here (the back button) or in another tab. */
export function NothingToPay() {
  // Only the browser knows; the server's answer is the same for everyone.
  const lastOrder = useSyncExternalStore(neverChanges, readLastOrder, () => null)
  return (
    <EmptyCart>
      <p className="mt-4">
        {lastOrder ? (
          <>
            Order{' '}
            <DocumentLink href={`/orders/${lastOrder}`} className="link font-medium">
              {lastOrder}
            </DocumentLink>{' '}
            has been placed.
          </>
        ) : (
          <>
            Just paid?{' '}
            <DocumentLink href="/account" className="link font-medium">
              See your orders
            </DocumentLink>
          </>
        )}
      </p>
    </EmptyCart>
  )
}
