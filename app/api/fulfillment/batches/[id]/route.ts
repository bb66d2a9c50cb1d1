import { getBatch, releaseBatch } from '@/lib/fulfillment'
import { BatchParams } from '@/lib/fulfillment/schema'
import { warehouseRoute } from '../../warehouse-route'

export const GET = warehouseRoute({ params: BatchParams }, ({ params }) => getBatch(params.id))

export const DELETE = warehouseRoute({ params: BatchParams }, ({ params, worker }) =>
  releaseBatch({ id: params.id, by: worker }),
)
