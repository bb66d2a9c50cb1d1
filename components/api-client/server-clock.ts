/** Below this the difference is the network and the header's whole seconds, not the clock. */
const TOLERANCE_MS = 2_000

let offset = 0

/** Learns from an answer's Date header how far this device's clock is off. */
export function noteServerTime(dateHeader: string | null, now = Date.now()): void {
  const server = Date.parse(dateHeader ?? '')
  if (Number.isNaN(server)) return
  const difference = server - now
  offset = Math.abs(difference) > TOLERANCE_MS ? difference : 0
}

/** ms since the epoch as the shop counts them: what it says lasts until 12:41 must not end early on a device that is off. */
export const serverNow = (): number => Date.now() + offset
