import { setShelf } from '@/lib/fulfillment'
import { Shelf, ShelfParams } from '@/lib/fulfillment/schema'
import { warehouseRoute } from '../../warehouse-route'

export const PUT = warehouseRoute({ body: Shelf, params: ShelfParams }, ({ body, params, worker }) =>
  setShelf({ ...params, ...body, by: worker }),
)
