import { formatCount } from '@/lib/core/format'
import type { OrderView } from '@/lib/orders/schema'

/** What has left, parcel by parcel; of an order in several parcels also what is in each. */
export function Parcels({ order: { shipment, lines } }: { order: OrderView }) {
  const { parcels } = shipment
  if (parcels.length === 0) return null
  const nameOf = (sku: string) => lines.find((line) => line.sku === sku)?.name ?? sku
  const isSplit = parcels.length > 1 || shipment.status === 'partly_shipped'
  return (
    <ul aria-label="Parcels" className="grid gap-3">
      {parcels.map(({ carrier, trackingNumber, lines: inside }, index) => (
        <li key={index}>
          {carrier} <span className="figures font-medium">{trackingNumber}</span>
          {isSplit && (
            <span className="block text-sm text-muted">
              {inside.map(({ sku, quantity }) => `${formatCount(quantity)} × ${nameOf(sku)}`).join(', ')}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
