import 'server-only'
import { cookies } from 'next/headers'
import { isSecure } from '@/lib/auth'
import { addToPreviewCookie, previewCookieName } from '@/lib/publishing'

/**
 * Gives this browser a token that says which drafts it may see, and sends it to the page: proxy.ts shows a browser that
 * holds one the preview of each page. Next's draft mode is not used: its cookie is the key to rebuild any page by.
 *
 * @param to a path of ours
 */
export async function enterPreview({ token, to }: { token: string; to: string }): Promise<Response> {
  const jar = await cookies()
  const now = Math.floor(Date.now() / 1000)
  const name = previewCookieName(isSecure())
  const { value, expiresAt } = addToPreviewCookie(jar.get(name)?.value, token, now)
  jar.set(name, value, { ...attributes(), maxAge: expiresAt - now })
  return goTo(to)
}

/** Forgets every token. */
export async function leavePreview({ to }: { to: string }): Promise<Response> {
  const jar = await cookies()
  jar.set(previewCookieName(isSecure()), '', { ...attributes(), maxAge: 0 })
  return goTo(to)
}

const attributes = () => ({ httpOnly: true, sameSite: 'lax', secure: isSecure(), path: '/' }) as const

/** 303: the browser asks for the page, whatever it asked us by. */
const goTo = (to: string) =>
  new Response(null, {
    status: 303,
    headers: { location: to, 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' },
  })
