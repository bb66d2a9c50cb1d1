'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ask, asProblem } from '@/components/api-client/problem'
import { SignInButton } from '@/components/session/sign-in-button'
import { Button } from '@/components/ui/button'
import type { Provider } from '@/lib/auth/schema'
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
  /** what the link and the account, if somebody is signed in, allow */
  may: 'sign in' | 'keep' | 'only look'
  providers: readonly Provider[]
}

/**
 * The same from a link. The link alone shows: who is signed in with the order's own e-mail address keeps it with one press,
 * and anybody else learns what it takes.
 */
export function KeepByLink({ token, may, providers }: KeepByLinkProps) {
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
      <p className="max-w-[52ch] text-muted">{WORDS[may]}</p>
      {may === 'keep' && (
        <Button busy={busy} onClick={() => void keep()}>
          Keep it in my account
        </Button>
      )}
      {may === 'sign in' && <SignInButton returnTo={`/orders/shared/${token}`} providers={providers} />}
      {problem && (
        <p role="alert" className="text-sm text-danger">
          {problem}
        </p>
      )}
    </Offer>
  )
}

const WORDS = {
  'sign in':
    'Is it yours? Sign in with the email address you ordered with, and you find it again on any device.',
  keep: 'It then stands among your orders.',
  'only look':
    'Your account has another email address than this order, or one that is not confirmed. To keep or cancel it, sign in with the address it was ordered with, or open it in the browser that bought it.',
} as const

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
