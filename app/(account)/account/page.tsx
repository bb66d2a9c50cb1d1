import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { AccountFrame } from '@/components/account/account-frame'
import { SignOutEverywhere } from '@/components/account/sign-out-everywhere'
import { SignInButton } from '@/components/session/sign-in-button'
import { OrderList } from '@/components/orders/order-list'
import { DocumentLink } from '@/components/ui/document-link'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { offeredProviders, whoAsks } from '@/lib/shopper'
import { listOrders } from '@/lib/orders'
import { OrderNumber } from '@/lib/orders/schema'

export const metadata: Metadata = { title: 'Your orders' }

type Query = Record<'error' | 'before', string | string[] | undefined>

export default async function Page({ searchParams }: { searchParams: Promise<Partial<Query>> }) {
  const [{ session, owner }, { error, before: wanted }] = await Promise.all([
    whoAsks({ headers: await headers() }),
    searchParams,
  ])
  const before = OrderNumber.safeParse(wanted).data
  const { orders, next } = await listOrders({ ...owner, before })
  return (
    <AccountFrame
      title="Your orders"
      about={
        session
          ? `Signed in as ${session.name || session.email}.`
          : 'Those of this browser. Sign in to see all of yours.'
      }
      current="/account"
      signedIn={session !== null}
    >
      {error && (
        <Notice tone="danger" title="Signing in did not work">
          Please try again. Nothing was changed.
        </Notice>
      )}
      {!session && <SignInButton returnTo="/account" providers={offeredProviders()} />}
      {orders.length > 0 ? <OrderList orders={orders} /> : <NoOrders />}
      {(before || next) && (
        <nav aria-label="Pages of your orders" className="flex justify-between gap-6">
          {before && (
            <DocumentLink href="/account" className="link">
              The newest
            </DocumentLink>
          )}
          {next && (
            <DocumentLink href={`/account?before=${next}`} className="link ml-auto">
              Older orders
            </DocumentLink>
          )}
        </nav>
      )}
      {session && <SignOutEverywhere />}
    </AccountFrame>
  )
}

function NoOrders() {
  return (
    <div className="grid justify-items-start gap-5 border-t border-line pt-8">
      <p className="text-muted">Nothing ordered yet.</p>
      <LinkButton href="/" tone="secondary" prefetch={false}>
        See what we do
      </LinkButton>
    </div>
  )
}
