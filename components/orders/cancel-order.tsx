'use client'

import { useState } from 'react'
import { asProblem, ask } from '@/components/api-client/problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import type { OrderView } from '@/lib/orders/schema'
import { OrderShape } from './order-shape'

/** Gives a paid order up while it is still here; asks once before it does. */
export function CancelOrder({
  number,
  onCanceled,
}: {
  number: string
  onCanceled: (order: OrderView) => void
}) {
  const [isAsking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)

  const cancel = async () => {
    setBusy(true)
    setRefusal(null)
    try {
      const order = await ask({ url: `/api/orders/${number}/cancel`, method: 'POST', schema: OrderShape })
      setAsking(false)
      onCanceled(order)
    } catch (thrown) {
      setRefusal(asProblem(thrown).detail)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div>
      <Button tone="secondary" onClick={() => setAsking(true)}>
        Cancel this order
      </Button>
      <Dialog open={isAsking} onClose={() => setAsking(false)} title="Cancel this order?">
        <div className="grid gap-5">
          <p>If it is still in our warehouse it stays there, and your payment goes back in full.</p>
          {refusal && <Notice tone="danger">{refusal}</Notice>}
          <div className="flex flex-wrap gap-3">
            <Button busy={busy} onClick={() => void cancel()}>
              Cancel the order
            </Button>
            <Button tone="secondary" onClick={() => setAsking(false)}>
              Keep it
            </Button>
          </div>
        </div>
      </Dialog>
    </div>
  )
}
