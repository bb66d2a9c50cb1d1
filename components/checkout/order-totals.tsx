import { Price } from '@/components/ui/price'
import type { Money } from '@/lib/core/money'

interface OrderTotalsProps {
  subtotal: Money
  shipping: Money
  tax: Money
  total: Money
  /** the amounts are being calculated again */
  stale?: boolean
}

/** The sum as the shopper will pay it, line by line. */
export function OrderTotals({ subtotal, shipping, tax, total, stale = false }: OrderTotalsProps) {
  return (
    <dl
      aria-busy={stale || undefined}
      className={`grid gap-2 transition-opacity ${stale ? 'opacity-50' : ''}`}
    >
      <Row name="Subtotal" money={subtotal} />
      <Row name="Shipping" money={shipping} free />
      {tax.amount > 0 && <Row name="Tax" money={tax} />}
      <div className="mt-2 flex items-baseline justify-between gap-4 border-t border-line pt-4">
        <dt className="font-medium">Total</dt>
        <dd>
          <span className="mr-2 text-sm text-muted">{total.currency}</span>
          <Price money={total} className="display-type text-heading" />
        </dd>
      </div>
    </dl>
  )
}

function Row({ name, money, free = false }: { name: string; money: Money; free?: boolean }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-muted">{name}</dt>
      <dd>{free && money.amount === 0 ? 'Free' : <Price money={money} />}</dd>
    </div>
  )
}
