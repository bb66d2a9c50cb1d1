import { after } from 'next/server'
import { relayFulfillmentOutbox, replayDeadLetter } from '@/lib/fulfillment'
import { DeadLetterParams } from '@/lib/fulfillment/schema'
import { warehouseRoute } from '../../../warehouse-route'

export const POST = warehouseRoute({ params: DeadLetterParams }, async ({ params, worker }) => {
  await replayDeadLetter({ ...params, by: worker })
  after(relayFulfillmentOutbox)
  return { replayed: true }
})
