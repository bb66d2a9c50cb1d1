'use client'

import { useState, type ReactNode } from 'react'
import { z } from 'zod'
import { ask, ProblemError } from '@/components/api/problem'
import { Button } from '@/components/ui/button'
import type { ButtonLook } from '@/components/ui/button-look'

const Csrf = z.object({ csrfToken: z.string() })
const Leads = z.object({ url: z.string() })
const PROVIDER = 'oidc'

/**
 * Asks next-auth to begin or end a session and goes where it says: the auth server, or back here. By hand, since its
 * own client would bring a session provider and a poll to pages that need neither.
 */
async function goTo(action: string): Promise<void> {
  const { csrfToken } = await ask({ url: '/api/auth/csrf', schema: Csrf })
  const response = await fetch(`/api/auth/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, callbackUrl: '/account', json: 'true' }),
  })
  const answer = Leads.safeParse(await response.json())
  if (!answer.success) throw new ProblemError('unreadable', 'That did not work.', response.status)
  location.assign(answer.data.url)
}

interface AuthButtonProps extends ButtonLook {
  action: string
  children: ReactNode
}

function AuthButton({ action, children, ...look }: AuthButtonProps) {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  return (
    <div>
      <Button
        {...look}
        busy={state === 'busy'}
        onClick={() => {
          setState('busy')
          goTo(action).catch(() => setState('failed'))
        }}
      >
        {children}
      </Button>
      {state === 'failed' && (
        <p role="alert" className="mt-2 text-sm font-medium text-danger">
          That did not work just now. Please try again.
        </p>
      )}
    </div>
  )
}

export function SignInButton() {
  return <AuthButton action={`signin/${PROVIDER}`}>Sign in</AuthButton>
}

export function SignOutButton() {
  return (
    <AuthButton action="signout" tone="secondary">
      Sign out
    </AuthButton>
  )
}
