'use client'

import { ask } from '@/components/api-client/problem'
import { object, text } from '@/components/api-client/shape'
import type { Provider } from '@/lib/auth/schema'

const Csrf = object<{ csrfToken: string }>({ csrfToken: text })

/**
 * Sends the browser through one of next-auth's forms, as a page of ours: with its token, and back to `returnTo`.
 * @param action the path under /api/auth
 */
export async function submitToNextAuth(
  action: `signin/${Provider}` | 'signout',
  returnTo: string,
): Promise<void> {
  const { csrfToken } = await ask({ url: '/api/auth/csrf', schema: Csrf })
  const form = document.createElement('form')
  form.method = 'post'
  form.action = `/api/auth/${action}`
  for (const [name, value] of Object.entries({ csrfToken, callbackUrl: returnTo })) {
    const input = document.createElement('input')
    Object.assign(input, { type: 'hidden', name, value })
    form.append(input)
  }
  document.body.append(form)
  form.submit()
}
