'use client'

import { useSyncExternalStore } from 'react'
import { EmptyCart } from '@/components/cart/cart-states'
import { Notice } from '@/components/ui/notice'
import { DocumentLink } from '@/components/ui/document-link'
import { readLastOrder } from './attempt'

const neverChanges = () => () => undefined

/**
 * An empty cart: nothing was put in, or it was just paid for, here (the back button) or in another tab.
 *
 * @param isGone the shopper has just pressed Pay Now for what was in it
 */
export function NothingToPay({ isGone }: { isGone: boolean }) {
  // Only the browser knows; the server's answer is the same for everyone.
  const lastOrder = useSyncExternalStore(neverChanges, readLastOrder, () => null)
  return (
    <EmptyCart>
      {isGone && (
        <Notice
          tone="warning"
          title="What was in your cart is not here any more"
          className="mt-4 max-w-[44ch]"
        >
          <p>Your visit had ended, or it was changed in another tab. Nothing was charged.</p>
        </Notice>
      )}
      <p className="mt-4">
        {lastOrder ? (
          <>
            Your last order is{' '}
            <DocumentLink href={`/orders/${lastOrder}`} className="link font-medium">
              {lastOrder}
            </DocumentLink>
            . Its page shows how it stands.
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
