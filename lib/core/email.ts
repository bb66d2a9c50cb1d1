/** Longer than any that a mail server takes (RFC 5321). */
export const MAX_EMAIL_LENGTH = 254

/** As the events between shop and warehouse have it (docs/events/order.paid.v1.json). */
const ASCII_EMAIL =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/

/**
 * An email address in the form that mail servers know: its domain in ASCII and small letters ("ada@münchen.de" →
 * "ada@xn--mnchen-3ya.de"). Null when it is no email address. What stands before the @ is ASCII, and stays as it is.
 */
export function asciiEmail(typed: string): string | null {
  const email = typed.trim()
  const at = email.lastIndexOf('@')
  if (at < 1 || email.length > MAX_EMAIL_LENGTH) return null
  const domain = asciiDomain(email.slice(at + 1))
  const ascii = domain && `${email.slice(0, at)}@${domain}`
  return ascii && ascii.length <= MAX_EMAIL_LENGTH && ASCII_EMAIL.test(ascii) ? ascii : null
}

/** Whether two addresses are one mailbox's: mail servers that tell "Ada" from "ada" are not known to exist. */
export function isSameEmail(one: string, other: string): boolean {
  const ascii = asciiEmail(one)?.toLowerCase()
  return ascii !== undefined && ascii === asciiEmail(other)?.toLowerCase()
}

/** A domain as the web's own rules write it; null for what is none. */
function asciiDomain(domain: string): string | null {
  // What a URL would read as the end of its host.
  if (/[\s/\\?#@:[\]%]/.test(domain)) return null
  return URL.canParse(`http://${domain}/`) ? new URL(`http://${domain}/`).hostname : null
}
