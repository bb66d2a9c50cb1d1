import { expireCarts } from '@/lib/cart'
import { forgetCounts } from '@/lib/http/count-in-postgres'
import { jobRoute } from '@/lib/http/machine'

export const POST = jobRoute(async () => {
  const [expired] = await Promise.all([expireCarts(), forgetCounts()])
  return expired
})
