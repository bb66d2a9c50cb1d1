import * as original from '@/lib/fulfillment/store'

export * from '@/lib/fulfillment/store'

export const shipments: typeof original.shipments = {
  ...original.shipments,
  /** Takes every event for a new one. */
  async recordEvent(...args) {
    await original.shipments.recordEvent(...args)
    return true
  },
}
