/**
 * Where a sign-in may lead: a path of our own site, or its start page for anything else. What a browser would read as
 * another host (`//host`, `/\host`, a tab or line break that it drops) is not a path of ours.
 *
 * @param wanted a path or an address, from anyone
 * @param origin our own origin
 */
export function safeRedirect(wanted: string, origin: string): string {
  // Browsers drop control characters, and take a backslash for a slash.
  if (/[\u0000-\u001f\u007f\\]/.test(wanted)) return origin
  const isPath = wanted.startsWith('/') && !wanted.startsWith('//')
  if (!isPath && !wanted.startsWith(`${origin}/`) && wanted !== origin) return origin
  try {
    const url = new URL(wanted, origin)
    return url.origin === origin && !url.username && !url.password ? url.href : origin
  } catch {
    return origin
  }
}
