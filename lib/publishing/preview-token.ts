import 'server-only'
import { isSignatureOf, signature } from '../infra/crypto/signature'
import { grantText, type PreviewGrant, readGrantText } from './rules/preview-grant'

const PURPOSE = 'preview'
/** Tokens that a browser keeps at once; the newest. */
const MOST_KEPT = 8

export const previewCookieName = (isSecure: boolean): string => (isSecure ? '__Host-preview' : 'preview')

/** A grant, signed. */
export function previewToken(grant: PreviewGrant): string {
  const text = grantText(grant)
  return `${text}.${signature(PURPOSE, text)}`
}

/** What a token allows, whether or not its time is over; null when it was not signed by this deployment. */
export function readPreviewToken(token: string): PreviewGrant | null {
  const at = token.lastIndexOf('.')
  const text = token.slice(0, Math.max(0, at))
  if (!isSignatureOf(PURPOSE, text, token.slice(at + 1))) return null
  return readGrantText(text)
}

/** The cookie's tokens that are signed and not over: what this browser may see. */
export function readPreviewCookie(value: string | undefined, now: number): PreviewGrant[] {
  return tokensOf(value).flatMap((token) => {
    const grant = readPreviewToken(token)
    return grant && grant.expiresAt > now ? [grant] : []
  })
}

/** The cookie with one token more (in the place of an older one for the same page), and until when any of it counts. */
export function addToPreviewCookie(
  value: string | undefined,
  token: string,
  now: number,
): { value: string; expiresAt: number } {
  const page = pageOf(token)
  const others = tokensOf(value).filter((one) => {
    return readPreviewCookie(one, now).length > 0 && pageOf(one) !== page
  })
  const kept = [token, ...others].slice(0, MOST_KEPT)
  const times = readPreviewCookie(kept.join('~'), now).map(({ expiresAt }) => expiresAt)
  return { value: kept.join('~'), expiresAt: Math.max(now, ...times) }
}

const pageOf = (token: string): string => JSON.stringify(readPreviewToken(token)?.page)

const tokensOf = (value = ''): string[] => value.split('~', MOST_KEPT).filter((token) => token !== '')
