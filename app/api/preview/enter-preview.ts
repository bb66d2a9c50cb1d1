import 'server-only'
import { cookies, draftMode } from 'next/headers'
import { isSecure } from '@/lib/identity'
import { addToPreviewCookie, previewCookieName } from '@/lib/publishing'

/** The cookie by which Next knows draft mode. */
export const DRAFT_COOKIE = '__prerender_bypass'

/**
 * Turns draft mode on in this browser, with a token that says for which drafts, and sends it to the page. Draft mode alone
 * shows nothing: proxy.ts and the page both ask for the token.
 *
 * @param to a path of ours
 */
export async function enterPreview({ token, to }: { token: string; to: string }): Promise<Response> {
  const jar = await cookies()
  const now = Math.floor(Date.now() / 1000)
  const { value, expiresAt } = addToPreviewCookie(jar.get(previewCookieName(isSecure()))?.value, token, now)
  const draft = await draftMode()
  draft.enable()
  const attributes = {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(),
    path: '/',
    maxAge: expiresAt - now,
  } as const
  jar.set(previewCookieName(isSecure()), value, attributes)
  // Next sets its own for any site's frame and for ever; ours stays at home and ends with the token.
  const bypass = jar.get(DRAFT_COOKIE)?.value
  if (bypass) jar.set(DRAFT_COOKIE, bypass, attributes)
  return goTo(to)
}

/** Turns draft mode off and forgets every token. */
export async function leavePreview({ to }: { to: string }): Promise<Response> {
  const jar = await cookies()
  for (const name of [DRAFT_COOKIE, previewCookieName(isSecure())]) {
    jar.set(name, '', { httpOnly: true, sameSite: 'lax', secure: isSecure(), path: '/', maxAge: 0 })
  }
  return goTo(to)
}

/** 303: the browser asks for the page, whatever it asked us by. */
const goTo = (to: string) =>
  new Response(null, {
    status: 303,
    headers: { location: to, 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' },
  })
