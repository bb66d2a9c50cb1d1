import 'server-only'
import { readToken, signToken } from '../infra/crypto/token'
import { grantText, type PreviewGrant, readGrantText } from './rules/preview-grant'

const PURPOSE = 'preview'
/** Tokens that a browser keeps at once; the newest. */
const MOST_KEPT = 8

export const previewCookieName = (isSecure: boolean): string => (isSecure ? '__Host-preview' : 'preview')

/** A grant, signed. */
export const previewToken = (grant: PreviewGrant): string => signToken(PURPOSE, Buffer.from(grantText(grant)))

/** What a token allows, whether or not its time is over; null when this deployment did not sign it. */
export function readPreviewToken(token: string): PreviewGrant | null {
  const payload = readToken(PURPOSE, token)
  return payload && readGrantText(payload.toString())
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
