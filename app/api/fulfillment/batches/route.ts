import { listBatches, startBatch } from '@/lib/fulfillment'
import { BatchRequest } from '@/lib/fulfillment/schema'
import { warehouseRoute } from '../warehouse-route'

export const GET = warehouseRoute({}, ({ worker }) => listBatches(worker))

export const POST = warehouseRoute({ body: BatchRequest }, ({ body, worker }) =>
  startBatch({ request: body, by: worker }),
)
