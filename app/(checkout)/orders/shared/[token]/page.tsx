import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { QuietPage } from '@/components/checkout/quiet-page'
import { KeepByLink } from '@/components/orders/keep-order'
import { OrderPage } from '@/components/orders/order-page'
import { AppError } from '@/lib/core/errors'
import { accountOf, offeredProviders, sessionOf } from '@/lib/shopper'
import { getSharedOrder, mayClaim } from '@/lib/orders'
import { LinkToken } from '@/lib/orders/schema'

// The address opens the order: no other site may learn it from a click.
export const metadata: Metadata = { title: 'An order', referrer: 'no-referrer' }

/** A guest's order by its signed link: what was ordered and where it is, not whose it is. 404 once the link is over. */
export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const token = LinkToken.safeParse((await params).token)
  if (!token.success) notFound()
  const session = await sessionOf({ headers: await headers() })
  const order = await getSharedOrder({ token: token.data }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  })
  const may = !session
    ? 'sign in'
    : (await mayClaim({ token: token.data, account: accountOf(session) }))
      ? 'keep'
      : 'only look'
  return (
    <QuietPage>
      <OrderPage initial={order} url={`/api/orders/shared/${token.data}`}>
        <KeepByLink token={token.data} may={may} providers={offeredProviders()} />
      </OrderPage>
    </QuietPage>
  )
}
