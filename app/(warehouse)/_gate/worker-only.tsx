import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { SignInButton } from '@/components/session/sign-in-button'
import { SignOutButton } from '@/components/session/sign-out-button'
import { Doorway } from '@/components/ui/doorway'
import { WarehouseFrame } from '@/components/warehouse/warehouse-frame'
import type { Actor } from '@/lib/fulfillment'
import { workerSession } from '@/app/api/fulfillment/worker-session'
import { mayActAs } from '@/lib/auth/rules/may-act-as'

/** A page for those who work in the warehouse: for anybody else the way in, and nothing of it is read. */
export async function workerOnly(
  title: string,
  page: (worker: Actor) => Promise<ReactNode>,
): Promise<ReactNode> {
  const session = await workerSession({ headers: await headers() })
  if (!session) {
    return (
      <Doorway title="Warehouse">
        <p className="text-muted">Sign in to see what is to be picked, packed and shipped.</p>
        <SignInButton returnTo="/warehouse" size="lg" />
      </Doorway>
    )
  }
  const name = session.name || session.email
  if (!mayActAs(session.roles, 'warehouse')) {
    return (
      <Doorway title="Not for this account">
        <p className="text-muted">
          {name} does not work in the warehouse. Sign out, and in again as somebody who does.
        </p>
        <SignOutButton returnTo="/warehouse" />
      </Doorway>
    )
  }
  return (
    <WarehouseFrame name={name} title={title}>
      {await page({ id: session.accountId, name })}
    </WarehouseFrame>
  )
}
