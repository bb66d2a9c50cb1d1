import 'server-only'
import { signInShopper } from '@/lib/cart'
import { cancelOpenOrder } from '@/lib/checkout'
import { findShopper, type Person } from '@/lib/shopper'

/** Welcomes the person who signed in at this request; `cookies` are set with next-auth's answer. */
export function welcomeDesk(request: { headers: Headers }) {
  const cookies: string[] = []
  return {
    cookies,
    async welcome(person: Person): Promise<{ accountId: string; at: Date }> {
      const shopper = await findShopper(request.headers.get('cookie'))
      const welcomed = await signInShopper({ person, shopper, endOpenOrder: cancelOpenOrder })
      cookies.push(...welcomed.cookies)
      return { accountId: welcomed.accountId, at: welcomed.at }
    },
  }
}
