'use client'

import Link from 'next/link'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import type { ShipmentChange, ShipmentView } from '@/lib/fulfillment/schema'
import { CancelForm, type Reason } from './cancel-form'
import { History } from './history'

const QUIET = 'inline-flex min-h-11 items-center text-sm text-muted hover:text-ink link'

/** What is seldom done: its slip, who did what, and that it can't be sent. */
export function CardMore({
  shipment,
  busy,
  onCancel,
}: {
  shipment: ShipmentView
  busy: boolean
  onCancel: (change: ShipmentChange) => Promise<boolean>
}) {
  const [open, setOpen] = useState<'history' | 'cancel' | null>(null)
  const close = () => setOpen(null)
  const { id, orderNumber, status, version } = shipment
  const cancel = async (reason: Reason) => {
    if (await onCancel({ action: 'cancel', version, reason })) close()
  }
  const mayCancel = status === 'to_pick' || status === 'packed'
  return (
    <div className="flex flex-wrap gap-x-5 border-t border-line pt-1">
      <Link href={`/warehouse/slips/${id}`} className={QUIET}>
        Packing slip
      </Link>
      <button type="button" className={QUIET} onClick={() => setOpen('history')}>
        History
      </button>
      {mayCancel && (
        <button type="button" className={QUIET} onClick={() => setOpen('cancel')}>
          Can’t be sent
        </button>
      )}
      <Dialog open={open === 'history'} onClose={close} title={`History of ${orderNumber}`}>
        {open === 'history' && <History id={id} />}
      </Dialog>
      <Dialog open={open === 'cancel'} onClose={close} title={`${orderNumber} can’t be sent`}>
        <CancelForm busy={busy} onKeep={close} onCancel={(reason) => void cancel(reason)} />
      </Dialog>
    </div>
  )
}
