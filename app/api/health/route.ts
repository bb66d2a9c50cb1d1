import { checkHealth } from '@/lib/http/health'
import { json, route } from '@/lib/http/route'

export const GET = route({}, async () => {
  const health = await checkHealth()
  return json(health, health.status === 'down' ? 503 : 200)
})
