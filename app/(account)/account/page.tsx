import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { AccountPage } from '@/components/account/account-page'
import { QuietPage } from '@/components/checkout/quiet-page'
import { customerIdsOf, findShopper, sessionOf } from '@/lib/identity'
import { listOrders } from '@/lib/orders'

export const metadata: Metadata = { title: 'Your account' }

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function Page({ searchParams }: PageProps) {
  const request = { headers: new Headers(await headers()) }
  const [shopper, session] = await Promise.all([
    findShopper(request.headers.get('cookie')),
    sessionOf(request),
  ])
  const orders = await listOrders(await customerIdsOf({ shopper, session }))
  const { error } = await searchParams
  return (
    <QuietPage>
      <AccountPage
        who={session && { name: session.name, email: session.email }}
        orders={orders.filter(({ status }) => status !== 'canceled')}
        signInFailed={error !== undefined}
      />
    </QuietPage>
  )
}
