import { getShipmentLog } from '@/lib/fulfillment'
import { ShipmentParams } from '@/lib/fulfillment/schema'
import { warehouseRoute } from '../../../warehouse-route'

export const GET = warehouseRoute({ params: ShipmentParams }, ({ params }) => getShipmentLog(params.id))
