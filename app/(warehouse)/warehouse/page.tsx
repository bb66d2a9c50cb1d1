import { headers } from 'next/headers'
import { SignInButton } from '@/components/account/sign-in-button'
import { SignOutButton } from '@/components/account/sign-out-button'
import { Doorway } from '@/components/ui/doorway'
import { WarehouseBoard } from '@/components/warehouse/board'
import { getBoard } from '@/lib/fulfillment'
import { sessionOf } from '@/lib/identity'
import { mayActAs } from '@/lib/identity/rules/may-act-as'

export default async function WarehousePage() {
  const session = await sessionOf({ headers: await headers() })
  if (!session) {
    return (
      <Doorway title="Warehouse">
        <p className="text-muted">Sign in to see what is to be picked, packed and shipped.</p>
        <SignInButton returnTo="/warehouse" size="lg" />
      </Doorway>
    )
  }
  if (!mayActAs(session.roles, 'warehouse')) {
    return (
      <Doorway title="Not for this account">
        <p className="text-muted">
          {session.name || session.email} does not work in the warehouse. Sign out, and in again as somebody
          who does.
        </p>
        <SignOutButton returnTo="/warehouse" />
      </Doorway>
    )
  }
  return (
    <>
      <header className="border-b border-line bg-surface">
        <div className="shell flex min-h-16 items-center justify-between gap-4">
          <p className="display-type text-heading">
            Fiftyone <span className="text-muted">Warehouse</span>
          </p>
          <div className="flex items-center gap-4">
            <span className="hidden text-sm text-muted sm:inline">{session.name}</span>
            <SignOutButton returnTo="/warehouse" />
          </div>
        </div>
      </header>
      <main id="main" className="shell py-6">
        <h1 className="sr-only">Warehouse board</h1>
        <WarehouseBoard initial={await getBoard()} />
      </main>
    </>
  )
}
