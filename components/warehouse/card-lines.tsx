import { formatCount } from '@/lib/core/format'
import { addressLines } from '@/lib/core/postal-address'
import type { ShipmentView } from '@/lib/fulfillment/schema'

/** What is in it, with its shelf, and where it goes. */
export function CardLines({ shipment: { lines, recipient } }: { shipment: ShipmentView }) {
  return (
    <>
      <ul className="grid gap-2">
        {lines.map(({ sku, name, options, quantity, shipped, place }) => (
          <li key={sku} className="grid grid-cols-[2rem_1fr_auto] gap-x-3">
            <span className="figures font-medium">{formatCount(quantity)} ×</span>
            <span>
              {name} <span className="text-muted">{Object.values(options).join(', ')}</span>
              <span className="figures block text-sm text-muted">
                {sku}
                {shipped > 0 && shipped < quantity && ` · ${formatCount(quantity - shipped)} left`}
                {shipped === quantity && ' · has left'}
              </span>
            </span>
            {place && (
              <span className="figures self-start rounded-card border border-line px-2 text-sm font-medium">
                <span className="sr-only">Shelf </span>
                {place}
              </span>
            )}
          </li>
        ))}
      </ul>
      <address className="text-sm text-muted not-italic">
        {addressLines(recipient).map((line, index) => (
          <span key={index} className="block">
            {line}
          </span>
        ))}
      </address>
    </>
  )
}
