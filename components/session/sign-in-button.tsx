'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { PROVIDER_NAMES } from '@/lib/auth/rules/provider-names'
import type { Provider } from '@/lib/auth/schema'
import { submitToNextAuth } from './next-auth-form'

interface SignInButtonProps {
  returnTo: string
  size?: 'md' | 'lg'
  /** where one may sign in; with one alone there is nothing to choose */
  providers?: readonly Provider[]
}

/** Leads to the auth server, and back to a path of ours. */
export function SignInButton({ returnTo, size = 'md', providers = ['oidc'] }: SignInButtonProps) {
  const [busy, setBusy] = useState<Provider | null>(null)
  const [failed, setFailed] = useState(false)
  const signIn = (provider: Provider) => {
    setBusy(provider)
    setFailed(false)
    submitToNextAuth(`signin/${provider}`, returnTo).catch(() => {
      setBusy(null)
      setFailed(true)
    })
  }
  return (
    <div className="grid justify-items-start gap-2">
      <div className="flex flex-wrap gap-3">
        {providers.map((provider, index) => (
          <Button
            key={provider}
            size={size}
            tone={index === 0 ? 'primary' : 'secondary'}
            busy={busy === provider}
            onClick={() => signIn(provider)}
          >
            {provider === 'oidc' ? 'Sign in' : `Continue with ${PROVIDER_NAMES[provider]}`}
          </Button>
        ))}
      </div>
      {failed && (
        <p role="alert" className="text-sm text-danger">
          Signing in does not work right now. Please try again in a moment.
        </p>
      )}
    </div>
  )
}
