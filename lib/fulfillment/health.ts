import 'server-only'
import { fulfillmentDb } from '../infra/db/fulfillment'
import { ping } from '../infra/db/ping'

/** Whether the warehouse's database answers. */
export const isFulfillmentUp = (): Promise<boolean> =>
  ping(fulfillmentDb()).then(
    () => true,
    () => false,
  )
