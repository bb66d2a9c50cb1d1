import 'server-only'
import { fulfillmentDb } from '../infra/db/fulfillment'

/** Whether the warehouse's database answers. */
export const isFulfillmentUp = (): Promise<boolean> =>
  Promise.resolve(fulfillmentDb().$queryRaw`SELECT 1`).then(
    () => true,
    () => false,
  )
