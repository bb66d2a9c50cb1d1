import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { OrderPage } from '@/components/checkout/order-page'
import { QuietPage } from '@/components/checkout/quiet-page'
import { DocumentLink } from '@/components/ui/document-link'
import { AppError } from '@/lib/core/errors'
import { customerIdsOf, findShopper, sessionOf } from '@/lib/identity'
import { getOrder } from '@/lib/orders'
import { OrderParams, type OrderView } from '@/lib/orders/schema'

export const metadata: Metadata = { title: 'Your order' }

export default async function Page({ params }: { params: Promise<{ number: string }> }) {
  const order = await ownOrder(await params)
  if (!order) notFound()
  return (
    <QuietPage
      aside={
        <DocumentLink href="/account" className="link text-sm">
          Your orders
        </DocumentLink>
      }
    >
      <OrderPage order={order} />
    </QuietPage>
  )
}

/** The order, when it belongs to this browser or to who is signed in; null for all others as for one that never was. */
async function ownOrder(params: unknown): Promise<OrderView | null> {
  const parsed = OrderParams.safeParse(params)
  if (!parsed.success) return null
  const request = { headers: new Headers(await headers()) }
  const [shopper, session] = await Promise.all([
    findShopper(request.headers.get('cookie')),
    sessionOf(request),
  ])
  const customerIds = await customerIdsOf({ shopper, session })
  return getOrder({ customerIds, number: parsed.data.number }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  })
}
