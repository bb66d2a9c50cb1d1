import 'server-only'
import { serverConfig } from '../../config/shop/server'

/** How long a line's hold lasts after the shopper wrote the line. */
export const holdMilliseconds = (): number => Math.max(1, Math.round(serverConfig().HOLD_MINUTES * 60_000))

/** Shares grow with the limits, and never shrink below what one shopper may have. */
export const shareFactor = (): number => Math.max(1, serverConfig().RATE_LIMIT_FACTOR)
