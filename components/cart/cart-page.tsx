'use client'

import { buttonLook } from '@/components/ui/button-look'
import { DocumentLink } from '@/components/ui/document-link'
import { Price } from '@/components/ui/price'
import { Skeleton } from '@/components/ui/skeleton'
import type { Cart } from '@/lib/cart/schema'
import { CartLines } from './cart-lines'
import { CartLinesSkeleton, CartUnreachable, EmptyCart } from './cart-states'
import { useCart } from './use-cart'

export function CartPage() {
  const { cart, error, refresh } = useCart({ watch: true })
  return (
    <>
      <h1 className="display-type text-title">Your cart</h1>
      <div className="mt-8 grid items-start gap-x-16 gap-y-10 lg:grid-cols-[1fr_23rem]">
        <section aria-label="What is in it" className="min-w-0">
          {cart ? (
            <CartLines cart={cart} empty={<EmptyCart />} />
          ) : error ? (
            <CartUnreachable detail={error.detail} onRetry={() => void refresh()} />
          ) : (
            <CartLinesSkeleton />
          )}
        </section>
        {cart ? cart.lines.length > 0 && <CartSummary cart={cart} /> : !error && <SummarySkeleton />}
      </div>
    </>
  )
}

const PANEL = 'rounded-card border border-line bg-surface p-6 lg:sticky lg:top-8'

function CartSummary({ cart }: { cart: Cart }) {
  return (
    <section aria-labelledby="summary" className={PANEL}>
      <h2 id="summary" className="sr-only">
        Summary
      </h2>
      <p className="flex items-baseline justify-between gap-4">
        <span className="font-medium">Subtotal</span>
        <Price money={cart.subtotal} className="display-type text-heading" />
      </p>
      <p className="mt-1 text-sm text-muted">Shipping and tax come next, before you pay.</p>
      <DocumentLink href="/checkout" className={`mt-6 ${buttonLook({ size: 'lg', block: true })}`}>
        Check out
      </DocumentLink>
      <DocumentLink href="/" className={`mt-2 ${buttonLook({ tone: 'quiet', block: true })}`}>
        Keep looking
      </DocumentLink>
    </section>
  )
}

function SummarySkeleton() {
  return (
    <div aria-hidden className={PANEL}>
      <div className="flex justify-between">
        <Skeleton className="h-6 w-20" />
        <Skeleton className="h-7 w-24" />
      </div>
      <Skeleton className="mt-2 h-4 w-52" />
      <Skeleton className="mt-6 h-13 w-full rounded-full" />
    </div>
  )
}
