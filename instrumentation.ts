/** Runs once, before the first request. */
export async function register(): Promise<void> {
  // Next also compiles this file for its edge runtime, which has no process to stop.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { requireEnvironment } = await import('@/lib/config/shop/boot')
  requireEnvironment()
  const { warnIfCallersAreUnknown } = await import('@/lib/http/client-address')
  warnIfCallersAreUnknown()
  const { listenToStock } = await import('@/lib/revalidation/listen-to-stock')
  listenToStock()
}
