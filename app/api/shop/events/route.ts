import { refundUnshipped } from '@/lib/checkout'
import { serverConfig } from '@/lib/config/server'
import { busRoute } from '@/lib/http/signed'
import { takeSessionNews } from '@/lib/identity'
import { takeDelivery } from '@/lib/orders'

export const POST = busRoute(
  () => serverConfig().APP_URL,
  async (body) => {
    const answer = (await takeSessionNews(body)) ?? (await takeDelivery(body))
    // What is stored is acknowledged, whatever becomes of the refund now: the sweeper sends what is left.
    if ('canceled' in answer && answer.canceled) await refundUnshipped()
    return answer
  },
)
