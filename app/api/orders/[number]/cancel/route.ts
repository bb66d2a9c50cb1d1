import { after } from 'next/server'
import { relayShopOutbox } from '@/lib/events/shop'
import { route } from '@/lib/http/shop/route'
import { whoAsks } from '@/lib/shopper'
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
