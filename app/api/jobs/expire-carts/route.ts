import { expireCarts } from '@/lib/cart'
import { forgetCounts } from '@/lib/http/shop/postgres-count-store'
import { jobRoute } from '@/lib/http/shop/machine'

export const POST = jobRoute(async () => {
  const [expired] = await Promise.all([expireCarts(), forgetCounts()])
  return expired
})
