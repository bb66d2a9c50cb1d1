import { z } from 'zod'
import { serverConfig } from '@/lib/config/shop/server'
import { route } from '@/lib/http/shop/route'
import { safeRedirect } from '@/lib/auth/rules/safe-redirect'
import { leavePreview } from '../enter-preview'
import { READ_LIMITS } from '../../limits'

const Query = z.object({ to: z.tuple([z.string().max(300)]).optional() })

/** Back to what everyone sees. A form sends it, from our own pages alone. */
export const POST = route({ query: Query, limits: READ_LIMITS }, ({ query }) => {
  const { origin } = new URL(serverConfig().APP_URL)
  return leavePreview({ to: safeRedirect(query.to?.[0] ?? '/', origin) })
})
