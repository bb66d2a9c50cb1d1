import { after } from 'next/server'
import { changeShipment, getShipment, relayFulfillmentOutbox } from '@/lib/fulfillment'
import { ShipmentChange, ShipmentParams } from '@/lib/fulfillment/schema'
import { warehouseRoute } from '../../warehouse-route'

export const GET = warehouseRoute({ params: ShipmentParams }, ({ params }) => getShipment(params.id))

export const POST = warehouseRoute(
  { body: ShipmentChange, params: ShipmentParams },
  async ({ body, params, worker }) => {
    const shipment = await changeShipment({ id: params.id, change: body, by: worker })
    after(relayFulfillmentOutbox)
    return shipment
  },
)
