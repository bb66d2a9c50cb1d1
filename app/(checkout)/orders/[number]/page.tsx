import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { QuietPage } from '@/components/checkout/quiet-page'
import { CopyLink } from '@/components/orders/copy-link'
import { KeepByBrowser } from '@/components/orders/keep-order'
import { OrderPage } from '@/components/orders/order-page'
import { AppError } from '@/lib/core/errors'
import { offeredProviders, whoAsks } from '@/lib/shopper'
import { getOrder } from '@/lib/orders'
import { OrderNumber } from '@/lib/orders/schema'

export const metadata: Metadata = { title: 'Your order' }

/** The order, when it belongs to this browser or this account; 404 for somebody else's as for one that never was. */
export default async function Page({ params }: { params: Promise<{ number: string }> }) {
  const number = OrderNumber.safeParse((await params).number)
  if (!number.success) notFound()
  const { session, owner } = await whoAsks({ headers: await headers() })
  const order = await getOrder({ ...owner, number: number.data }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  })
  return (
    <QuietPage>
      <OrderPage initial={order}>
        {order.status === 'paid' && (
          <>
            {!session && <KeepByBrowser number={order.number} providers={offeredProviders()} />}
            {order.email && <CopyLink number={order.number} />}
          </>
        )}
      </OrderPage>
    </QuietPage>
  )
}
