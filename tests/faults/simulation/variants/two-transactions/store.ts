import * as original from '@/lib/fulfillment/store'
import { fulfillmentDb } from '@/lib/infra/db/fulfillment'

export * from '@/lib/fulfillment/store'

export const shipments: typeof original.shipments = {
  ...original.shipments,
  /** Records the event outside the transaction of its effect. */
  recordEvent: (_tx, event) => original.shipments.recordEvent(fulfillmentDb(), event),
}
