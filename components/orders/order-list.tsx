import { Badge } from '@/components/ui/badge'
import { DocumentLink } from '@/components/ui/document-link'
import { Price } from '@/components/ui/price'
import { formatDay } from '@/lib/core/format'
import type { OrderView } from '@/lib/orders/schema'
import { orderProgress } from './order-progress'

/** A person's orders, newest first. */
export function OrderList({ orders }: { orders: readonly OrderView[] }) {
  return (
    <ul className="border-t border-line">
      {orders.map((order) => (
        <li key={order.number} className="border-b border-line">
          <DocumentLink
            href={`/orders/${order.number}`}
            className="grid gap-2 py-5 hover:text-accent sm:grid-cols-[1fr_auto_auto] sm:items-center sm:gap-6"
          >
            <span>
              <span className="figures font-medium">{order.number}</span>
              <span className="block text-sm text-muted">
                <time dateTime={order.placedAt}>{formatDay(order.placedAt, 'utc')}</time> ·{' '}
                {order.lines.map(({ name }) => name).join(', ')}
              </span>
            </span>
            <span>
              <Badge tone={order.status === 'paid' ? 'live' : 'neutral'}>{orderProgress(order).title}</Badge>
            </span>
            <Price money={order.total} className="font-medium" />
          </DocumentLink>
        </li>
      ))}
    </ul>
  )
}
