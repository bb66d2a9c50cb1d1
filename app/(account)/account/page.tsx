import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { SignInButton } from '@/components/account/sign-in-button'
import { SignOutButton } from '@/components/account/sign-out-button'
import { QuietPage } from '@/components/checkout/quiet-page'
import { OrderList } from '@/components/orders/order-list'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { customerIdsOf, findShopper, sessionOf } from '@/lib/identity'
import { listOrders } from '@/lib/orders'

export const metadata: Metadata = { title: 'Your orders' }

interface Props {
  searchParams: Promise<{ error?: string | string[] }>
}

export default async function Page({ searchParams }: Props) {
  const request = { headers: await headers() }
  const [shopper, session, { error }] = await Promise.all([
    findShopper(request.headers.get('cookie')),
    sessionOf(request),
    searchParams,
  ])
  const orders = await listOrders(await customerIdsOf({ shopper, session }))
  return (
    <QuietPage aside={session ? <SignOutButton returnTo="/account" /> : undefined}>
      <div className="grid max-w-3xl gap-8">
        <div>
          <h1 className="display-type text-title">Your orders</h1>
          <p className="mt-2 text-muted">
            {session
              ? `Signed in as ${session.name || session.email}.`
              : 'Those of this browser. Sign in to see all of yours.'}
          </p>
        </div>
        {error && (
          <Notice tone="danger" title="Signing in did not work">
            Please try again. Nothing was changed.
          </Notice>
        )}
        {!session && <SignInButton returnTo="/account" />}
        {orders.length > 0 ? (
          <OrderList orders={orders} />
        ) : (
          <div className="grid justify-items-start gap-5 border-t border-line pt-8">
            <p className="text-muted">Nothing ordered yet.</p>
            <LinkButton href="/" tone="secondary" prefetch={false}>
              See what we do
            </LinkButton>
          </div>
        )}
      </div>
    </QuietPage>
  )
}
