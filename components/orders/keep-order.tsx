'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ask, asProblem } from '@/components/api/problem'
import { SignInButton } from '@/components/session/sign-in-button'
import { Button } from '@/components/ui/button'
import type { Provider } from '@/lib/session/schema'
import { ClaimedShape } from './order-shape'

/** A guest's order, from the browser that bought it: signing in is all there is to do. */
export function KeepByBrowser({ number, providers }: { number: string; providers: readonly Provider[] }) {
  return (
    <Offer>
      <p className="text-muted">Sign in, and you find it again on any device.</p>
      <SignInButton returnTo={`/orders/${number}`} providers={providers} />
    </Offer>
  )
}

interface KeepByLinkProps {
  token: string
  /** without one, signing in comes first, and leads back here */
  signedIn: boolean
  providers: readonly Provider[]
}

/** The same from a link: signed in, one press keeps the order in the account. */
export function KeepByLink({ token, signedIn, providers }: KeepByLinkProps) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function keep() {
    setBusy(true)
    setProblem(null)
    try {
      const { number } = await ask({
        url: `/api/orders/shared/${token}/claim`,
        method: 'POST',
        schema: ClaimedShape,
      })
      router.push(`/orders/${number}`)
    } catch (thrown) {
      setProblem(asProblem(thrown).detail)
      setBusy(false)
    }
  }

  return (
    <Offer>
      <p className="text-muted">
        {signedIn ? 'It then stands among your orders.' : 'Sign in, and you find it again on any device.'}
      </p>
      {signedIn ? (
        <Button busy={busy} onClick={() => void keep()}>
          Keep it in my account
        </Button>
      ) : (
        <SignInButton returnTo={`/orders/shared/${token}`} providers={providers} />
      )}
      {problem && (
        <p role="alert" className="text-sm text-danger">
          {problem}
        </p>
      )}
    </Offer>
  )
}

function Offer({ children }: { children: React.ReactNode }) {
  return (
    <section aria-labelledby="keep" className="grid justify-items-start gap-3 border-t border-line pt-6">
      <h2 id="keep" className="display-type text-heading">
        Keep this order in an account
      </h2>
      {children}
    </section>
  )
}
