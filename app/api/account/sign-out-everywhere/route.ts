import { after } from 'next/server'
import { AppError } from '@/lib/core/errors'
import { relayShopOutbox } from '@/lib/events/shop'
import { json, route } from '@/lib/http/shop/route'
import { sessionOf, signOutEverywhere } from '@/lib/shopper'
import { ACCOUNT_WRITE_LIMITS } from '../../limits'

/** Ends every session of the account, in every browser. Again, it answers that nobody is signed in. */
export const POST = route({ limits: ACCOUNT_WRITE_LIMITS }, async ({ request }) => {
  const session = await sessionOf(request)
  if (!session) throw new AppError('not_signed_in', 'Please sign in first.')
  const cookies = await signOutEverywhere(session, request.headers.get('cookie'))
  after(relayShopOutbox)
  const response = json({ signedOut: true })
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
})
