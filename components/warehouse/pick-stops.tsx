import { formatCount, formatUnits } from '@/lib/core/format'
import { pickList } from '@/lib/fulfillment/rules/pick-list'
import type { BatchSummary, ShipmentView } from '@/lib/fulfillment/schema'
import { ShelfField } from './shelf-field'

/** The stops of a batch in the order in which one walks past the shelves. */
export function PickStops({
  batch,
  shipments,
  onPlace,
}: {
  batch: BatchSummary
  shipments: readonly ShipmentView[]
  onPlace: (sku: string, place: string) => Promise<unknown>
}) {
  const stops = pickList(shipments)
  return (
    <table className="w-full border-collapse text-left">
      <caption className="pb-3 text-left text-muted">
        {batch.isMine ? 'Your batch' : `Batch of ${batch.picker}`}: {formatUnits(shipments.length, 'order')},{' '}
        {formatUnits(stops.length, 'stop')}
      </caption>
      <thead className="text-sm">
        <tr className="border-b border-line">
          <th scope="col" className="w-32 py-2 pr-4 font-medium">
            Shelf
          </th>
          <th scope="col" className="py-2 pr-4 font-medium">
            Take
          </th>
          <th scope="col" className="py-2 font-medium">
            For
          </th>
        </tr>
      </thead>
      <tbody>
        {stops.map(({ sku, name, options, place, quantity, orders }) => (
          <tr key={sku} className="border-b border-line align-top">
            <td className="py-3 pr-4">
              <ShelfField sku={sku} place={place} onKeep={(where) => onPlace(sku, where)} />
            </td>
            <td className="py-3 pr-4">
              <span className="figures font-medium">{formatCount(quantity)} ×</span> {name}{' '}
              <span className="text-muted">{Object.values(options).join(', ')}</span>
              <span className="figures block text-sm text-muted">{sku}</span>
            </td>
            <td className="figures py-3 text-sm">
              {orders.map(({ orderNumber, quantity: units }) => (
                <span key={orderNumber} className="block">
                  {formatCount(units)} × {orderNumber}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
