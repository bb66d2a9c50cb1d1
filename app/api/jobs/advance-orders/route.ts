import { z } from 'zod'
import { advanceOne, advanceOrders } from '@/lib/checkout'
import { jobRoute } from '@/lib/http/shop/machine'

/** A delayed message names its order; a schedule names none and means all that are due. */
const OneOrder = z.object({ customerId: z.uuid(), orderId: z.uuid() })

export const POST = jobRoute(async (body) => {
  const one = OneOrder.safeParse(body)
  return one.success ? { outcome: await advanceOne(one.data) } : advanceOrders()
})
