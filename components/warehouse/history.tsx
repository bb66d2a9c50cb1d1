'use client'

import useSWR from 'swr'
import { ask, type ProblemError } from '@/components/api-client/problem'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { formatMoment } from '@/lib/core/format'
import { type AuditEntry, AuditLog } from '@/lib/fulfillment/schema'

const DID: Record<string, string> = {
  order_paid: 'sent the order',
  order_canceled: 'canceled the order',
  pack: 'packed it',
  ship: 'shipped a parcel',
  cancel: 'said that it can’t be sent',
  put_back: 'put it back on its shelf',
}

/** Who did what to a shipment, and when. */
export function History({ id }: { id: string }) {
  const url = `/api/fulfillment/shipments/${id}/log`
  const { data, error } = useSWR<{ entries: AuditEntry[] }, ProblemError>(url, () =>
    ask({ url, schema: AuditLog }),
  )
  if (error) return <Notice tone="danger">{error.detail}</Notice>
  if (!data) return <Skeleton className="h-24" />
  return (
    <ol className="grid gap-3">
      {data.entries.map(({ action, actorName, at, detail }, index) => (
        <li key={index}>
          {actorName} {DID[action] ?? action}
          {typeof detail['trackingNumber'] === 'string' && (
            <span className="figures text-muted"> {detail['trackingNumber']}</span>
          )}
          <time dateTime={at} className="figures block text-sm text-muted">
            {formatMoment(at, 'reader')}
          </time>
        </li>
      ))}
    </ol>
  )
}
