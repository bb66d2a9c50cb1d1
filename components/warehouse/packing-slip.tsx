'use client'

import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { formatCount, formatDay } from '@/lib/core/format'
import { addressLines } from '@/lib/core/postal-address'
import type { ShipmentView } from '@/lib/fulfillment/schema'

/** What goes into the box with the things: who gets what. On paper without anything around it. */
export function PackingSlip({ shipment }: { shipment: ShipmentView }) {
  const { orderNumber, orderedAt, recipient, lines } = shipment
  return (
    <div className="mx-auto grid max-w-2xl gap-8 pt-6">
      <div className="flex justify-between gap-3 print:hidden">
        <Link href="/warehouse" className={buttonLook({ tone: 'secondary' })}>
          Back to the board
        </Link>
        <Button onClick={() => window.print()}>Print</Button>
      </div>
      <article className="grid gap-8 border border-line bg-surface p-8 print:border-0 print:bg-transparent print:p-0">
        <header className="flex flex-wrap items-baseline justify-between gap-4">
          <h1 className="display-type text-title">Fiftyone</h1>
          <p className="figures text-right">
            <span className="block font-medium">{orderNumber}</span>
            <time dateTime={orderedAt} className="text-sm text-muted">
              {formatDay(orderedAt, 'utc')}
            </time>
          </p>
        </header>
        <address className="not-italic">
          {addressLines(recipient).map((line, index) => (
            <span key={index} className="block">
              {line}
            </span>
          ))}
        </address>
        <table className="w-full border-collapse text-left">
          <thead className="text-sm">
            <tr className="border-b border-line">
              <th scope="col" className="w-16 py-2 font-medium">
                Units
              </th>
              <th scope="col" className="py-2 font-medium">
                What
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ sku, name, options, quantity }) => (
              <tr key={sku} className="border-b border-line">
                <td className="figures py-3 font-medium">{formatCount(quantity)}</td>
                <td className="py-3">
                  {name} <span className="text-muted">{Object.values(options).join(', ')}</span>
                  <span className="figures block text-sm text-muted">{sku}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="text-sm text-muted">Thank you. Made well, to be kept long.</p>
      </article>
    </div>
  )
}
