import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { SignInButton } from '@/components/session/sign-in-button'
import { SignOutButton } from '@/components/session/sign-out-button'
import { Doorway } from '@/components/ui/doorway'
import { type Session } from '@/lib/auth'
import { sessionOf } from '@/lib/shopper'
import { mayActAs } from '@/lib/auth/rules/may-act-as'

interface MarketerOnlyProps {
  /** the page itself, to come back to */
  path: string
  /** Asked for nothing before it is known who looks. */
  children: (session: Session) => Promise<ReactNode>
}

/** The studio for those who work in it, and the door for everybody else. */
export async function MarketerOnly({ path, children }: MarketerOnlyProps) {
  const session = await sessionOf({ headers: await headers() })
  if (!session) {
    return (
      <Doorway title="Studio">
        <p className="text-muted">Sign in to edit what the shop says and sells.</p>
        <SignInButton returnTo={path} size="lg" />
      </Doorway>
    )
  }
  if (!mayActAs(session.roles, 'marketer')) {
    return (
      <Doorway title="Not for this account">
        <p className="text-muted">
          {session.name || session.email} does not edit this shop. Sign out, and in again as somebody who
          does.
        </p>
        <SignOutButton returnTo={path} />
      </Doorway>
    )
  }
  return children(session)
}
