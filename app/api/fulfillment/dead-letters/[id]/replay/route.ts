import { after } from 'next/server'
import { relayFulfillmentOutbox, replayDeadLetter } from '@/lib/fulfillment'
import { DeadLetterParams } from '@/lib/fulfillment/schema'
import { route } from '@/lib/http/route'
import { confirmRole, sessionOf } from '@/lib/identity'

export const POST = route({ params: DeadLetterParams }, async ({ request, params }) => {
  await confirmRole(await sessionOf(request), 'warehouse')
  await replayDeadLetter(params)
  after(relayFulfillmentOutbox)
  return { replayed: true }
})
