import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { QuietPage } from '@/components/checkout/quiet-page'
import { OrderPage } from '@/components/orders/order-page'
import { OrderMissing } from '@/components/orders/order-missing'
import { AppError } from '@/lib/core/errors'
import { customerIdsOf, findShopper, sessionOf } from '@/lib/identity'
import { getOrder } from '@/lib/orders'
import { OrderNumber, type OrderView } from '@/lib/orders/schema'

export const metadata: Metadata = { title: 'Your order' }

export default async function Page({ params }: { params: Promise<{ number: string }> }) {
  const order = await ownOrder((await params).number)
  return <QuietPage>{order ? <OrderPage initial={order} /> : <OrderMissing />}</QuietPage>
}

/** The order, when it belongs to this browser or this account; null for somebody else's as for one that never was. */
async function ownOrder(wanted: string): Promise<OrderView | null> {
  const number = OrderNumber.safeParse(wanted)
  if (!number.success) return null
  const request = { headers: await headers() }
  const [shopper, session] = await Promise.all([
    findShopper(request.headers.get('cookie')),
    sessionOf(request),
  ])
  try {
    return await getOrder({ customerIds: await customerIdsOf({ shopper, session }), number: number.data })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}
