'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { submitToNextAuth } from './next-auth-form'

export function SignOutButton({ returnTo }: { returnTo: string }) {
  const [busy, setBusy] = useState(false)
  const signOut = () => {
    setBusy(true)
    submitToNextAuth('signout', returnTo).catch(() => setBusy(false))
  }
  return (
    <Button tone="secondary" busy={busy} onClick={signOut}>
      Sign out
    </Button>
  )
}
