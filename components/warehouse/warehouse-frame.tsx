import Link from 'next/link'
import type { ReactNode } from 'react'
import { SignOutButton } from '@/components/session/sign-out-button'

/** What is around every page of the warehouse; on paper, nothing is. */
export function WarehouseFrame({
  name,
  title,
  children,
}: {
  name: string
  title: string
  children: ReactNode
}) {
  return (
    <>
      <header className="border-b border-line bg-surface print:hidden">
        <div className="shell flex min-h-16 items-center justify-between gap-4">
          <Link href="/warehouse" className="display-type text-heading">
            Fiftyone <span className="text-muted">Warehouse</span>
          </Link>
          <div className="flex items-center gap-4">
            <span className="hidden text-sm text-muted sm:inline">{name}</span>
            <SignOutButton returnTo="/warehouse" />
          </div>
        </div>
      </header>
      <main id="main" className="shell pb-16">
        <h1 className="sr-only">{title}</h1>
        {children}
      </main>
    </>
  )
}
