'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import type { ShipmentChange, ShipmentView } from '@/lib/fulfillment/schema'
import { ShipForm } from './ship-form'

/** One shipment: where it goes, what is in it, and the one thing to do next. */
export function ShipmentCard({
  shipment,
  isFound,
  onChange,
}: {
  shipment: ShipmentView
  /** the worker has just looked for it */
  isFound: boolean
  onChange: (change: ShipmentChange) => Promise<void>
}) {
  const card = useRef<HTMLLIElement>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (!isFound) return
    card.current?.scrollIntoView({ block: 'center' })
    card.current?.querySelector<HTMLElement>('button, input, select')?.focus()
  }, [isFound])

  const { orderNumber, recipient, lines, status, version } = shipment
  const change = async (wish: ShipmentChange) => {
    setBusy(true)
    await onChange(wish)
    setBusy(false)
  }
  return (
    <li
      ref={card}
      aria-label={`Order ${orderNumber}`}
      className={classNames(
        'grid gap-3 rounded-card border bg-surface p-4',
        isFound ? 'border-accent' : 'border-line',
      )}
    >
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="figures font-medium">{orderNumber}</h3>
        {shipment.shippingMethod === 'express' && (
          <span className="text-sm font-medium text-accent">Express</span>
        )}
      </div>
      <ul className="grid gap-1">
        {lines.map(({ sku, name, options, quantity }) => (
          <li key={sku} className="flex gap-3">
            <span className="figures w-8 shrink-0 font-medium">{quantity} ×</span>
            <span>
              {name} <span className="text-muted">{Object.values(options).join(', ')}</span>
              <span className="figures block text-sm text-muted">{sku}</span>
            </span>
          </li>
        ))}
      </ul>
      <address className="text-sm text-muted not-italic">
        {recipient.name}
        <br />
        {[recipient.line1, recipient.line2].filter(Boolean).join(', ')}
        <br />
        {[recipient.postalCode, recipient.city, recipient.region, recipient.country]
          .filter(Boolean)
          .join(' ')}
      </address>
      {status === 'to_pick' && (
        <Button size="lg" block busy={busy} onClick={() => change({ action: 'pack', version })}>
          Mark packed
        </Button>
      )}
      {status === 'packed' && <ShipForm version={version} busy={busy} onShip={change} />}
      {status === 'shipped' && (
        <p className="text-sm">
          {shipment.carrier} <span className="figures text-muted">{shipment.trackingNumber}</span>
        </p>
      )}
    </li>
  )
}
