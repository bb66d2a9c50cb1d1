'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { submitToNextAuth } from './next-auth-form'

/** Leads to the auth server, and back to a path of ours. */
export function SignInButton({ returnTo, size = 'md' }: { returnTo: string; size?: 'md' | 'lg' }) {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const signIn = () => {
    setBusy(true)
    setFailed(false)
    submitToNextAuth('signin/oidc', returnTo).catch(() => {
      setBusy(false)
      setFailed(true)
    })
  }
  return (
    <div className="grid justify-items-start gap-2">
      <Button size={size} busy={busy} onClick={signIn}>
        Sign in
      </Button>
      {failed && (
        <p role="alert" className="text-sm text-danger">
          Signing in does not work right now. Please try again in a moment.
        </p>
      )}
    </div>
  )
}
