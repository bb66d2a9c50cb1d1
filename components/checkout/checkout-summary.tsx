'use client'

import { ChevronDown } from 'lucide-react'
import { HoldCountdown } from '@/components/cart/hold-countdown'
import { lapsedIn } from '@/components/cart/lapsed'
import { optionsText } from '@/components/cart/options-text'
import { DocumentLink } from '@/components/ui/document-link'
import { Picture } from '@/components/catalog/picture'
import { Price } from '@/components/ui/price'
import { StatusDot } from '@/components/ui/status-dot'
import type { Cart, CartLine } from '@/lib/cart/schema'
import type { Quote } from '@/lib/checkout/schema'
import { formatUnits } from '@/lib/core/format'
import { OrderTotals } from './order-totals'

interface CheckoutSummaryProps {
  cart: Cart
  quote: Quote
  isCurrent: boolean
  onLapse: () => void
}

/** What is being bought: beside the form on a wide screen, folded above it on a phone. */
export function CheckoutSummary(props: CheckoutSummaryProps) {
  const { quote } = props
  return (
    <>
      <details className="group -mx-4 border-b border-line bg-surface px-4 md:-mx-6 md:px-6 lg:hidden">
        <summary className="flex min-h-14 list-none items-center justify-between gap-4 [&::-webkit-details-marker]:hidden">
          <span className="flex items-center gap-2 font-medium">
            <span className="group-open:hidden">Show your order</span>
            <span className="hidden group-open:inline">Hide your order</span>
            <ChevronDown
              aria-hidden
              strokeWidth={1.5}
              className="size-5 transition-transform group-open:rotate-180"
            />
          </span>
          <Price money={quote.total} className="display-type text-xl" />
        </summary>
        <div className="pt-2 pb-6">
          <Contents {...props} />
        </div>
      </details>
      <div className="hidden rounded-card border border-line bg-surface p-6 lg:sticky lg:top-8 lg:block">
        <Contents {...props} />
      </div>
    </>
  )
}

function Contents({ cart, quote, isCurrent, onLapse }: CheckoutSummaryProps) {
  return (
    <>
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="font-medium">Your order</h2>
        <DocumentLink href="/cart" className="link text-sm text-muted hover:text-ink">
          Change
        </DocumentLink>
      </div>
      <ul className="mt-5 grid gap-4">
        {cart.lines.map((line) => (
          <SummaryLine key={line.sku} line={line} />
        ))}
      </ul>
      {cart.holdExpiresAt && (
        <p className="mt-5 flex items-center gap-2 text-sm text-muted">
          <StatusDot tone="live" />
          <span>
            Held for you{' '}
            <HoldCountdown key={cart.holdExpiresAt} until={cart.holdExpiresAt} onLapse={onLapse} />
          </span>
        </p>
      )}
      {lapsedIn(cart).map(({ sku, message }) => (
        <p key={sku} className="mt-5 flex items-center gap-2 text-sm text-warning">
          <StatusDot tone="warning" />
          <span>{message}</span>
        </p>
      ))}
      <div className="mt-5 border-t border-line pt-5">
        <OrderTotals
          subtotal={quote.subtotal}
          shipping={quote.shipping}
          tax={quote.tax}
          total={quote.total}
          stale={!isCurrent}
        />
      </div>
    </>
  )
}

function SummaryLine({ line }: { line: CartLine }) {
  const options = optionsText(line.options)
  return (
    <li className="grid grid-cols-[4rem_1fr_auto] items-center gap-4">
      {line.image ? (
        <Picture photo={line.image} alt="" sizes="4rem" />
      ) : (
        <span className="block aspect-[4/5] bg-backdrop" />
      )}
      <div className="min-w-0">
        <p className="font-medium">{line.name}</p>
        <p className="text-sm text-muted">
          {options}
          {line.quantity > 1 && `${options && ' · '}${formatUnits(line.quantity, 'piece')}`}
        </p>
      </div>
      <Price money={line.lineTotal} />
    </li>
  )
}
