'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ask, asProblem } from '@/components/api-client/problem'
import { flag, object } from '@/components/api-client/shape'
import { Button } from '@/components/ui/button'

const SignedOut = object<{ signedOut: boolean }>({ signedOut: flag })

/** Ends every session of the account: for a device that was lost, or a cookie that somebody copied. */
export function SignOutEverywhere() {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function signOut() {
    setBusy(true)
    setProblem(null)
    try {
      await ask({ url: '/api/account/sign-out-everywhere', method: 'POST', schema: SignedOut })
      // The page is asked for again, as nobody's.
      router.refresh()
    } catch (thrown) {
      setProblem(asProblem(thrown).detail)
      setBusy(false)
    }
  }

  return (
    <section aria-labelledby="devices" className="grid justify-items-start gap-3 border-t border-line pt-6">
      <h2 id="devices" className="display-type text-heading">
        Your devices
      </h2>
      <p className="max-w-[52ch] text-muted">
        Signed in on a device that you no longer have? End every session of your account, this one too.
      </p>
      <Button tone="secondary" busy={busy} onClick={() => void signOut()}>
        Sign out everywhere
      </Button>
      {problem && (
        <p role="alert" className="text-sm text-danger">
          {problem}
        </p>
      )}
    </section>
  )
}
