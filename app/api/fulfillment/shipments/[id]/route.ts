import { after } from 'next/server'
import { changeShipment, relayFulfillmentOutbox } from '@/lib/fulfillment'
import { ShipmentChange, ShipmentParams } from '@/lib/fulfillment/schema'
import { route } from '@/lib/http/route'
import { confirmRole, sessionOf } from '@/lib/identity'

export const POST = route(
  { body: ShipmentChange, params: ShipmentParams },
  async ({ request, body, params }) => {
    await confirmRole(await sessionOf(request), 'warehouse')
    const shipment = await changeShipment({ id: params.id, change: body })
    after(relayFulfillmentOutbox)
    return shipment
  },
)
