import { after } from 'next/server'
import { relayShopOutbox } from '@/lib/events'
import { route } from '@/lib/http/route'
import { whoAsks } from '@/lib/identity'
import { cancelOrder } from '@/lib/orders'
import { OrderParams } from '@/lib/orders/schema'
import { ACCOUNT_WRITE_LIMITS } from '../../../limits'

export const POST = route(
  { params: OrderParams, limits: ACCOUNT_WRITE_LIMITS },
  async ({ request, params }) => {
    const { owner } = await whoAsks(request)
    const order = await cancelOrder({ ...owner, ...params })
    after(relayShopOutbox)
    return order
  },
)
