import { getBoard } from '@/lib/fulfillment'
import { route } from '@/lib/http/route'
import { requireRole, sessionOf } from '@/lib/identity'

export const GET = route({}, async ({ request }) => {
  requireRole(await sessionOf(request), 'warehouse')
  return getBoard()
})
