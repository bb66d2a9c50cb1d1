import { getBoard } from '@/lib/fulfillment'
import { warehouseRoute } from '../warehouse-route'

export const GET = warehouseRoute({}, getBoard)
