import { getBoard } from '@/lib/fulfillment'
import { BoardQuery } from '@/lib/fulfillment/schema'
import { warehouseRoute } from '../warehouse-route'

export const GET = warehouseRoute({ query: BoardQuery }, ({ query }) => getBoard(query))
