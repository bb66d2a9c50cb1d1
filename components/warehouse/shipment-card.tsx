'use client'

import { useEffect, useRef, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import type { ShipmentChange, ShipmentView } from '@/lib/fulfillment/schema'
import { CardLines } from './card-lines'
import { CardMore } from './card-more'
import { ShipForm } from './ship-form'

/** One shipment: where it goes, what is in it, and the one thing to do next. */
export function ShipmentCard({
  shipment,
  foundAt,
  onChange,
}: {
  shipment: ShipmentView
  /** when the worker last looked for it; null: for another, or none */
  foundAt: number | null
  /** @returns whether it was done */
  onChange: (change: ShipmentChange) => Promise<boolean>
}) {
  const card = useRef<HTMLLIElement>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (foundAt === null) return
    card.current?.scrollIntoView({ block: 'center' })
    const next = card.current?.querySelector<HTMLElement>('[data-next]')
    ;(next ?? card.current)?.focus()
  }, [foundAt])

  const { orderNumber, status, version, needsReturn } = shipment
  const change = async (requested: ShipmentChange) => {
    setBusy(true)
    const isDone = await onChange(requested)
    setBusy(false)
    return isDone
  }
  return (
    <li
      ref={card}
      tabIndex={-1}
      aria-label={`Order ${orderNumber}`}
      className={classNames(
        'grid scroll-mt-40 gap-3 rounded-card border bg-surface p-4',
        foundAt === null ? 'border-line' : 'border-accent',
      )}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h3 className="figures font-medium">{orderNumber}</h3>
        {shipment.shippingMethod === 'express' && <Badge tone="warning">Express</Badge>}
        {status === 'partly_shipped' && <Badge tone="warning">Part has left</Badge>}
        {needsReturn && <Badge tone="danger">Canceled</Badge>}
        {shipment.picker && <Badge>{shipment.picker} picks it</Badge>}
      </div>
      <CardLines shipment={shipment} />
      {status === 'to_pick' && (
        <Button
          data-next
          size="lg"
          block
          busy={busy}
          onClick={() => void change({ action: 'pack', version })}
        >
          Mark packed
        </Button>
      )}
      {(status === 'packed' || status === 'partly_shipped') && (
        <ShipForm shipment={shipment} busy={busy} onShip={change} />
      )}
      {needsReturn && (
        <>
          <p className="text-sm">The order was canceled after it was packed. Put it back on its shelf.</p>
          <Button
            data-next
            size="lg"
            block
            busy={busy}
            onClick={() => void change({ action: 'put_back', version })}
          >
            It is back
          </Button>
        </>
      )}
      {shipment.parcels.length > 0 && (
        <ul aria-label="Parcels" className="grid gap-1 text-sm">
          {shipment.parcels.map(({ carrier, trackingNumber }, index) => (
            <li key={index}>
              {carrier} <span className="figures text-muted">{trackingNumber}</span>
            </li>
          ))}
        </ul>
      )}
      <CardMore shipment={shipment} busy={busy} onCancel={change} />
    </li>
  )
}
