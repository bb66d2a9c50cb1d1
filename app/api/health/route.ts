import { checkHealth } from '@/lib/http/shop/health'
import { json, route } from '@/lib/http/shop/route'
import { READ_LIMITS } from '../limits'

export const GET = route({ limits: READ_LIMITS }, async () => {
  const health = await checkHealth()
  return json(health, health.status === 'down' ? 503 : 200)
})
