/** Runs once, before the first request: an environment that cannot work stops the process, with every fault listed. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { requireFulfillmentEnvironment } = await import('@/lib/config/boot-fulfillment')
  requireFulfillmentEnvironment()
}
