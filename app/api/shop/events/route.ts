import { refundUnshipped } from '@/lib/checkout'
import { serverConfig } from '@/lib/config/shop/server'
import { busRoute } from '@/lib/http/signed'
import { handleSessionEnded } from '@/lib/shopper'
import { handleEvent } from '@/lib/orders'

export const POST = busRoute(
  () => serverConfig().APP_URL,
  async (body) => {
    const answer = (await handleSessionEnded(body)) ?? (await handleEvent(body))
    // What is stored is acknowledged, whatever becomes of the refund now: the sweeper sends what is left.
    if ('canceled' in answer && answer.canceled) await refundUnshipped()
    return answer
  },
)
